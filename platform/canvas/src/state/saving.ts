/** Joins the editor to the saver: each change is saved, and the word in the bar is true. */
import { create } from 'zustand'
import { createSaver, type Saver, type SaveState } from '../core/autosave.ts'
import type { WorkflowDocument } from '../core/document.ts'
import { putDraft } from './api.ts'
import { changeWhole, openDocument, useEditor } from './editor.ts'
import { openDialog, say } from './panels.ts'
import type { Bootstrap } from './session.ts'
import { forgetDraft, keepDraft, keepVersion, keptDraft } from './shelf.ts'

export const useSaving = create<{ state: SaveState }>(() => ({ state: { word: 'saved', at: null } }))

let saver: Saver | null = null
let slug = ''

/** Starts saving; answers with how to stop. */
export function startSaving(session: Bootstrap, first: WorkflowDocument): () => void {
  slug = session.exercise.slug
  const savedAt = session.draft.saved_at
  useSaving.setState({ state: { word: 'saved', at: savedAt ? new Date(savedAt) : null } })
  const own = createSaver(session.draft.revision, {
    put: (document, revision) => putDraft(session, document, revision),
    keep: (document, revision) => keepDraft(slug, document, revision),
    forget: () => forgetDraft(slug),
    tell: (state) => {
      useSaving.setState({ state })
      if (state.word === 'conflict') openDialog('conflict')
    },
  })
  saver = own
  restore(session, first, own)
  const unsubscribe = useEditor.subscribe((state, before) => {
    if (state.history.present !== before.history.present) own.change(state.history.present)
  })
  const again = () => void own.flush()
  const last = () => { if (document.visibilityState === 'hidden') void own.flush() }
  addEventListener('online', again)
  document.addEventListener('visibilitychange', last)
  return () => {
    unsubscribe()
    removeEventListener('online', again)
    document.removeEventListener('visibilitychange', last)
    own.stop()
  }
}

/** What this browser kept and the server does not have comes back; an older copy is put on the shelf. */
function restore(session: Bootstrap, first: WorkflowDocument, own: Saver): void {
  const kept = keptDraft(slug)
  if (!kept || JSON.stringify(kept.document) === JSON.stringify(first)) return
  if (kept.revision === session.draft.revision) {
    openDocument(kept.document)
    own.change(kept.document)
    say('Changes that were kept in this browser are back.')
  } else {
    keepVersion(slug, kept.document, 'Kept here when the draft was changed elsewhere')
    forgetDraft(slug)
    say('An older copy of your draft was kept in this browser: see Versions.')
  }
}

/** Saves at once; resolves to whether the server has the latest document. */
export const saveNow = (): Promise<boolean> => saver?.flush() ?? Promise.resolve(true)

/** Settles a conflict. The version not chosen stays on the shelf. */
export function settleConflict(choice: 'mine' | 'theirs'): void {
  const { state } = useSaving.getState()
  if (state.word !== 'conflict' || !saver) return
  const mine = useEditor.getState().history.present
  if (choice === 'mine') {
    keepVersion(slug, state.theirs.document, 'The other copy, when two were changed at once')
    saver.rebase(state.theirs.revision)
    saver.change(mine)
    void saver.flush()
  } else {
    keepVersion(slug, mine, 'Your copy, when two were changed at once')
    saver.rebase(state.theirs.revision)
    changeWhole('Take the other copy', () => state.theirs.document)
    void saver.flush()
  }
}
