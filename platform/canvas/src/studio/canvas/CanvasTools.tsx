/** Zoom, fit and tidy, at the corner of the canvas. */
import { Panel, useReactFlow, useViewport } from '@xyflow/react'
import { tidy } from '../../state/tidying.ts'
import { fitAll, useReadOnly } from '../../state/editor.ts'
import { useSession } from '../../state/session.ts'
import { Icon } from '../Icon.tsx'
import { useBuilding } from '../useWide.ts'

export function CanvasTools() {
  const flow = useReactFlow()
  const { zoom } = useViewport()
  const { exercise } = useSession()
  const isReadOnly = useReadOnly()
  const isBuilding = useBuilding()
  return (
    <Panel position="bottom-left" className="tools">
      <button type="button" onClick={() => void flow.zoomIn()} aria-label="Zoom in" title="Zoom in (Ctrl + scroll)"><Icon name="plus" /></button>
      <button type="button" onClick={() => void flow.zoomOut()} aria-label="Zoom out" title="Zoom out (Ctrl + scroll)"><Icon name="minus" /></button>
      <span className="tools-zoom figure" aria-hidden="true">{Math.round(zoom * 100)}%</span>
      <button type="button" onClick={fitAll} aria-label="Show everything" title="Show everything (F)"><Icon name="fit" /></button>
      {isBuilding && !isReadOnly && (
        <button type="button" onClick={() => void tidy(exercise)} title="Lay out in rows, like systems on a page (T)"><Icon name="tidy" /> Tidy</button>
      )}
    </Panel>
  )
}
