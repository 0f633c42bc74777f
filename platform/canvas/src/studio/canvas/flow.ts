/** The document as React Flow wants it: nodes and edges whose identity changes only when they do. */
import type { Edge as RFEdge, Node as RFNode } from '@xyflow/react'
import { edgeId, everyEdge, everyPlace, isContainer, source, target, titleOf, type Edge, type WorkflowDocument, type WorkflowNode } from '../../core/document.ts'
import type { Exercise } from '../../core/exercise.ts'
import { kindInfo } from '../../core/kinds.ts'
import { portType, type PortType } from '../../core/ports.ts'
import { sizeOf } from '../../core/size.ts'
import { liftAbove, type Box } from '../../core/wrap.ts'

export type FlowNode = RFNode<{ node: WorkflowNode }, 'card' | 'frame' | 'remark'>
export type FlowEdge = RFEdge<{ edge: Edge; port: PortType | 'gone'; lift: number }, 'wire'>

const drawnAs = (node: WorkflowNode): 'card' | 'frame' | 'remark' =>
  isContainer(node) ? 'frame' : node.kind === 'note' ? 'remark' : 'card'

/** The nodes to draw; one that did not change is the very object it was. */
export function flowNodes(doc: WorkflowDocument, exercise: Exercise, selected: ReadonlySet<string>, before: FlowNode[]): FlowNode[] {
  const known = new Map(before.map((node) => [node.id, node]))
  return everyPlace(doc).map(({ node, parent }) => {
    const old = known.get(node.id)
    const at = doc.layout?.[node.id] ?? { x: 0, y: 0 }
    const { width, height } = sizeOf(node, doc, exercise)
    const isSelected = selected.has(node.id)
    const isSame = old && old.data.node === node && old.position.x === at.x && old.position.y === at.y && old.width === width
      && old.height === height && old.parentId === (parent ?? undefined) && (old.selected ?? false) === isSelected
    if (isSame) return old
    return {
      ...(old?.measured && old.width === width && old.height === height ? { measured: old.measured } : {}),
      id: node.id, type: drawnAs(node), position: at, width, height, data: { node }, selected: isSelected,
      ...(parent === null ? {} : { parentId: parent }),
      ...(isContainer(node) ? { dragHandle: '.frame-head' } : {}),
      ariaLabel: `${titleOf(node)}, ${kindInfo(node.kind).word}`,
    } satisfies FlowNode
  })
}

/** The boxes of every level, by the id of a node on it. */
function boxesByNode(doc: WorkflowDocument, exercise: Exercise): Map<string, { own: Box; level: Box[] }> {
  const found = new Map<string, { own: Box; level: Box[] }>()
  const levels = new Map<string | null, Box[]>()
  for (const { node, parent } of everyPlace(doc)) {
    const level = levels.get(parent) ?? []
    levels.set(parent, level)
    const own = { id: node.id, ...(doc.layout?.[node.id] ?? { x: 0, y: 0 }), ...sizeOf(node, doc, exercise) }
    level.push(own)
    found.set(node.id, { own, level })
  }
  return found
}

/** For a wire that turns back to a lower row: how far above its target that row begins. */
function liftOf(boxes: Map<string, { own: Box; level: Box[] }>, from: string, to: string): number {
  const start = boxes.get(from)
  const end = boxes.get(to)
  if (!start || !end || end.own.x > start.own.x + start.own.width) return 0
  return liftAbove(end.own, end.level)
}

/** The wires to draw. */
export function flowEdges(doc: WorkflowDocument, exercise: Exercise, selected: ReadonlySet<string>, before: FlowEdge[]): FlowEdge[] {
  const known = new Map(before.map((edge) => [edge.id, edge]))
  const nodes = new Map(everyPlace(doc).map((place) => [place.node.id, place.node]))
  const boxes = boxesByNode(doc, exercise)
  return everyEdge(doc).flatMap((edge) => {
    const id = edgeId(edge)
    const from = source(edge)
    const to = target(edge)
    const node = nodes.get(from.node)
    const goal = nodes.get(to.node)
    if (!node || !goal) return []
    const port = portType(node, from.port, exercise) ?? 'gone'
    const lift = liftOf(boxes, from.node, to.node)
    const old = known.get(id)
    if (old && old.data?.port === port && old.data.lift === lift && (old.selected ?? false) === selected.has(id)) return [old]
    return [{
      id, type: 'wire' as const, source: from.node, sourceHandle: port === 'gone' ? null : from.port, target: to.node, targetHandle: 'in',
      selected: selected.has(id), data: { edge, port, lift },
      ariaLabel: `${port === 'value' ? 'Value' : 'Path'} ${from.port} from ${titleOf(node)} to ${titleOf(goal)}`,
    }]
  })
}
