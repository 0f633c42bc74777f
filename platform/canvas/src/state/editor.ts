/** The document being edited: its history, what is selected, and whether it may be changed. */
import { create } from 'zustand'
import { begin, close, record, redo, undo, type History } from '../core/history.ts'
import { allNodes, emptyDocument, type WorkflowDocument } from '../core/document.ts'
import { homeOf, swap, whereDiffers } from '../core/workflows.ts'

/** Another version than the draft is open, to be looked at only. */
export interface Frozen { what: 'run' | 'submission'; id: string; document: WorkflowDocument }

/** A further workflow that is open on the canvas, and the subflow it was opened by. */
export interface Opened {
  slug: string
  via: string | null
  /** It is the exercise's own: to be looked at only, and not in the document. */
  given?: WorkflowDocument
}

export interface Editor {
  history: History<WorkflowDocument>
  selected: string[]
  selectedEdges: string[]
  frozen: Frozen | null
  /** The way from the document's own workflow to the one on the canvas; empty at home. */
  trail: Opened[]
  /** Raised to bring a node into view; the count makes the same node count again. */
  wanted: { id: string; count: number } | null
  /** Raised when everything should be brought into view. */
  fitted: number
}

export const useEditor = create<Editor>(() => ({
  history: begin(emptyDocument()), selected: [], selectedEdges: [], frozen: null, trail: [], wanted: null, fitted: 0,
}))

const get = useEditor.getState
const set = useEditor.setState

/** The whole document: the draft, or the version that is only looked at. */
export const whole = (state: Editor): WorkflowDocument => state.frozen?.document ?? state.history.present
export const useWhole = (): WorkflowDocument => useEditor(whole)

const views = new WeakMap<WorkflowDocument, Map<string, WorkflowDocument>>()

/** A document with one of its workflows in front; the same object as long as neither changes. */
function viewOf(doc: WorkflowDocument, slug: string): WorkflowDocument {
  const known = views.get(doc) ?? new Map<string, WorkflowDocument>()
  views.set(doc, known)
  const view = known.get(slug) ?? swap(doc, slug)
  known.set(slug, view)
  return view
}

/** What is on the canvas: the workflow that is open, as a document. */
export function shown(state: Editor): WorkflowDocument {
  const open = state.trail.at(-1)
  return open?.given ?? (open ? viewOf(whole(state), open.slug) : whole(state))
}

/** Whether what is on the canvas can only be looked at. */
export const isReadOnly = (state: Editor): boolean => state.frozen !== null || Boolean(state.trail.at(-1)?.given)
export const useDocument = (): WorkflowDocument => useEditor(shown)
export const useReadOnly = (): boolean => useEditor(isReadOnly)

/** Opens a draft with a fresh history. */
export function openDocument(document: WorkflowDocument): void {
  set({ history: begin(document), selected: [], selectedEdges: [], frozen: null, trail: [] })
}

/** Changes what is on the canvas as one step of undo; changes under one `key` in a row are one step. */
export function change(label: string, make: (document: WorkflowDocument) => WorkflowDocument, key: string | null = null): void {
  const open = get().trail.at(-1)
  if (open?.given) return
  changeWhole(label, (document) => {
    if (!open) return make(document)
    const view = viewOf(document, open.slug)
    const next = make(view)
    return next === view ? document : swap(next, open.slug)
  }, key)
}

/** Changes the whole document, whichever of its workflows is on the canvas. */
export function changeWhole(label: string, make: (document: WorkflowDocument) => WorkflowDocument, key: string | null = null): void {
  const { history, frozen, trail } = get()
  if (frozen) return
  const next = record(history, make(history.present), label, key)
  set({ history: next, trail: stillThere(trail, next.present) })
}

/** As much of the way as still leads somewhere. */
function stillThere(trail: Opened[], doc: WorkflowDocument): Opened[] {
  const end = trail.findIndex((step) => !step.given && !doc.workflows?.[step.slug])
  return end < 0 ? trail : trail.slice(0, end)
}

/** Opens a workflow on the canvas: one more step of the way, or a way of its own. */
function walkTo(trail: Opened[]): void {
  set({ trail, selected: [], selectedEdges: [], history: close(get().history) })
  fitAll()
}

/** Opens the workflow that a subflow on the canvas runs. */
export const stepInto = (step: Opened): void => walkTo([...get().trail, step])
/** Goes back along the way: 0 is the document's own workflow. */
export const stepBack = (length: number): void => walkTo(get().trail.slice(0, length))
/** Opens a further workflow from anywhere; null is the document's own. */
export const openWorkflow = (slug: string | null): void => walkTo(slug === null ? [] : [{ slug, via: null }])

/** Ends the current intention, e.g. when a field is left. */
export const settle = (): void => set({ history: close(get().history) })

function travel(step: typeof undo): string | null {
  const { history, frozen, selected } = get()
  const moved = step(history)
  if (frozen || moved === history) return null
  const left = new Set(allNodes(moved.present).map((node) => node.id))
  const trail = whereItShows(history.present, moved.present)
  const isHere = trail === get().trail
  set({ history: moved, trail, selected: isHere ? selected.filter((id) => left.has(id)) : [], selectedEdges: [] })
  if (!isHere) fitAll()
  return (step === undo ? history.past.at(-1)?.label : history.future[0]?.label) ?? null
}

/** Where a step that was taken back can be seen: here if it shows here, else the first workflow that changed. */
function whereItShows(before: WorkflowDocument, after: WorkflowDocument): Opened[] {
  const trail = stillThere(get().trail, after)
  if (trail.at(-1)?.given) return trail
  const here = trail.at(-1)?.slug ?? null
  const places = whereDiffers(before, after).filter((slug) => slug === null || after.workflows?.[slug])
  if (!places.length || places.includes(here)) return trail.length === get().trail.length ? get().trail : trail
  return places[0] === null ? [] : [{ slug: places[0]!, via: null }]
}

/** Takes the last step back; answers with what it was called. */
export const undoStep = (): string | null => travel(undo)
/** Takes the step again. */
export const redoStep = (): string | null => travel(redo)

const same = (a: string[], b: string[]): boolean => a.length === b.length && a.every((id, at) => id === b[at])

/** Selects nodes and edges, and nothing else. */
export function select(nodes: string[], edges: string[] = []): void {
  const state = get()
  if (!same(state.selected, nodes) || !same(state.selectedEdges, edges)) {
    set({ selected: nodes, selectedEdges: edges, history: close(state.history) })
  }
}

/** Selects a node and brings it into view, in whichever workflow it stands. */
export function goTo(id: string): void {
  const home = homeOf(shown(get()), id) === null ? undefined : homeOf(whole(get()), id)
  if (home !== undefined) openWorkflow(home)
  select([id])
  set({ wanted: { id, count: (get().wanted?.count ?? 0) + 1 } })
}

/** Brings everything into view. */
export const fitAll = (): void => set({ fitted: get().fitted + 1 })

/** Opens another version to be looked at. */
export const freeze = (frozen: Frozen): void => set({ frozen, trail: [], selected: [], selectedEdges: [] })

/** Goes back to the draft. */
export const unfreeze = (): void => set({ frozen: null, trail: [], selected: [], selectedEdges: [] })
