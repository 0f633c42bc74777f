/** The document being edited: its history, what is selected, and whether it may be changed. */
import { create } from 'zustand'
import { begin, close, record, redo, undo, type History } from '../core/history.ts'
import { emptyDocument, everyNode, type WorkflowDocument } from '../core/document.ts'

/** Another version than the draft is open, to be looked at only. */
export interface Frozen { what: 'run' | 'submission'; id: string; document: WorkflowDocument }

export interface Editor {
  history: History<WorkflowDocument>
  selected: string[]
  selectedEdges: string[]
  frozen: Frozen | null
  /** Raised to bring a node into view; the count makes the same node count again. */
  wanted: { id: string; count: number } | null
  /** Raised when everything should be brought into view. */
  fitted: number
}

export const useEditor = create<Editor>(() => ({
  history: begin(emptyDocument()), selected: [], selectedEdges: [], frozen: null, wanted: null, fitted: 0,
}))

const get = useEditor.getState
const set = useEditor.setState

/** The document on the screen: the draft, or the version that is only looked at. */
export const shown = (state: Editor): WorkflowDocument => state.frozen?.document ?? state.history.present
export const useDocument = (): WorkflowDocument => useEditor(shown)
export const useReadOnly = (): boolean => useEditor((state) => state.frozen !== null)

/** Opens a draft with a fresh history. */
export function openDocument(document: WorkflowDocument): void {
  set({ history: begin(document), selected: [], selectedEdges: [], frozen: null })
}

/** Changes the document as one step of undo; changes under one `key` in a row are one step. */
export function change(label: string, make: (document: WorkflowDocument) => WorkflowDocument, key: string | null = null): void {
  const { history, frozen } = get()
  if (frozen) return
  set({ history: record(history, make(history.present), label, key) })
}

/** Ends the current intention, e.g. when a field is left. */
export const settle = (): void => set({ history: close(get().history) })

function travel(step: typeof undo): string | null {
  const { history, frozen, selected } = get()
  const moved = step(history)
  if (frozen || moved === history) return null
  const left = new Set(everyNode(moved.present).map((node) => node.id))
  set({ history: moved, selected: selected.filter((id) => left.has(id)), selectedEdges: [] })
  return (step === undo ? history.past.at(-1)?.label : history.future[0]?.label) ?? null
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

/** Selects a node and brings it into view. */
export function goTo(id: string): void {
  select([id])
  set({ wanted: { id, count: (get().wanted?.count ?? 0) + 1 } })
}

/** Brings everything into view. */
export const fitAll = (): void => set({ fitted: get().fitted + 1 })

/** Opens another version to be looked at. */
export const freeze = (frozen: Frozen): void => set({ frozen, selected: [], selectedEdges: [] })

/** Goes back to the draft. */
export const unfreeze = (): void => set({ frozen: null, selected: [], selectedEdges: [] })
