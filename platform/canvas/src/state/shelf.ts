/** This browser's own shelf: the unsaved draft, and the last versions worth going back to. */
import type { WorkflowDocument } from '../core/document.ts'
import { fromData } from '../core/exchange.ts'

export interface Kept { document: WorkflowDocument; revision: number; at: string }
export interface Version { document: WorkflowDocument; at: string; why: string }

const MOST_VERSIONS = 20
const draftKey = (slug: string) => `podium-draft-${slug}`
const versionsKey = (slug: string) => `podium-versions-${slug}`

function read(key: string): unknown {
  try {
    return JSON.parse(localStorage.getItem(key) ?? 'null')
  } catch {
    return null
  }
}

function write(key: string, value: unknown): boolean {
  try {
    localStorage.setItem(key, JSON.stringify(value))
    return true
  } catch {
    return false // full or forbidden: the server's copy is all there is
  }
}

/** Keeps the draft that the server does not have yet. */
export const keepDraft = (slug: string, document: WorkflowDocument, revision: number): void => {
  write(draftKey(slug), { document, revision, at: new Date().toISOString() })
}

/** The server has it: the copy here has done its work. */
export const forgetDraft = (slug: string): void => {
  try {
    localStorage.removeItem(draftKey(slug))
  } catch { /* nothing was kept then */ }
}

/** The draft kept here; null where there is none or it cannot be read. */
export function keptDraft(slug: string): Kept | null {
  const kept = read(draftKey(slug)) as Kept | null
  const document = kept && fromData(kept.document)
  return kept && document?.ok && typeof kept.revision === 'number' ? { ...kept, document: document.value } : null
}

const awayKey = (slug: string) => `podium-run-away-${slug}`

/** Remembers that a run was taken off the canvas by hand: it does not come back by itself. */
export const putAway = (slug: string, run: string): void => { write(awayKey(slug), run) }
export const isPutAway = (slug: string, run: string): boolean => read(awayKey(slug)) === run

/** The versions kept here, newest first. */
export function versions(slug: string): Version[] {
  const kept = read(versionsKey(slug))
  if (!Array.isArray(kept)) return []
  return (kept as Version[]).flatMap((version) => {
    const document = fromData(version?.document)
    return document.ok && typeof version.at === 'string' ? [{ ...version, document: document.value }] : []
  })
}

/** Keeps a version with the reason why; the same document twice in a row is one version. */
export function keepVersion(slug: string, document: WorkflowDocument, why: string): void {
  const kept = versions(slug)
  if (kept[0] && JSON.stringify(kept[0].document) === JSON.stringify(document)) return
  let list = [{ document, at: new Date().toISOString(), why }, ...kept].slice(0, MOST_VERSIONS)
  while (list.length && !write(versionsKey(slug), list)) list = list.slice(0, -1)
}
