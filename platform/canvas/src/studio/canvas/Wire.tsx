/** A wire: how it runs, whether the run took it, the note that travels on it, and a plus to put a node on it. */
import { BaseEdge, EdgeLabelRenderer, getBezierPath, getSmoothStepPath, type EdgeProps } from '@xyflow/react'
import { memo, useRef, useState } from 'react'
import { placeOf, type Edge } from '../../core/document.ts'
import { shown, useEditor, useReadOnly } from '../../state/editor.ts'
import { openQuickAdd } from '../../state/panels.ts'
import { ranWire, useRunning } from '../../state/running.ts'
import { Icon } from '../Icon.tsx'
import { useBuilding } from '../useWide.ts'
import type { FlowEdge } from './flow.ts'

type Ends = Pick<EdgeProps, 'sourceX' | 'sourceY' | 'targetX' | 'targetY' | 'sourcePosition' | 'targetPosition'>

/** From an entry up to the middle of the gap between two rows, where nothing stands. */
const ROW_CLEARANCE = 52

/** A curve forwards; squared round the back where the next row of the page begins. */
function pathOf(ends: Ends, lift: number): [path: string, x: number, y: number] {
  if (ends.targetX > ends.sourceX + 8) {
    const [path, x, y] = getBezierPath({ ...ends, curvature: 0.32 })
    return [path, x, y]
  }
  const isBelow = ends.targetY > ends.sourceY + 120
  const [path, x, y] = getSmoothStepPath({ ...ends, borderRadius: 10, offset: 22, ...(isBelow ? { centerY: ends.targetY - lift - ROW_CLEARANCE } : {}) })
  return [path, x, y]
}

type Standing = 'plain' | 'flowing' | 'used' | 'unused'

function useStanding(id: string, node: string, port: string | null | undefined): Standing {
  return useRunning((state) => {
    if (state.mode === 'none') return 'plain'
    if (!ranWire(state, id)) return 'plain'
    if (state.flowing.has(id)) return 'flowing'
    if (port && state.view.nodes[node]?.left.includes(port)) return 'used'
    return state.view.finished ? 'unused' : 'plain'
  })
}

export const Wire = memo(function Wire(props: EdgeProps<FlowEdge>) {
  const { id, data, selected, source, sourceHandleId } = props
  const [path, x, y] = pathOf(props, data?.lift ?? 0)
  const standing = useStanding(id, source, sourceHandleId)
  const [isNear, setNear] = useState(false)
  const leaving = useRef<ReturnType<typeof setTimeout>>(undefined)
  const near = (is: boolean) => {
    clearTimeout(leaving.current)
    if (is) setNear(true)
    else leaving.current = setTimeout(() => setNear(false), 220)
  }
  return (
    <g onMouseEnter={() => near(true)} onMouseLeave={() => near(false)}
      className={`wire wire-${data?.port ?? 'path'} wire-${standing} ${selected ? 'is-selected' : ''}`}>
      <BaseEdge id={id} path={path} interactionWidth={18} />
      {standing === 'flowing' && (
        <ellipse className="wire-note" rx="6" ry="4.4">
          <animateMotion dur="0.62s" path={path} fill="freeze" calcMode="spline" keyTimes="0;1" keySplines="0.3 0 0.4 1" />
        </ellipse>
      )}
      {(isNear || selected) && data && <PlusOnWire edge={data.edge} x={x} y={y} near={near} />}
    </g>
  )
})

function PlusOnWire({ edge, x, y, near }: { edge: Edge; x: number; y: number; near: (is: boolean) => void }) {
  const isReadOnly = useReadOnly()
  const isBuilding = useBuilding()
  if (isReadOnly || !isBuilding) return null
  const add = (event: React.MouseEvent) => {
    const box = event.currentTarget.getBoundingClientRect()
    const parent = placeOf(shown(useEditor.getState()), edge.from.split('.')[0]!)?.parent ?? null
    openQuickAdd({ screen: { x: box.right + 8, y: box.top }, edge, parent })
  }
  return (
    <EdgeLabelRenderer>
      <button type="button" className="wire-add nodrag nopan" aria-label="Put a node on this wire" onClick={add}
        onMouseEnter={() => near(true)} onMouseLeave={() => near(false)}
        style={{ transform: `translate(-50%, -50%) translate(${x}px, ${y}px)` }}>
        <Icon name="plus" size={12} />
      </button>
    </EdgeLabelRenderer>
  )
}
