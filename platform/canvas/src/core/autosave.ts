/** Saving without a thought: one second after each change, always the latest, with a word that is true. */
import type { WorkflowDocument } from './document.ts'

export type SaveState =
  | { word: 'saved'; at: Date | null }
  | { word: 'unsaved' }
  | { word: 'saving' }
  | { word: 'offline' }
  | { word: 'conflict'; theirs: { document: WorkflowDocument; revision: number } }
  | { word: 'refused'; message: string }

/** What the server answered to a draft. */
export type PutAnswer =
  | { kind: 'saved'; revision: number; at: Date }
  | { kind: 'conflict'; theirs: { document: WorkflowDocument; revision: number } }
  | { kind: 'refused'; message: string }
  | { kind: 'unreachable' }

/** Where the draft goes, where the copy on this machine goes, and who wants to know. */
export interface SaverPorts {
  put: (document: WorkflowDocument, revision: number) => Promise<PutAnswer>
  keep: (document: WorkflowDocument, revision: number) => void
  forget: () => void
  tell: (state: SaveState) => void
}

export interface Saver {
  change: (document: WorkflowDocument) => void
  /** Saves at once; resolves to whether the latest document is on the server. */
  flush: () => Promise<boolean>
  /** Goes on from another revision: after a conflict was settled. */
  rebase: (revision: number) => void
  stop: () => void
}

const DELAY = 1000
const RETRY = 5000

/** A saver. One request at a time; a change during a request is saved right after it. */
export function createSaver(first: number, ports: SaverPorts): Saver {
  let revision = first
  let latest: WorkflowDocument | null = null
  let timer: ReturnType<typeof setTimeout> | undefined
  let running: Promise<boolean> | null = null
  let conflicted = false

  const later = (delay: number): void => {
    clearTimeout(timer)
    timer = setTimeout(() => void flush(), delay)
  }

  const attempt = async (): Promise<boolean> => {
    while (latest && !conflicted) {
      const document = latest
      ports.tell({ word: 'saving' })
      const answer = await ports.put(document, revision)
      if (answer.kind === 'saved') {
        revision = answer.revision
        if (latest === document) {
          latest = null
          ports.forget()
          ports.tell({ word: 'saved', at: answer.at })
        } else ports.keep(latest, revision)
        continue
      }
      if (answer.kind === 'conflict') {
        conflicted = true
        ports.tell({ word: 'conflict', theirs: answer.theirs })
      } else if (answer.kind === 'refused') ports.tell({ word: 'refused', message: answer.message })
      else {
        ports.tell({ word: 'offline' })
        later(RETRY)
      }
      return false
    }
    return latest === null
  }

  const flush = (): Promise<boolean> => {
    clearTimeout(timer)
    running ??= attempt().finally(() => { running = null })
    return running
  }

  return {
    change(document) {
      latest = document
      ports.keep(document, revision)
      if (conflicted) return
      ports.tell({ word: 'unsaved' })
      later(DELAY)
    },
    flush,
    rebase(next) {
      revision = next
      conflicted = false
      if (latest) later(0)
    },
    stop: () => clearTimeout(timer),
  }
}

/** The state in words for the bar. */
export function saveWords(state: SaveState): string {
  switch (state.word) {
    case 'saved': return state.at ? `Saved ${clock(state.at)}` : 'Saved'
    case 'unsaved': case 'saving': return 'Saving'
    case 'offline': return 'Offline: kept here'
    case 'conflict': return 'Changed elsewhere'
    case 'refused': return 'Not saved: kept here'
  }
}

const clock = (at: Date): string => `${String(at.getHours()).padStart(2, '0')}:${String(at.getMinutes()).padStart(2, '0')}`
