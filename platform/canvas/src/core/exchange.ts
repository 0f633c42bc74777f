/** Documents as text: for files, for the clipboard, and read back with an answer in words when they cannot be. */
import { ID_PATTERN, type Edge, type Graph, type Point, type Workflow, type WorkflowDocument, type WorkflowNode } from './document.ts'
import type { Cutting } from './operations.ts'

const MOST_BYTES = 1_000_000
const MOST_DEPTH = 60

/** The document as a file's text. */
export const toText = (doc: WorkflowDocument): string => `${JSON.stringify(doc, null, 2)}\n`

export type Read<T> = { ok: true; value: T } | { ok: false; reason: string }
const fail = (reason: string): { ok: false; reason: string } => ({ ok: false, reason })

const isRecord = (value: unknown): value is Record<string, unknown> => Boolean(value) && typeof value === 'object' && !Array.isArray(value)

function depthOf(value: unknown, limit = MOST_DEPTH): number {
  if (limit === 0 || value === null || typeof value !== 'object') return 0
  return 1 + Math.max(0, ...Object.values(value).map((inner) => depthOf(inner, limit - 1)))
}

/** Reads a document from a file's text. Only what the canvas needs to draw it is checked: the server says the rest. */
export function fromText(content: string): Read<WorkflowDocument> {
  if (content.length > MOST_BYTES) return fail('The file is larger than 1 MB. A workflow never is.')
  let data: unknown
  try {
    data = JSON.parse(content)
  } catch {
    return fail('This is not a JSON file. Choose one that the Studio exported.')
  }
  return fromData(data)
}

/** Reads a document from plain data. */
export function fromData(data: unknown): Read<WorkflowDocument> {
  if (!isRecord(data) || data.podium !== 1) return fail('This is not a workflow: it lacks “podium: 1”.')
  if (depthOf(data) >= MOST_DEPTH) return fail('This workflow is nested too deeply to be drawn.')
  const seen = new Set<string>()
  const graph = readGraph(data, seen)
  if (!graph.ok) return graph
  const further = readWorkflows(data.workflows, seen)
  if (!further.ok) return further
  return { ok: true, value: { ...data, podium: 1, ...graph.value, ...further.value, layout: readLayout(data.layout) } as WorkflowDocument }
}

/** The further workflows, where there are any; what else each of them holds is kept. */
function readWorkflows(data: unknown, seen: Set<string>): Read<{ workflows?: Record<string, Workflow> }> {
  if (data === undefined || data === null) return { ok: true, value: {} }
  if (!isRecord(data)) return fail('“workflows” must name each further workflow.')
  const workflows: Record<string, Workflow> = {}
  for (const [slug, entry] of Object.entries(data)) {
    if (!isRecord(entry)) return fail(`The workflow “${slug.slice(0, 40)}” cannot be read.`)
    const graph = readGraph(entry, seen)
    if (!graph.ok) return fail(`In the workflow “${slug.slice(0, 40)}”: ${graph.reason}`)
    workflows[slug] = { ...entry, ...graph.value }
  }
  return { ok: true, value: { workflows } }
}

function readGraph(data: Record<string, unknown>, seen: Set<string>): Read<Graph> {
  if (!Array.isArray(data.nodes)) return fail('This workflow has no list of nodes.')
  const nodes: WorkflowNode[] = []
  for (const entry of data.nodes) {
    if (!isRecord(entry) || typeof entry.id !== 'string' || typeof entry.kind !== 'string') return fail('A node lacks its id or its kind.')
    if (!ID_PATTERN.test(entry.id)) return fail(`“${entry.id.slice(0, 40)}” cannot be a node's id: use small letters, digits and _.`)
    if (seen.has(entry.id)) return fail(`Two nodes have the id “${entry.id}”.`)
    seen.add(entry.id)
    const node = { ...entry } as WorkflowNode
    if (node.kind === 'loop' || node.kind === 'map') {
      const inside = readGraph(isRecord(entry.inside) ? entry.inside : { nodes: [], edges: [] }, seen)
      if (!inside.ok) return inside
      node.inside = inside.value
    } else delete node.inside
    nodes.push(node)
  }
  return { ok: true, value: { nodes, edges: readEdges(data.edges) } }
}

function readEdges(edges: unknown): Edge[] {
  if (!Array.isArray(edges)) return []
  return edges.filter(isRecord).flatMap(({ from, to }) => {
    if (typeof from !== 'string' || typeof to !== 'string') return []
    return [{ from: from.includes('.') ? from : `${from}.done`, to: to.includes('.') ? to : `${to}.in` }]
  })
}

function readLayout(layout: unknown): Record<string, Point> {
  if (!isRecord(layout)) return {}
  return Object.fromEntries(Object.entries(layout).flatMap(([id, at]) => {
    const isPoint = isRecord(at) && Number.isFinite(at.x) && Number.isFinite(at.y)
    return isPoint ? [[id, { x: Number(at.x), y: Number(at.y) }]] : []
  }))
}

/** What a pasted text holds: a cutting, a whole document as one, or nothing of ours. */
export function cuttingFromText(content: string): Cutting | null {
  if (content.length > MOST_BYTES || !/^\s*\{/.test(content)) return null
  try {
    const data: unknown = JSON.parse(content)
    if (!isRecord(data)) return null
    const read = fromData({ ...data, podium: 1 })
    if (!read.ok || (data.podium_cutting !== 1 && data.podium !== 1)) return null
    return { podium_cutting: 1, nodes: read.value.nodes, edges: read.value.edges, layout: read.value.layout ?? {}, ...(read.value.workflows ? { workflows: read.value.workflows } : {}) }
  } catch {
    return null
  }
}
