/** What a person does to a document. Every operation returns a new document and leaves the old one alone. */
import {
  allNodes, changeLevel, edgeId, everyNode, ID_PATTERN, placeOf, source, target,
  type Edge, type Graph, type Kind, type Point, type Workflow, type WorkflowDocument, type WorkflowNode,
} from './document.ts'
import { makeNode } from './kinds.ts'

/** A fresh id like `writer` or `writer_2`, unique over the whole document. */
export function freshId(doc: WorkflowDocument, wish: string, alsoTaken: ReadonlySet<string> = new Set()): string {
  const taken = new Set(allNodes(doc).map((node) => node.id))
  const stem = idStem(wish)
  for (let count = 1; ; count += 1) {
    const id = count === 1 ? stem : `${stem}_${count}`
    if (!taken.has(id) && !alsoTaken.has(id)) return id
  }
}

function idStem(wish: string): string {
  const stem = wish.toLowerCase().replace(/_\d+$/, '').replace(/[^a-z0-9]+/g, '_').replace(/^[^a-z]+|_+$/g, '').slice(0, 34)
  return ID_PATTERN.test(stem) ? stem : 'node'
}

/** Adds a node at a point of a level; answers with the document and the new id. */
export function addNode(
  doc: WorkflowDocument, kind: Kind, at: Point, parent: string | null = null, settings: Record<string, unknown> = {},
): { doc: WorkflowDocument; id: string } {
  const id = freshId(doc, text(settings.label) || kind)
  const node: WorkflowNode = { ...makeNode(kind, id), ...settings, id, kind }
  const grown = changeLevel(doc, parent, (graph) => ({ ...graph, nodes: [...graph.nodes, node] }))
  return { doc: placeAt(grown, { [id]: at }), id }
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '')

/** Moves boxes. What is graded does not change. */
export function placeAt(doc: WorkflowDocument, points: Record<string, Point>): WorkflowDocument {
  const rounded = Object.fromEntries(Object.entries(points).map(([id, at]) => [id, { x: Math.round(at.x), y: Math.round(at.y) }]))
  return { ...doc, layout: { ...doc.layout, ...rounded } }
}

/** Removes nodes, what stands inside them, their wires and their places. */
export function removeNodes(doc: WorkflowDocument, ids: Iterable<string>): WorkflowDocument {
  const gone = new Set(ids)
  const strip = (graph: Graph): Graph => ({
    nodes: graph.nodes.filter((node) => !gone.has(node.id)).map((node) => (node.inside ? { ...node, inside: strip(node.inside) } : node)),
    edges: graph.edges.filter((edge) => !gone.has(source(edge).node) && !gone.has(target(edge).node)),
  })
  const rest: WorkflowDocument = { ...doc, ...strip(doc) }
  const left = new Set(allNodes(rest).map((node) => node.id))
  return { ...rest, layout: Object.fromEntries(Object.entries(doc.layout ?? {}).filter(([id]) => left.has(id))) }
}

/** Changes settings of a node; `undefined` takes a setting away. */
export function changeNode(doc: WorkflowDocument, id: string, settings: Record<string, unknown>): WorkflowDocument {
  const place = placeOf(doc, id)
  if (!place) return doc
  return changeLevel(doc, place.parent, (graph) => ({
    ...graph,
    nodes: graph.nodes.map((node) => {
      if (node.id !== id) return node
      const changed = { ...node, ...settings }
      for (const [name, value] of Object.entries(settings)) if (value === undefined) delete changed[name]
      return changed
    }),
  }))
}

/** Draws a wire on the level where its source stands. */
export function connect(doc: WorkflowDocument, edge: Edge): WorkflowDocument {
  const place = placeOf(doc, source(edge).node)
  if (!place) return doc
  return changeLevel(doc, place.parent, (graph) => ({ ...graph, edges: [...graph.edges, edge] }))
}

/** Takes wires away, by the ids the canvas knows them by. */
export function disconnect(doc: WorkflowDocument, ids: Iterable<string>): WorkflowDocument {
  const gone = new Set(ids)
  const strip = (graph: Graph): Graph => ({
    nodes: graph.nodes.map((node) => (node.inside ? { ...node, inside: strip(node.inside) } : node)),
    edges: graph.edges.filter((edge) => !gone.has(edgeId(edge))),
  })
  return { ...doc, ...strip(doc) }
}

/** A port got another name: the wires that leave by it follow. */
export function renamePort(doc: WorkflowDocument, id: string, before: string, after: string): WorkflowDocument {
  const place = placeOf(doc, id)
  if (!place) return doc
  return changeLevel(doc, place.parent, (graph) => ({
    ...graph,
    edges: graph.edges.map((edge) => (edge.from === `${id}.${before}` ? { ...edge, from: `${id}.${after}` } : edge)),
  }))
}

/** Puts a node on a wire: source to node, node to target, the wire itself gone. */
export function insertOnEdge(doc: WorkflowDocument, edge: Edge, id: string, port: string): WorkflowDocument {
  const without = disconnect(doc, [edgeId(edge)])
  return connect(connect(without, { from: edge.from, to: `${id}.in` }), { from: `${id}.${port}`, to: edge.to })
}

/** Moves a node into a container or out of it. Wires do not cross a frame, so its own are taken away. */
export function moveToLevel(doc: WorkflowDocument, id: string, parent: string | null, at: Point): WorkflowDocument {
  const place = placeOf(doc, id)
  if (!place || place.parent === parent || parent === id) return doc
  if (place.node.inside && parent !== null && placeOf(place.node.inside, parent)) return doc
  const lifted = changeLevel(doc, place.parent, (graph) => ({
    nodes: graph.nodes.filter((node) => node.id !== id),
    edges: graph.edges.filter((edge) => source(edge).node !== id && target(edge).node !== id),
  }))
  const landed = changeLevel(lifted, parent, (graph) => ({ ...graph, nodes: [...graph.nodes, place.node] }))
  return placeAt(landed, { [id]: at })
}

/** Nodes with the wires among them, as they go to the clipboard. */
export interface Cutting {
  podium_cutting: 1; nodes: WorkflowNode[]; edges: Edge[]; layout: Record<string, Point>
  /** Further workflows that the nodes run. */
  workflows?: Record<string, Workflow>
}

/** Copies nodes that stand on one level, with the wires among them. */
export function copyNodes(doc: WorkflowDocument, ids: Iterable<string>): Cutting | null {
  const wanted = [...ids].map((id) => placeOf(doc, id)).filter((place) => place !== undefined)
  const level = wanted[0]?.parent
  const places = wanted.filter((place) => place.parent === level)
  if (!places.length) return null
  const chosen = new Set(places.map((place) => place.node.id))
  const graph = places[0]!.graph
  const everyId = everyNode({ nodes: places.map((place) => place.node), edges: [] }).map((node) => node.id)
  const layout = Object.fromEntries(everyId.flatMap((id) => (doc.layout?.[id] ? [[id, doc.layout[id]]] : [])))
  return structuredClone({
    podium_cutting: 1,
    nodes: places.map((place) => place.node),
    edges: graph.edges.filter((edge) => chosen.has(source(edge).node) && chosen.has(target(edge).node)),
    layout,
  })
}

/** Pastes a cutting into a level with fresh ids; answers with the ids of the pasted nodes. */
export function pasteNodes(
  doc: WorkflowDocument, cutting: Cutting, parent: string | null = null, shift: Point = { x: 32, y: 32 },
): { doc: WorkflowDocument; ids: string[] } {
  const names = new Map<string, string>()
  const taken = new Set<string>()
  const brought = Object.entries(cutting.workflows ?? {}).filter(([slug]) => !doc.workflows?.[slug])
  for (const node of [cutting, ...brought.map(([, workflow]) => workflow)].flatMap(everyNode)) {
    const id = freshId(doc, node.id, taken)
    taken.add(id)
    names.set(node.id, id)
  }
  const rename = (graph: Graph): Graph => ({
    nodes: graph.nodes.map((node) => ({ ...node, id: names.get(node.id) ?? node.id, ...(node.inside ? { inside: rename(node.inside) } : {}) })),
    edges: graph.edges.map((edge) => ({ from: renamed(source(edge)), to: renamed(target(edge)) })),
  })
  const renamed = (end: { node: string; port: string }) => `${names.get(end.node) ?? end.node}.${end.port}`
  const fresh = rename(structuredClone({ nodes: cutting.nodes, edges: cutting.edges }))
  const workflows = brought.map(([slug, workflow]) => [slug, { ...workflow, ...rename(structuredClone({ nodes: workflow.nodes, edges: workflow.edges })) }])
  const outer = new Set(cutting.nodes.map((node) => node.id))
  const points = Object.fromEntries(Object.entries(cutting.layout).flatMap(([id, at]) => {
    const name = names.get(id)
    return name ? [[name, outer.has(id) ? { x: at.x + shift.x, y: at.y + shift.y } : at]] : []
  }))
  const grown = changeLevel(doc, parent, (graph) => ({ nodes: [...graph.nodes, ...fresh.nodes], edges: [...graph.edges, ...fresh.edges] }))
  const placed = placeAt(grown, points)
  const whole = workflows.length ? { ...placed, workflows: { ...placed.workflows, ...Object.fromEntries(workflows) } } : placed
  return { doc: whole, ids: fresh.nodes.map((node) => node.id) }
}

/** Copies nodes beside themselves. */
export function duplicate(doc: WorkflowDocument, ids: string[]): { doc: WorkflowDocument; ids: string[] } {
  const cutting = copyNodes(doc, ids)
  const parent = ids.length ? (placeOf(doc, ids[0]!)?.parent ?? null) : null
  return cutting ? pasteNodes(doc, cutting, parent) : { doc, ids: [] }
}
