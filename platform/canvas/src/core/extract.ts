/** Nodes put into a workflow of their own, with a subflow in their place. Loaded when it is first asked for. */
import {
  changeLevel, everyNode, placeOf, source, target, titleOf,
  type Edge, type Graph, type Place, type Point, type Workflow, type WorkflowDocument, type WorkflowNode,
} from './document.ts'
import { downstream } from './connect.ts'
import type { Exercise } from './exercise.ts'
import { freshId, placeAt } from './operations.ts'
import { happyPort, madeBy, portType } from './ports.ts'
import { valuesReaching } from './upstream.ts'

export type Extracted = { ok: true; doc: WorkflowDocument; id: string } | { ok: false; reason: string }
const refuse = (reason: string): Extracted => ({ ok: false, reason })

/** The wires of a level, sorted by how they meet the chosen nodes. */
interface Cut { nodes: WorkflowNode[]; inner: Edge[]; entering: Edge[]; leaving: Edge[]; rest: Edge[] }

function cutOut(graph: Graph, chosen: ReadonlySet<string>): Cut {
  const isIn = (id: string) => chosen.has(id)
  const sort = (from: boolean, to: boolean) => graph.edges.filter((edge) => isIn(source(edge).node) === from && isIn(target(edge).node) === to)
  return { nodes: graph.nodes.filter((node) => isIn(node.id)), inner: sort(true, true), entering: sort(false, true), leaving: sort(true, false), rest: sort(false, false) }
}

/** Why these nodes cannot become one step; null where they can. */
function refusal(graph: Graph, cut: Cut, chosen: ReadonlySet<string>, exercise: Exercise): string | null {
  const fixed = cut.nodes.find((node) => node.kind === 'input' || node.kind === 'output')
  if (fixed) return `“${titleOf(fixed)}” stays where it is: select the nodes between input and output.`
  if (cut.nodes.every((node) => node.kind === 'note')) return 'Notes alone make no workflow.'
  for (const edge of cut.leaving) {
    const node = cut.nodes.find((each) => each.id === source(edge).node)!
    const port = source(edge).port
    if (port !== happyPort(node) && portType(node, port, exercise) !== 'value') {
      return `“${titleOf(node)}” also leads out by “${port}”, and a sub-workflow has one way out. Select what stands behind it too.`
    }
  }
  for (const edge of cut.leaving) {
    const after = downstream(graph, target(edge).node)
    if ([...chosen].some((id) => after.has(id))) return 'Another node stands between these. Select it too.'
  }
  return null
}

/** Whether a node's settings speak of a value. */
const speaksOf = (node: WorkflowNode, name: string): boolean => new RegExp(`\\b${name}\\b`).test(JSON.stringify(node))

const needsOf = (node: WorkflowNode, exercise: Exercise): string[] => exercise.tools.find((tool) => node.kind === 'tool' && tool.slug === node.tool)?.needs ?? []

const speakOf = (nodes: WorkflowNode[], name: string, exercise: Exercise): boolean =>
  nodes.some((node) => speaksOf(node, name) || needsOf(node, exercise).includes(name))

/** The values that come from outside and are used inside; all of them where nothing names any. */
function takesOf(doc: WorkflowDocument, cut: Cut, exercise: Exercise): string[] {
  const inside = cut.nodes.flatMap((node) => everyNode({ nodes: [node], edges: [] }))
  const made = new Set(cut.nodes.flatMap((node) => madeBy(node, exercise)))
  const arriving = [...new Set(cut.nodes.flatMap((node) => valuesReaching(doc, node.id, exercise).map((item) => item.name)))].filter((name) => name !== 'verdict')
  const wired = cut.entering.map((edge) => source(edge).port)
  const used = arriving.filter((name) => wired.includes(name) || (speakOf(inside, name, exercise) && !made.has(name)))
  return used.length ? used : arriving.filter((name) => !made.has(name))
}

/** The values made inside that somebody outside uses; all of them where nobody names any. */
function givesOf(graph: Graph, cut: Cut, chosen: ReadonlySet<string>, exercise: Exercise): string[] {
  const made = [...new Set(cut.nodes.flatMap((node) => madeBy(node, exercise)))].filter((name) => name !== 'verdict' && name !== 'feedback')
  const after = new Set(cut.leaving.flatMap((edge) => [target(edge).node, ...downstream(graph, target(edge).node)]))
  const outside = everyNode({ nodes: graph.nodes.filter((node) => after.has(node.id) && !chosen.has(node.id)), edges: [] })
  const wired = cut.leaving.map((edge) => source(edge).port)
  const used = made.filter((name) => wired.includes(name) || speakOf(outside, name, exercise))
  return used.length ? used : made
}

const unique = (edges: Edge[]): Edge[] => [...new Map(edges.map((edge) => [`${edge.from}>${edge.to}`, edge])).values()]

/** The new workflow's wires: in by the same values, out by the same ports, and each promised value to the output. */
function wiresOf(cut: Cut, start: string, end: string, takes: string[], gives: string[], exercise: Exercise): Edge[] {
  const entering = cut.entering.map((edge) => ({ from: `${start}.${takes.includes(source(edge).port) ? source(edge).port : 'done'}`, to: edge.to }))
  const reached = new Set([...cut.inner, ...entering].map((edge) => target(edge).node))
  const first = cut.nodes.filter((node) => node.kind !== 'note' && !reached.has(node.id)).map((node) => ({ from: `${start}.done`, to: `${node.id}.in` }))
  const leaving = cut.leaving.map((edge) => ({ from: edge.from, to: `${end}.in` }))
  const isPath = (edge: Edge) => { const node = cut.nodes.find((each) => each.id === source(edge).node); return node && portType(node, source(edge).port, exercise) !== 'value' }
  const last = leaving.some(isPath) ? [] : gives.flatMap((name) => {
    const maker = cut.nodes.findLast((node) => madeBy(node, exercise).includes(name))
    return maker ? [{ from: `${maker.id}.${name}`, to: `${end}.in` }] : []
  })
  return unique([...entering, ...first, ...cut.inner, ...leaving, ...last])
}

/** Where the nodes stand in a workflow of their own: as they stood, between its input and its output. */
function placesInside(doc: WorkflowDocument, cut: Cut, start: string, end: string): Record<string, Point> {
  const points = cut.nodes.map((node) => [node.id, doc.layout?.[node.id] ?? { x: 0, y: 0 }] as const)
  const left = Math.min(...points.map(([, at]) => at.x))
  const top = Math.min(...points.map(([, at]) => at.y))
  const right = Math.max(...points.map(([, at]) => at.x))
  return {
    ...Object.fromEntries(points.map(([id, at]) => [id, { x: at.x - left + 304, y: at.y - top }])),
    [start]: { x: 0, y: 0 }, [end]: { x: right - left + 304 * 2, y: 0 },
  }
}

function middleOf(doc: WorkflowDocument, cut: Cut): Point {
  const points = cut.nodes.map((node) => doc.layout?.[node.id] ?? { x: 0, y: 0 })
  const mean = (values: number[]) => values.reduce((a, b) => a + b, 0) / values.length
  return { x: mean(points.map((at) => at.x)), y: mean(points.map((at) => at.y)) }
}

/** Moves chosen nodes of one level into the further workflow `slug`; a subflow runs it in their place. */
export function extract(doc: WorkflowDocument, ids: string[], slug: string, exercise: Exercise): Extracted {
  const places = ids.map((id) => placeOf(doc, id)).filter((place): place is Place => place !== undefined)
  const level = places[0]
  if (!level) return refuse('Nothing is selected.')
  if (places.some((place) => place.parent !== level.parent)) return refuse('Select nodes that stand side by side, not on both sides of a frame.')
  const chosen = new Set(places.map((place) => place.node.id))
  const cut = cutOut(level.graph, chosen)
  const reason = refusal(level.graph, cut, chosen, exercise)
  if (reason) return refuse(reason)
  const takes = takesOf(doc, cut, exercise)
  const gives = givesOf(level.graph, cut, chosen, exercise)
  const start = freshId(doc, 'start')
  const end = freshId(doc, 'end', new Set([start]))
  const id = freshId(doc, slug.replaceAll('-', '_'), new Set([start, end]))
  const workflow: Workflow = {
    nodes: [{ id: start, kind: 'input', values: takes }, ...cut.nodes, { id: end, kind: 'output', values: gives }],
    edges: wiresOf(cut, start, end, takes, gives, exercise),
  }
  const subflow: WorkflowNode = { id, kind: 'subflow', workflow: slug, yields: gives }
  const outer = [
    ...cut.entering.map((edge) => ({ from: edge.from, to: `${id}.in` })),
    ...cut.leaving.map((edge) => ({ from: `${id}.${gives.includes(source(edge).port) ? source(edge).port : 'done'}`, to: edge.to })),
  ]
  const replaced = changeLevel(doc, level.parent, (graph) => ({
    nodes: [...graph.nodes.filter((node) => !chosen.has(node.id)), subflow], edges: [...cut.rest, ...unique(outer)],
  }))
  const grown = { ...replaced, workflows: { ...replaced.workflows, [slug]: workflow } }
  return { ok: true, id, doc: placeAt(grown, { ...placesInside(doc, cut, start, end), [id]: middleOf(doc, cut) }) }
}
