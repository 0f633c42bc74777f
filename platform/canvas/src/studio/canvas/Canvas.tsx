/** The canvas: the document drawn by React Flow, every gesture an operation on the document. */
import { Background, BackgroundVariant, MiniMap, ReactFlow, useReactFlow, type EdgeTypes, type NodeTypes } from '@xyflow/react'
import '@xyflow/react/dist/base.css'
import { useCallback, useEffect, useRef } from 'react'
import { edgeId, placeOf, type Kind } from '../../core/document.ts'
import { kindInfo } from '../../core/kinds.ts'
import { addKind } from '../../state/actions.ts'
import { isReadOnly as isFixed, select, shown, useDocument, useEditor, useReadOnly } from '../../state/editor.ts'
import { openQuickAdd } from '../../state/panels.ts'
import { useRunning } from '../../state/running.ts'
import { useSession } from '../../state/session.ts'
import { useBuilding } from '../useWide.ts'
import { CanvasTools } from './CanvasTools.tsx'
import type { FlowEdge, FlowNode } from './flow.ts'
import { frameAt, useGestures } from './gestures.ts'
import { FrameNode, NodeCard, RemarkNode } from './NodeCard.tsx'
import { bringIntoView, fitPage, type Flow } from './viewport.ts'
import { Wire } from './Wire.tsx'

const nodeTypes: NodeTypes = { card: NodeCard, frame: FrameNode, remark: RemarkNode }
const edgeTypes: EdgeTypes = { wire: Wire }
const GRID: [number, number] = [8, 8]
const CULL_ABOVE = 100
/** A few nodes are seen at a glance: the overview comes with more. */
const MAP_FROM = 7
export const DRAG_TYPE = 'application/x-podium-kind'

const isTouch = typeof matchMedia === 'function' && matchMedia('(pointer: coarse)').matches

/** Follows the wishes of the rest of the Studio: show this node, show everything. */
function useViewWishes(flow: Flow): void {
  const wanted = useEditor((state) => state.wanted)
  const fitted = useEditor((state) => state.fitted)
  useEffect(() => {
    if (!wanted) return
    const timer = setTimeout(() => bringIntoView(flow, wanted.id), 30)
    return () => clearTimeout(timer)
  }, [wanted, flow])
  useEffect(() => {
    if (!fitted) return
    const timer = setTimeout(() => fitPage(flow, 240), 60)
    return () => clearTimeout(timer)
  }, [fitted, flow])
}

/** While a run is told, the node at work stays in view, unless somebody moved the view themselves. */
function useFollowing(flow: Flow, isTouched: React.RefObject<boolean>): void {
  const atWork = useRunning((state) => {
    if (state.mode !== 'playing') return null
    const busy = Object.entries(state.view.nodes).filter(([, node]) => node.status === 'running' || node.status === 'waiting')
    return busy.at(-1)?.[0] ?? null
  })
  useEffect(() => { if (atWork && !isTouched.current) bringIntoView(flow, atWork) }, [atWork, flow, isTouched])
}

/** Keeps everything in view while the window and the Score change size, until somebody moves the view themselves. */
function useKeptView(flow: Flow, stage: React.RefObject<HTMLDivElement | null>): (event: MouseEvent | TouchEvent | null) => void {
  const isTouched = useRef(false)
  useFollowing(flow, isTouched)
  const fitted = useEditor((state) => state.fitted)
  useEffect(() => { isTouched.current = false }, [fitted])
  useEffect(() => {
    let frame = 0
    const observer = new ResizeObserver(() => {
      cancelAnimationFrame(frame)
      frame = requestAnimationFrame(() => { if (!isTouched.current) fitPage(flow) })
    })
    if (stage.current) observer.observe(stage.current)
    return () => { cancelAnimationFrame(frame); observer.disconnect() }
  }, [flow, stage])
  return (event) => { if (event) isTouched.current = true }
}

export function Canvas() {
  const { exercise } = useSession()
  const doc = useDocument()
  const isReadOnly = useReadOnly()
  const isBuilding = useBuilding()
  const flow = useReactFlow<FlowNode, FlowEdge>()
  const stage = useRef<HTMLDivElement>(null)
  const gestures = useGestures(exercise, doc)
  const mayBuild = isBuilding && !isReadOnly
  const onMoved = useKeptView(flow, stage)
  useViewWishes(flow)

  const drop = useCallback((event: React.DragEvent) => {
    const kind = event.dataTransfer.getData(DRAG_TYPE) as Kind
    if (!kind) return
    event.preventDefault()
    const point = flow.screenToFlowPosition({ x: event.clientX - 60, y: event.clientY - 20 })
    const { parent, at } = frameAt(shown(useEditor.getState()), exercise, point)
    addKind(kind, exercise, { at, parent })
  }, [exercise, flow])

  return (
    <div className="stage" ref={stage} role="region" aria-label="Canvas" onDragOver={(event) => event.preventDefault()} onDrop={drop}
      onKeyDown={(event) => {
        if (event.key.toLowerCase() !== 'a' || event.ctrlKey || event.metaKey || event.altKey || !mayBuild) return
        if ((event.target as HTMLElement).closest('input, textarea, [contenteditable]')) return
        event.preventDefault()
        quickAddHere(stage.current)
      }}>
      <ReactFlow<FlowNode, FlowEdge>
        nodes={gestures.nodes} edges={gestures.edges} nodeTypes={nodeTypes} edgeTypes={edgeTypes}
        onNodesChange={gestures.onNodesChange} onEdgesChange={gestures.onEdgesChange}
        onNodeDragStart={gestures.onNodeDragStart} onNodeDragStop={gestures.onNodeDragStop}
        onSelectionDragStart={gestures.onSelectionDragStart} onSelectionDragStop={gestures.onSelectionDragStop}
        onConnect={gestures.onConnect} onConnectEnd={gestures.onConnectEnd} isValidConnection={gestures.isValidConnection}
        nodesDraggable={mayBuild} nodesConnectable={mayBuild} elementsSelectable edgesFocusable nodesFocusable
        onMoveStart={onMoved}
        onPaneClick={() => { openQuickAdd(null); select([]) }}
        deleteKeyCode={null} selectionKeyCode="Shift" multiSelectionKeyCode={['Meta', 'Control', 'Shift']}
        panOnScroll={!isTouch} zoomOnScroll={false} zoomOnPinch panOnDrag={isTouch || !mayBuild ? true : [1]} selectionOnDrag={!isTouch && mayBuild}
        zoomOnDoubleClick={false} connectionRadius={56} snapToGrid snapGrid={GRID} minZoom={0.2} maxZoom={1.75}
        onInit={fitPage} onlyRenderVisibleElements={gestures.nodes.length > CULL_ABOVE}
        ariaLabelConfig={ARIA} proOptions={{ hideAttribution: false }} disableKeyboardA11y={false}>
        <Background variant={BackgroundVariant.Dots} gap={24} size={1} className="stage-dots" />
        {isBuilding && doc.nodes.length >= MAP_FROM && <MiniMap pannable zoomable className="map" style={{ width: 148, height: 96 }} nodeClassName={(node) => `map-node map-${kindInfo((node as FlowNode).data.node.kind).family}`} ariaLabel="Overview of the canvas" />}
        <CanvasTools />
      </ReactFlow>
      {doc.nodes.length === 0 && <EmptyStage />}
    </div>
  )
}

const ARIA = {
  'node.a11yDescription.default': 'Press Enter to select the node; then its panel opens. Arrow keys move it.',
  'node.a11yDescription.keyboardDisabled': 'Press Enter to select the node.',
  'edge.a11yDescription.default': 'Press Enter to select the wire, then Delete to take it away.',
}

/** Opens the quick add in the middle of the canvas, or after the selected node. */
export function quickAddHere(stage: HTMLElement | null): void {
  const box = (stage ?? document.querySelector<HTMLElement>('.stage'))?.getBoundingClientRect()
  const state = useEditor.getState()
  if (!box || isFixed(state)) return
  const place = state.selected[0] ? placeOf(shown(state), state.selected[0]) : undefined
  const screen = { x: box.left + box.width / 2 - 140, y: box.top + Math.min(120, box.height / 4) }
  const edge = state.selectedEdges[0]
  const chosen = edge ? place?.graph.edges.find((candidate) => edgeId(candidate) === edge) : undefined
  openQuickAdd({ screen, parent: place?.parent ?? null, ...(chosen ? { edge: chosen } : {}) })
}

function EmptyStage() {
  return (
    <div className="stage-empty">
      <p><strong>The canvas is empty.</strong> Drag a node here from the left, press <kbd>A</kbd>, or start from a template in the menu “More”.</p>
    </div>
  )
}
