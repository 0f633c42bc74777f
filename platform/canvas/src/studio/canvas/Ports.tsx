/** A node's handles with their names, and a plus on each exit that adds the next node already wired. */
import { Handle, Position, useStore } from '@xyflow/react'
import { memo } from 'react'
import { placeOf, titleOf, type WorkflowNode } from '../../core/document.ts'
import { refusal } from '../../core/connect.ts'
import { exitsOf, happyPort, hasEntry, type Port } from '../../core/ports.ts'
import { exitOffset } from '../../core/size.ts'
import { shown, useEditor, useReadOnly } from '../../state/editor.ts'
import { openQuickAdd } from '../../state/panels.ts'
import { useSession } from '../../state/session.ts'
import { Icon } from '../Icon.tsx'
import { portLabel } from '../words.ts'
import { useBuilding } from '../useWide.ts'

/** Whether a wire in somebody's hand would be taken here: null while none is. */
export function useTakesWire(id: string): 'takes' | 'refuses' | null {
  const session = useSession()
  const held = useStore((state) => {
    const { inProgress, fromHandle } = state.connection
    return inProgress && fromHandle?.type === 'source' ? `${fromHandle.nodeId}.${fromHandle.id}` : null
  })
  if (!held || held.startsWith(`${id}.`)) return null
  return refusal(shown(useEditor.getState()), { from: held, to: `${id}.in` }, session.exercise) === null ? 'takes' : 'refuses'
}

export const Ports = memo(function Ports({ node, selected }: { node: WorkflowNode; selected: boolean }) {
  const { exercise } = useSession()
  return (
    <>
      {hasEntry(node) && <Handle type="target" position={Position.Left} id="in" className="pin port-in" style={{ top: 23 }} />}
      {exitsOf(node, exercise).map((port, at) => <Exit key={port.name} node={node} port={port} top={exitOffset(node, at)} selected={selected} />)}
    </>
  )
})

function Exit({ node, port, top, selected }: { node: WorkflowNode; port: Port; top: number; selected: boolean }) {
  const isReadOnly = useReadOnly()
  const isBuilding = useBuilding()
  const end = `${node.id}.${port.name}`
  const isHappy = port.name === happyPort(node)
  const add = (event: React.MouseEvent) => {
    event.stopPropagation()
    const box = event.currentTarget.getBoundingClientRect()
    const parent = placeOf(shown(useEditor.getState()), node.id)?.parent ?? null
    openQuickAdd({ screen: { x: box.right + 8, y: box.top }, from: end, parent })
  }
  return (
    <>
      <span className={`port-name port-name-${port.type}`} style={{ top: top - 9 }}>{portLabel(port.name, port.type === 'value')}</span>
      <Handle type="source" position={Position.Right} id={port.name} className={`pin port-${port.type}`} style={{ top }} />
      {!isReadOnly && isBuilding && (
        <button type="button" className={`exit-add nodrag nopan ${isHappy ? 'exit-add-happy' : ''}`} style={{ top: top - 12 }} onClick={add} tabIndex={selected && isHappy ? 0 : -1}
          aria-label={`Add a node after ${titleOf(node)}, ${portLabel(port.name, port.type === 'value')}`}>
          <Icon name="plus" size={12} />
        </button>
      )}
    </>
  )
}
