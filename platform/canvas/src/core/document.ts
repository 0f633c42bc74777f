/** The workflow document as the Studio holds it: the stored form, nothing added. */

export type Kind =
  | 'input' | 'output' | 'agent' | 'tool' | 'router' | 'map' | 'loop' | 'join'
  | 'check' | 'review' | 'human' | 'set' | 'note' | 'memory' | 'subflow' | 'plan'

export interface Point { x: number; y: number }
export interface Edge { from: string; to: string }
export interface Graph { nodes: WorkflowNode[]; edges: Edge[] }

/** A node: id and kind, and the kind's own settings beside them. Containers have an `inside`. */
export interface WorkflowNode {
  id: string
  kind: Kind
  label?: string
  inside?: Graph
  [setting: string]: unknown
}

/** A further workflow of a document: subflows run it by its slug. */
export interface Workflow extends Graph {
  title?: string
  version?: string
}

/** Blocks that the Studio does not know are kept as they are. */
export interface WorkflowDocument extends Graph {
  podium: 1
  title?: string
  policy?: Record<string, unknown>
  layout?: Record<string, Point>
  workflows?: Record<string, Workflow>
  fleet?: unknown
}

/** One end of an edge, taken apart. */
export interface End { node: string; port: string }

export const ID_PATTERN = /^[a-z][a-z0-9_]{0,39}$/

/** A node, the id of the container it stands in (null at the top), and the graph of that level. */
export interface Place { node: WorkflowNode; parent: string | null; graph: Graph }

/** `"analyst.amount"` as node and port; an entry without a port means `in`. */
export function splitEnd(end: string, fallback = 'in'): End {
  const dot = end.indexOf('.')
  return dot < 0 ? { node: end, port: fallback } : { node: end.slice(0, dot), port: end.slice(dot + 1) }
}

export const source = (edge: Edge): End => splitEnd(edge.from, 'done')
export const target = (edge: Edge): End => splitEnd(edge.to, 'in')

/** The name by which the canvas knows an edge. */
export const edgeId = (edge: Edge): string => `${edge.from}>${edge.to}`

export const isContainer = (node: WorkflowNode): boolean => node.kind === 'loop' || node.kind === 'map'

/** Every node with its place, containers before their insides. */
export function everyPlace(doc: Graph, parent: string | null = null): Place[] {
  const found: Place[] = []
  for (const node of doc.nodes) {
    found.push({ node, parent, graph: doc })
    if (node.inside) found.push(...everyPlace(node.inside, node.id))
  }
  return found
}

/** Every node, containers' insides included. */
export const everyNode = (doc: Graph): WorkflowNode[] => everyPlace(doc).map((place) => place.node)

/** Every edge of every level. */
export function everyEdge(doc: Graph): Edge[] {
  return [...doc.edges, ...doc.nodes.flatMap((node) => (node.inside ? everyEdge(node.inside) : []))]
}

/** The document's own graph and those of its further workflows. */
export const everyGraph = (doc: WorkflowDocument): Graph[] => [doc, ...Object.values(doc.workflows ?? {})]

/** Every node of every workflow of the document. */
export const allNodes = (doc: WorkflowDocument): WorkflowNode[] => everyGraph(doc).flatMap(everyNode)

/** Every edge of every workflow of the document. */
export const allEdges = (doc: WorkflowDocument): Edge[] => everyGraph(doc).flatMap(everyEdge)

/** The node of that id in whichever workflow of the document. */
export const nodeAnywhere = (doc: WorkflowDocument, id: string): WorkflowNode | undefined => allNodes(doc).find((node) => node.id === id)

/** Where a node stands; undefined where there is none of that id. */
export function placeOf(doc: Graph, id: string, parent: string | null = null): Place | undefined {
  for (const node of doc.nodes) {
    if (node.id === id) return { node, parent, graph: doc }
    const inner = node.inside && placeOf(node.inside, id, node.id)
    if (inner) return inner
  }
  return undefined
}

export const nodeOf = (doc: Graph, id: string): WorkflowNode | undefined => placeOf(doc, id)?.node

/** The graph of one level: the document's own (null) or a container's inside. */
export function levelOf(doc: Graph, parent: string | null): Graph | undefined {
  return parent === null ? doc : nodeOf(doc, parent)?.inside
}

/** The document with one level replaced by what `change` makes of it. */
export function changeLevel<G extends Graph>(doc: G, parent: string | null, change: (graph: Graph) => Graph): G {
  if (parent === null) {
    const { nodes, edges } = change(doc)
    return { ...doc, nodes, edges }
  }
  const nodes = doc.nodes.map((node) => {
    if (!node.inside) return node
    const inside = node.id === parent ? change(node.inside) : changeLevel(node.inside, parent, change)
    return inside === node.inside ? node : { ...node, inside }
  })
  return nodes.every((node, at) => node === doc.nodes[at]) ? doc : { ...doc, nodes }
}

/** What a node is called on the page: its name, or its id in plain words. */
export function titleOf(node: WorkflowNode): string {
  if (node.label?.trim()) return node.label.trim()
  const words = node.id.replaceAll('_', ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** A setting that should be a list of texts, as one, whatever was stored. */
export function texts(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : []
}

/** A setting that should be a text. */
export const text = (value: unknown): string => (typeof value === 'string' ? value : '')

/** An empty document. */
export const emptyDocument = (): WorkflowDocument => ({ podium: 1, nodes: [], edges: [], layout: {} })

/** Whether two documents say the same apart from where their boxes stand. */
export function sameWork(a: WorkflowDocument, b: WorkflowDocument): boolean {
  const work = ({ layout: _layout, ...rest }: WorkflowDocument) => JSON.stringify(rest)
  return a === b || work(a) === work(b)
}
