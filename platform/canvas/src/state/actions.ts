/** What keys, buttons and menus share: one intention, one function. */
import { everyNode, placeOf, titleOf, source, target, everyPlace, type Edge, type Kind, type Point, type WorkflowDocument } from '../core/document.ts'
import { refusal } from '../core/connect.ts'
import { cuttingFromText, fromText, toText } from '../core/exchange.ts'
import type { Exercise } from '../core/exercise.ts'
import { kindInfo } from '../core/kinds.ts'
import { withPlaces } from '../core/layout.ts'
import { runFrom } from '../core/workflows.ts'
import * as operation from '../core/operations.ts'
import { exitsOf, happyPort, hasEntry } from '../core/ports.ts'
import { sizeOf } from '../core/size.ts'
import { change, changeWhole, fitAll, goTo, isReadOnly, openWorkflow, redoStep, select, shown, undoStep, useEditor, whole } from './editor.ts'
import { say } from './panels.ts'
import { keepVersion } from './shelf.ts'

const doc = (): WorkflowDocument => shown(useEditor.getState())
const selected = (): string[] => useEditor.getState().selected
const plural = (count: number, word: string): string => `${count} ${word}${count === 1 ? '' : 's'}`

export function undoAction(): void {
  const label = undoStep()
  if (label) say(`Undone: ${label}.`)
}

export function redoAction(): void {
  const label = redoStep()
  if (label) say(`Done again: ${label}.`)
}

/** Deletes what is selected, nodes and wires. */
export function deleteSelected(): void {
  const { selected: nodes, selectedEdges: edges } = useEditor.getState()
  if (isReadOnly(useEditor.getState()) || !(nodes.length + edges.length)) return
  change('Delete', (document) => operation.removeNodes(operation.disconnect(document, edges), nodes))
  select([])
  say(`Deleted ${nodes.length ? plural(nodes.length, 'node') : plural(edges.length, 'wire')}. Undo brings it back.`)
}

/** Duplicates the selected nodes. */
export function duplicateSelected(): void {
  if (!selected().length || isReadOnly(useEditor.getState())) return
  let ids: string[] = []
  change('Duplicate', (document) => {
    const copied = operation.duplicate(document, selected())
    ids = copied.ids
    return copied.doc
  })
  select(ids)
}

/** The selected nodes as the clipboard's text. */
export function cuttingText(): string | null {
  const cutting = operation.copyNodes(doc(), selected())
  if (!cutting) return null
  const document = whole(useEditor.getState())
  const workflows = runFrom(document, cutting)
  if (!Object.keys(workflows).length) return JSON.stringify(cutting, null, 2)
  const places = Object.values(workflows).flatMap(everyNode).flatMap(({ id }) => (document.layout?.[id] ? [[id, document.layout[id]]] : []))
  return JSON.stringify({ ...cutting, workflows, layout: { ...cutting.layout, ...Object.fromEntries(places) } }, null, 2)
}

/** Pastes nodes, or the whole of a copied workflow, from a text. */
export function pasteText(content: string, parent: string | null = null): boolean {
  const cutting = cuttingFromText(content)
  if (!cutting || isReadOnly(useEditor.getState())) return false
  let ids: string[] = []
  change('Paste', (document) => {
    const pasted = operation.pasteNodes(document, cutting, parent)
    ids = pasted.ids
    return pasted.doc
  })
  select(ids)
  say(`Pasted ${plural(ids.length, 'node')}.`)
  return true
}

/** Everything at the top level, selected. */
export const selectAll = (): void => select(doc().nodes.map((node) => node.id))

/** A place for a new node: right of the selected one, or below everything. */
function freePlace(document: WorkflowDocument, exercise: Exercise, near: string | undefined, parent: string | null): Point {
  const layout = document.layout ?? {}
  const place = near ? placeOf(document, near) : undefined
  const level = parent === null ? document.nodes : (placeOf(document, parent)?.node.inside?.nodes ?? [])
  let at: Point = parent === null ? { x: 0, y: 0 } : { x: 28, y: 64 }
  if (place && layout[place.node.id]) {
    at = { x: layout[place.node.id]!.x + sizeOf(place.node, document, exercise).width + 72, y: layout[place.node.id]!.y }
  } else if (level.length) {
    at = { x: Math.max(...level.map((node) => (layout[node.id]?.x ?? 0) + sizeOf(node, document, exercise).width)) + 72, y: layout[level[0]!.id]?.y ?? 0 }
  }
  const isTaken = (point: Point) => level.some((node) => {
    const other = layout[node.id]
    const size = sizeOf(node, document, exercise)
    return other && point.x < other.x + size.width && other.x < point.x + 232 && point.y < other.y + size.height && other.y < point.y + 120
  })
  while (isTaken(at)) at = { x: at.x, y: at.y + 32 }
  return at
}

export interface AddWish { at?: Point; parent?: string | null; from?: string; edge?: Edge; settings?: Record<string, unknown> }

/** What an exercise suggests for a new node: the case's values for an input, the deliverables for an output. */
function suggested(kind: Kind, exercise: Exercise): Record<string, unknown> {
  if (kind === 'input') return { values: exercise.data.filter((item) => item.source === 'case').map((item) => item.name) }
  if (kind === 'output') return { values: exercise.deliverables.map((deliverable) => deliverable.name) }
  return {}
}

/** Adds a node, wired where the wish says so, and selects it. Answers with its id. */
export function addKind(kind: Kind, exercise: Exercise, wish: AddWish = {}): string {
  const near = wish.from ? source({ from: wish.from, to: '' }).node : wish.edge ? source(wish.edge).node : selected()[0]
  const parent = wish.parent !== undefined ? wish.parent : near ? (placeOf(doc(), near)?.parent ?? null) : null
  let id = ''
  change(`Add ${kindInfo(kind).word}`, (document) => {
    const at = wish.at ?? freePlace(document, exercise, near, parent)
    const added = operation.addNode(document, kind, at, parent, { ...suggested(kind, exercise), ...wish.settings })
    id = added.id
    const node = placeOf(added.doc, id)!.node
    const exit = happyPort(node)
    if (wish.edge && exit) return operation.insertOnEdge(added.doc, wish.edge, id, exit)
    if (wish.from && hasEntry(node)) return operation.connect(added.doc, { from: wish.from, to: `${id}.in` })
    return added.doc
  })
  if (id) goTo(id)
  return id
}

/** Draws a wire, or says why not. */
export function wire(edge: Edge, exercise: Exercise): boolean {
  const reason = refusal(doc(), edge, exercise)
  if (reason) {
    say(reason, 'err')
    return false
  }
  change('Connect', (document) => operation.connect(document, edge))
  return true
}

/** Takes one wire away. */
export const unwire = (id: string): void => change('Disconnect', (document) => operation.disconnect(document, [id]))

/** Changes settings of a node; typing in one field is one step of undo. */
export function setNode(id: string, settings: Record<string, unknown>, label = 'Change settings'): void {
  const key = `${id}/${Object.keys(settings).join('+')}`
  change(label, (document) => operation.changeNode(document, id, settings), key)
}

/** The document as a file of this name. */
export function exportFile(name: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(new Blob([toText(whole(useEditor.getState()))], { type: 'application/json' }))
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 1000)
}

/** Copies the whole document to the clipboard. */
export async function copyDocument(): Promise<void> {
  try {
    await navigator.clipboard.writeText(toText(whole(useEditor.getState())))
    say('The workflow is on the clipboard, as JSON.')
  } catch {
    say('The browser did not let the Studio use the clipboard. Export a file instead.', 'err')
  }
}

/** Replaces the draft by another document; the one before stays on the shelf and in undo. */
export function takeDocument(next: WorkflowDocument, why: string, exercise: Exercise): void {
  keepVersion(exercise.slug, whole(useEditor.getState()), `Before: ${why}`)
  if (useEditor.getState().trail.length) openWorkflow(null)
  changeWhole(why, () => withPlaces(next, exercise))
  select([])
  fitAll()
  say(`${why}. Undo brings the one before back.`)
}

/** Reads a file into the draft. */
export async function importFile(file: File, exercise: Exercise): Promise<void> {
  const read = fromText(await file.text())
  if (read.ok) takeDocument(read.value, `Opened ${file.name}`, exercise)
  else say(read.reason, 'err')
}

/** The node left, right, above or below the selected one; moves the selection there. */
export function walk(direction: 'forward' | 'back'): void {
  const at = selected()[0]
  const place = at ? placeOf(doc(), at) : undefined
  if (!place) {
    const first = doc().nodes[0]
    if (first) goTo(first.id)
    return
  }
  const edge = place.graph.edges.find((candidate) => (direction === 'forward' ? source(candidate).node : target(candidate).node) === at)
  if (edge) return goTo(direction === 'forward' ? target(edge).node : source(edge).node)
  const order = everyPlace(doc()).map((entry) => entry.node.id)
  const next = order[order.indexOf(at!) + (direction === 'forward' ? 1 : -1)]
  if (next) goTo(next)
}

/** A wire in words. */
export function wireWords(document: WorkflowDocument, edge: Edge): string {
  const from = placeOf(document, source(edge).node)?.node
  const to = placeOf(document, target(edge).node)?.node
  return `${from ? titleOf(from) : source(edge).node}, ${source(edge).port}, to ${to ? titleOf(to) : target(edge).node}`
}

/** How a port of a node counts in words: a value, or a way on. */
export function portWords(document: WorkflowDocument, end: string, exercise: Exercise): string {
  const from = source({ from: end, to: '' })
  const node = placeOf(document, from.node)?.node
  const port = node && exitsOf(node, exercise).find((exit) => exit.name === from.port)
  if (!port) return 'a port that is gone'
  if (port.type === 'value') return 'this value only'
  return port.type === 'trouble' ? 'when it fails' : 'everything known so far'
}
