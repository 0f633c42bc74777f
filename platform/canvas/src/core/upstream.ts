/** Which values can reach a node: what its instructions may name, and where each comes from. */
import { placeOf, source, target, text, titleOf, type Graph, type WorkflowDocument, type WorkflowNode } from './document.ts'
import type { Case, Exercise } from './exercise.ts'
import { exitsOf, madeBy } from './ports.ts'

/** A value that reaches a node, and the title of the node that made it. */
export interface Reaching { name: string; origin: string }

/** What one node knows once it is done: what it received and what it made. */
function bundle(doc: WorkflowDocument, node: WorkflowNode, exercise: Exercise, seen: Map<string, Reaching[]>): Reaching[] {
  const origin = titleOf(node)
  const made = madeBy(node, exercise).map((name) => ({ name, origin }))
  return merge(received(doc, node.id, exercise, seen), made)
}

function merge(...lists: Reaching[][]): Reaching[] {
  const byName = new Map<string, Reaching>()
  for (const list of lists) for (const item of list) byName.set(item.name, item)
  return [...byName.values()]
}

function alongWires(doc: WorkflowDocument, graph: Graph, id: string, exercise: Exercise, seen: Map<string, Reaching[]>): Reaching[] {
  const lists: Reaching[][] = []
  for (const edge of graph.edges) {
    if (target(edge).node !== id) continue
    const from = source(edge)
    const node = graph.nodes.find((candidate) => candidate.id === from.node)
    if (!node) continue
    const port = exitsOf(node, exercise).find((exit) => exit.name === from.port)
    if (port?.type === 'value') lists.push([{ name: port.name, origin: titleOf(node) }])
    else if (port) lists.push(bundle(doc, node, exercise, seen))
  }
  return merge(...lists)
}

/** Inside a container: the container's own inputs, the item of a map, and in a loop what an earlier turn made. */
function fromFrame(doc: WorkflowDocument, frame: WorkflowNode, exercise: Exercise, seen: Map<string, Reaching[]>): Reaching[] {
  const own: Reaching[] = []
  if (frame.kind === 'map' && text(frame.item)) own.push({ name: text(frame.item), origin: titleOf(frame) })
  if (frame.kind === 'loop') own.push(...madeBy(frame, exercise).map((name) => ({ name, origin: `${titleOf(frame)}, last turn` })))
  return merge(received(doc, frame.id, exercise, seen), own)
}

function received(doc: WorkflowDocument, id: string, exercise: Exercise, seen: Map<string, Reaching[]>): Reaching[] {
  const known = seen.get(id)
  if (known) return known
  seen.set(id, []) // a circle ends here
  const place = placeOf(doc, id)
  if (!place) return []
  const frame = place.parent === null ? undefined : placeOf(doc, place.parent)?.node
  const outer = frame ? fromFrame(doc, frame, exercise, seen) : []
  const found = merge(outer, alongWires(doc, place.graph, id, exercise, seen))
  seen.set(id, found)
  return found
}

/** The values that can reach a node, each with where it comes from. */
export function valuesReaching(doc: WorkflowDocument, id: string, exercise: Exercise): Reaching[] {
  return received(doc, id, exercise, new Map())
}

/** The values known once a node is done: for conditions of a loop and for wires out of it. */
export function valuesAfter(doc: WorkflowDocument, id: string, exercise: Exercise): Reaching[] {
  const node = placeOf(doc, id)?.node
  return node ? bundle(doc, node, exercise, new Map()) : []
}

export const VARIABLE = /\{\{\s*([A-Za-z_][A-Za-z0-9_.]*)\s*\}\}/g

/** A variable in a prompt: the value it names (before any dot) and where it stands. */
export interface Variable { name: string; start: number; end: number }

/** The variables of a prompt, in order. */
export function variablesOf(prompt: string): Variable[] {
  return [...prompt.matchAll(VARIABLE)].map((match) => ({
    name: match[1]!.split('.')[0]!, start: match.index, end: match.index + match[0].length,
  }))
}

/** A value's sample from a practice case, short enough for a list. */
export function sampleOf(name: string, cases: Case[], most = 60): string {
  const found = cases.find((item) => item.values[name] !== undefined && item.values[name] !== null)
  return found ? shorten(found.values[name], most) : ''
}

/** Data as one short line. */
export function shorten(data: unknown, most = 60): string {
  const line = (typeof data === 'string' ? data : JSON.stringify(data) ?? '').replace(/\s+/g, ' ').trim()
  return line.length > most ? `${line.slice(0, most - 1)}…` : line
}
