/** Gestures on the canvas, turned into operations: selecting, dragging, wiring. One gesture is one step of undo. */
import { applyNodeChanges, useReactFlow, type Connection, type EdgeChange, type FinalConnectionState, type NodeChange } from '@xyflow/react'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { isContainer, placeOf, source, target, type Point, type WorkflowDocument } from '../../core/document.ts'
import { refusal } from '../../core/connect.ts'
import type { Exercise } from '../../core/exercise.ts'
import { moveToLevel, placeAt } from '../../core/operations.ts'
import { cardSize, sizeOf } from '../../core/size.ts'
import { wire } from '../../state/actions.ts'
import { change, select, shown, useEditor } from '../../state/editor.ts'
import { openQuickAdd, say } from '../../state/panels.ts'
import { flowEdges, flowNodes, type FlowEdge, type FlowNode } from './flow.ts'

const current = (): WorkflowDocument => shown(useEditor.getState())

/** Where a node stands on the canvas, whatever frames it is in. */
function absolute(doc: WorkflowDocument, id: string): Point {
  const place = placeOf(doc, id)
  const own = doc.layout?.[id] ?? { x: 0, y: 0 }
  if (!place || place.parent === null) return own
  const outer = absolute(doc, place.parent)
  return { x: outer.x + own.x, y: outer.y + own.y }
}

/** The innermost frame under a point, and the point as that frame counts it. */
export function frameAt(doc: WorkflowDocument, exercise: Exercise, point: Point, except?: string): { parent: string | null; at: Point } {
  let found: { parent: string | null; at: Point } = { parent: null, at: point }
  const look = (nodes: WorkflowDocument['nodes'], origin: Point): void => {
    for (const node of nodes) {
      if (!isContainer(node) || node.id === except) continue
      const at = doc.layout?.[node.id] ?? { x: 0, y: 0 }
      const corner = { x: origin.x + at.x, y: origin.y + at.y }
      const size = sizeOf(node, doc, exercise)
      const isIn = point.x > corner.x && point.y > corner.y && point.x < corner.x + size.width && point.y < corner.y + size.height
      if (!isIn) continue
      found = { parent: node.id, at: { x: Math.max(12, point.x - corner.x), y: Math.max(56, point.y - corner.y) } }
      look(node.inside?.nodes ?? [], corner)
    }
  }
  look(doc.nodes, { x: 0, y: 0 })
  return found
}

/** Commits where dragged nodes came to rest; one dropped on another level moves there. */
function commitDrag(exercise: Exercise, moved: FlowNode[], shifted: boolean): void {
  let freed = 0
  change('Move', (doc) => {
    let next = placeAt(doc, Object.fromEntries(moved.map((node) => [node.id, node.position])))
    if (moved.length !== 1 || !shifted) return next
    const node = moved[0]!
    const place = placeOf(doc, node.id)
    if (!place) return next
    const corner = absolute(next, node.id)
    const size = cardSize(place.node, exercise)
    const middle = { x: corner.x + size.width / 2, y: corner.y + size.height / 2 }
    const goal = frameAt(doc, exercise, middle, node.id).parent
    if (goal === place.parent) return next
    const origin = goal === null ? { x: 0, y: 0 } : absolute(next, goal)
    const wires = place.graph.edges.filter((edge) => source(edge).node === node.id || target(edge).node === node.id).length
    const at = goal === null ? corner : { x: Math.max(16, corner.x - origin.x), y: Math.max(60, corner.y - origin.y) }
    next = moveToLevel(next, node.id, goal, at)
    freed = wires
    return next
  })
  if (freed) say(`Moved across the frame. ${freed} wire${freed === 1 ? '' : 's'} could not follow: wires do not cross a frame. Undo brings ${freed === 1 ? 'it' : 'them'} back.`)
}

function useFlowGraph(exercise: Exercise, doc: WorkflowDocument) {
  const selected = useEditor((state) => state.selected)
  const selectedEdges = useEditor((state) => state.selectedEdges)
  const [nodes, setNodes] = useState<FlowNode[]>(() => flowNodes(doc, exercise, new Set(selected), []))
  const edgesBefore = useRef<FlowEdge[]>([])
  useEffect(() => setNodes((before) => flowNodes(doc, exercise, new Set(selected), before)), [doc, exercise, selected])
  const edges = useMemo(() => {
    edgesBefore.current = flowEdges(doc, exercise, new Set(selectedEdges), edgesBefore.current)
    return edgesBefore.current
  }, [doc, exercise, selectedEdges])
  return { nodes, setNodes, edges }
}

/** Applies React Flow's selection changes to the list of what is selected. */
function reselect(before: string[], changes: { id: string; selected: boolean }[]): string[] {
  const chosen = new Set(before)
  for (const { id, selected } of changes) {
    if (selected) chosen.add(id)
    else chosen.delete(id)
  }
  return [...chosen]
}

export function useGestures(exercise: Exercise, doc: WorkflowDocument) {
  const { nodes, setNodes, edges } = useFlowGraph(exercise, doc)
  const isDragging = useRef(false)
  const flow = useReactFlow()

  const onNodesChange = useCallback((changes: NodeChange<FlowNode>[]) => {
    const chosen = changes.filter((entry) => entry.type === 'select')
    if (chosen.length) {
      const state = useEditor.getState()
      select(reselect(state.selected, chosen), state.selectedEdges)
    }
    const others = changes.filter((entry) => entry.type === 'position' || entry.type === 'dimensions')
    if (others.length) setNodes((before) => applyNodeChanges(others, before))
    const nudged = others.filter((entry) => entry.type === 'position' && !entry.dragging && entry.position)
    if (!isDragging.current && nudged.length) {
      const points = Object.fromEntries(nudged.map((entry) => [entry.id, (entry as { position: Point }).position]))
      change('Move', (document) => placeAt(document, points), 'nudge')
    }
  }, [setNodes])

  const onEdgesChange = useCallback((changes: EdgeChange<FlowEdge>[]) => {
    const chosen = changes.filter((entry) => entry.type === 'select')
    if (!chosen.length) return
    const state = useEditor.getState()
    select(state.selected, reselect(state.selectedEdges, chosen))
  }, [])

  const begin = useCallback(() => { isDragging.current = true }, [])
  const end = useCallback((moved: FlowNode[]) => {
    isDragging.current = false
    const layout = current().layout ?? {}
    const really = moved.filter((node) => layout[node.id]?.x !== Math.round(node.position.x) || layout[node.id]?.y !== Math.round(node.position.y))
    if (really.length) commitDrag(exercise, really, true)
  }, [exercise])

  const onConnect = useCallback((connection: Connection) => {
    wire({ from: `${connection.source}.${connection.sourceHandle}`, to: `${connection.target}.in` }, exercise)
  }, [exercise])

  const isValidConnection = useCallback((connection: Connection | FlowEdge) =>
    refusal(current(), { from: `${connection.source}.${connection.sourceHandle}`, to: `${connection.target}.in` }, exercise) === null, [exercise])

  const onConnectEnd = useCallback((event: MouseEvent | TouchEvent, state: FinalConnectionState) => {
    const from = state.fromHandle
    if (!from || from.type !== 'source') return
    const wish = `${from.nodeId}.${from.id}`
    if (state.toNode) {
      if (!state.isValid) say(refusal(current(), { from: wish, to: `${state.toNode.id}.in` }, exercise) ?? 'Drop the wire on the entry at the left of a node.', 'err')
      return
    }
    const at = 'changedTouches' in event ? event.changedTouches[0]! : event
    const parent = placeOf(current(), from.nodeId)?.parent ?? null
    const point = flow.screenToFlowPosition({ x: at.clientX, y: at.clientY - 24 })
    const origin = parent === null ? { x: 0, y: 0 } : absolute(current(), parent)
    openQuickAdd({ screen: { x: at.clientX, y: at.clientY }, at: { x: point.x - origin.x, y: point.y - origin.y }, from: wish, parent })
  }, [exercise, flow])

  return {
    nodes, edges, onNodesChange, onEdgesChange, onConnect, onConnectEnd, isValidConnection,
    onNodeDragStart: begin, onSelectionDragStart: begin,
    onNodeDragStop: useCallback((_event: unknown, _node: FlowNode, moved: FlowNode[]) => end(moved), [end]),
    onSelectionDragStop: useCallback((_event: unknown, moved: FlowNode[]) => end(moved), [end]),
  }
}
