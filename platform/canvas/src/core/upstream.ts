/** Which values can reach a node: what its instructions may name, and where each comes from. */
import { everyEdge, everyPlace, source, target, text, titleOf, type Edge, type Place, type WorkflowDocument, type WorkflowNode } from './document.ts'
import type { Case, Exercise } from './exercise.ts'
import { carriesMade, exitsOf, madeBy } from './ports.ts'

/** A value that reaches a node, and the title of the node that made it. */
export interface Reaching { name: string; origin: string }

/** What is asked again and again of one document, looked up once. */
interface Atlas {
  doc: WorkflowDocument
  exercise: Exercise
  places: Map<string, Place>
  /** The wires into each node. */
  entering: Map<string, Edge[]>
  received: Map<string, Reaching[]>
}

const atlases = new WeakMap<WorkflowDocument, Atlas>()

function atlasOf(doc: WorkflowDocument, exercise: Exercise): Atlas {
  const known = atlases.get(doc)
  if (known && known.exercise === exercise) return known
  const entering = new Map<string, Edge[]>()
  for (const edge of everyEdge(doc)) {
    const end = target(edge).node
    const list = entering.get(end)
    if (list) list.push(edge)
    else entering.set(end, [edge])
  }
  const places = new Map(everyPlace(doc).map((place) => [place.node.id, place]))
  const atlas = { doc, exercise, places, entering, received: new Map<string, Reaching[]>() }
  atlases.set(doc, atlas)
  return atlas
}

function merge(...lists: Reaching[][]): Reaching[] {
  const byName = new Map<string, Reaching>()
  for (const list of lists) for (const item of list) byName.set(item.name, item)
  return [...byName.values()]
}

/** What one node knows once it is done: what it received and what it made. */
function bundle(atlas: Atlas, node: WorkflowNode): Reaching[] {
  const origin = titleOf(node)
  const made = madeBy(node, atlas.exercise).map((name) => ({ name, origin }))
  return merge(received(atlas, node.id), made)
}

function alongWires(atlas: Atlas, id: string): Reaching[] {
  const lists: Reaching[][] = []
  for (const edge of atlas.entering.get(id) ?? []) {
    const from = source(edge)
    const node = atlas.places.get(from.node)?.node
    if (!node) continue
    const port = exitsOf(node, atlas.exercise).find((exit) => exit.name === from.port)
    if (port?.type === 'value') lists.push([{ name: port.name, origin: titleOf(node) }])
    else if (port) lists.push(carriesMade(node, port.name) ? bundle(atlas, node) : received(atlas, node.id))
  }
  return merge(...lists)
}

/** Inside a container: the container's own inputs, the item of a map, and in a loop what an earlier turn made. */
function fromFrame(atlas: Atlas, frame: WorkflowNode): Reaching[] {
  const own: Reaching[] = []
  if (frame.kind === 'map' && text(frame.item)) own.push({ name: text(frame.item), origin: titleOf(frame) })
  if (frame.kind === 'loop') own.push(...madeBy(frame, atlas.exercise).map((name) => ({ name, origin: `${titleOf(frame)}, last turn` })))
  return merge(received(atlas, frame.id), own)
}

function received(atlas: Atlas, id: string): Reaching[] {
  const known = atlas.received.get(id)
  if (known) return known
  atlas.received.set(id, []) // a circle ends here
  const place = atlas.places.get(id)
  if (!place) return []
  const frame = place.parent === null ? undefined : atlas.places.get(place.parent)?.node
  const found = merge(frame ? fromFrame(atlas, frame) : [], alongWires(atlas, id))
  atlas.received.set(id, found)
  return found
}

/** The values that can reach a node, each with where it comes from. */
export function valuesReaching(doc: WorkflowDocument, id: string, exercise: Exercise): Reaching[] {
  return received(atlasOf(doc, exercise), id)
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

/** Data as one short line; an empty list says so. */
export function shorten(data: unknown, most = 60): string {
  if (Array.isArray(data) && !data.length) return 'empty list'
  const line = (typeof data === 'string' ? data : JSON.stringify(data) ?? '').replace(/\s+/g, ' ').trim()
  return line.length > most ? `${line.slice(0, most - 1)}…` : line
}
