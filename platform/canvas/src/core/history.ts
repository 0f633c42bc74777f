/** Undo and redo, one step per intention. */

export interface Entry<T> { state: T; label: string }
export interface History<T> {
  past: Entry<T>[]
  present: T
  future: Entry<T>[]
  /** While set, a further change under the same key belongs to the same intention (typing in one field). */
  open: string | null
}

export const DEPTH = 100

export const begin = <T>(present: T): History<T> => ({ past: [], present, future: [], open: null })

/** A change with what it was called; changes under one key in a row are one step. */
export function record<T>(history: History<T>, present: T, label: string, key: string | null = null): History<T> {
  if (present === history.present) return history
  if (key !== null && key === history.open) return { ...history, present, future: [] }
  const past = [...history.past, { state: history.present, label }].slice(-DEPTH)
  return { past, present, future: [], open: key }
}

/** Closes the intention: the next change starts a new step. */
export const close = <T>(history: History<T>): History<T> => (history.open === null ? history : { ...history, open: null })

export function undo<T>(history: History<T>): History<T> {
  const last = history.past.at(-1)
  if (!last) return history
  return {
    past: history.past.slice(0, -1), present: last.state,
    future: [{ state: history.present, label: last.label }, ...history.future], open: null,
  }
}

export function redo<T>(history: History<T>): History<T> {
  const next = history.future[0]
  if (!next) return history
  return {
    past: [...history.past, { state: history.present, label: next.label }], present: next.state,
    future: history.future.slice(1), open: null,
  }
}
