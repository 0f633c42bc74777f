/** Boxes in reading order without any library: for documents that bring no places, and when the layout worker fails. */
import { everyGraph, isContainer, source, target, type Graph, type Point, type WorkflowDocument } from './document.ts'
import type { Exercise } from './exercise.ts'
import { FRAME_SIDE, FRAME_TOP, sizeOf, type Size } from './size.ts'
import { wrapRows, type Box } from './wrap.ts'

const GAP_X = 72
const GAP_Y = 40

/** The layer of each node: one more than the latest node before it. A circle is cut where it is met. */
export function layersOf(graph: Graph): Map<string, number> {
  const before = new Map<string, string[]>(graph.nodes.map((node) => [node.id, []]))
  for (const edge of graph.edges) before.get(target(edge).node)?.push(source(edge).node)
  const layers = new Map<string, number>()
  const visit = (id: string, path: Set<string>): number => {
    const known = layers.get(id)
    if (known !== undefined) return known
    if (path.has(id)) return 0
    path.add(id)
    const parents = (before.get(id) ?? []).filter((parent) => before.has(parent))
    const layer = Math.max(-1, ...parents.map((parent) => visit(parent, path))) + 1
    path.delete(id)
    layers.set(id, layer)
    return layer
  }
  for (const node of graph.nodes) visit(node.id, new Set())
  return layers
}

/** Columns of ids, each ordered by where its predecessors stand. */
function columnsOf(graph: Graph): string[][] {
  const layers = layersOf(graph)
  const columns: string[][] = []
  for (const node of graph.nodes) {
    const layer = layers.get(node.id) ?? 0
    ;(columns[layer] ??= []).push(node.id)
  }
  const rank = new Map<string, number>()
  return Array.from(columns, (column) => column ?? []).map((column) => {
    const pull = new Map(column.map((id) => {
      const ranks = graph.edges.filter((edge) => target(edge).node === id).map((edge) => rank.get(source(edge).node) ?? 0)
      return [id, ranks.length ? ranks.reduce((a, b) => a + b, 0) / ranks.length : 0]
    }))
    const sorted = [...column].sort((a, b) => (pull.get(a) ?? 0) - (pull.get(b) ?? 0))
    sorted.forEach((id, at) => rank.set(id, at - (sorted.length - 1) / 2))
    return sorted
  })
}

/** Columns from left to right in one line, each centred on the tallest. */
function inLine(columns: string[][], sizes: Map<string, Size>): Box[] {
  const heights = columns.map((column) => column.reduce((sum, id) => sum + sizes.get(id)!.height + GAP_Y, -GAP_Y))
  const tallest = Math.max(0, ...heights)
  const boxes: Box[] = []
  let x = 0
  columns.forEach((column, at) => {
    let y = (tallest - heights[at]!) / 2
    for (const id of column) {
      boxes.push({ id, x, y, ...sizes.get(id)! })
      y += sizes.get(id)!.height + GAP_Y
    }
    x += Math.max(0, ...column.map((id) => sizes.get(id)!.width)) + GAP_X
  })
  return boxes
}

/** Boxes as they stand inside a frame: below its head, off its side. */
export const inFrame = (boxes: Box[]): Record<string, Point> =>
  Object.fromEntries(boxes.map((box) => [box.id, { x: Math.round(box.x + FRAME_SIDE), y: Math.round(box.y + FRAME_TOP) }]))

/** Places for every node, containers' insides first (inside points count from the frame's corner). */
export function layOut(doc: WorkflowDocument, exercise: Exercise): Record<string, Point> {
  const points: Record<string, Point> = {}
  const level = (graph: Graph, inside: boolean): void => {
    for (const node of graph.nodes) if (isContainer(node) && node.inside) level(node.inside, true)
    const known: WorkflowDocument = { ...doc, layout: points }
    const sizes = new Map(graph.nodes.map((node) => [node.id, sizeOf(node, known, exercise)]))
    const boxes = inLine(columnsOf(graph), sizes)
    Object.assign(points, inside ? inFrame(boxes) : wrapRows(boxes))
  }
  level(doc, false)
  return points
}

/** Each workflow of the document as a document of its own, its own graph first. */
const everyWorkflow = (doc: WorkflowDocument): WorkflowDocument[] => everyGraph(doc).map(({ nodes, edges }) => ({ ...doc, nodes, edges }))

/** The document laid out anew, further workflows too, whatever places it brings. */
export const withFreshPlaces = (doc: WorkflowDocument, exercise: Exercise): WorkflowDocument =>
  ({ ...doc, layout: Object.assign({}, ...everyWorkflow(doc).map((each) => layOut(each, exercise))) })

/** The document with a place for every node: those it brings are kept, unless most of a workflow's are missing. */
export function withPlaces(doc: WorkflowDocument, exercise: Exercise): WorkflowDocument {
  let layout = doc.layout ?? {}
  for (const each of everyWorkflow(doc)) {
    const fresh = layOut(each, exercise)
    const ids = Object.keys(fresh)
    const missing = ids.filter((id) => !layout[id])
    if (missing.length) layout = missing.length > ids.length / 2 ? { ...layout, ...fresh } : { ...fresh, ...layout }
  }
  return layout === doc.layout ? doc : { ...doc, layout }
}
