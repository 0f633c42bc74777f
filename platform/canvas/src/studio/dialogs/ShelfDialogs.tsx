/** Other documents: two copies that disagree, versions kept here, templates to start from. */
import { useEffect, useState } from 'react'
import { allNodes, type WorkflowDocument } from '../../core/document.ts'
import { fromData } from '../../core/exchange.ts'
import { withFreshPlaces } from '../../core/layout.ts'
import { takeDocument } from '../../state/actions.ts'
import { listVersions, type ServerVersion } from '../../state/api.ts'
import { useWhole } from '../../state/editor.ts'
import { openDialog, say } from '../../state/panels.ts'
import { settleConflict, useSaving } from '../../state/saving.ts'
import { useSession } from '../../state/session.ts'
import { versions } from '../../state/shelf.ts'
import { Dialog } from '../Dialog.tsx'

const size = (doc: WorkflowDocument): string => {
  const count = allNodes(doc).length
  return `${count} ${count === 1 ? 'node' : 'nodes'}`
}

const when = (at: string): string => new Date(at).toLocaleString([], { dateStyle: 'medium', timeStyle: 'short' })

/** The draft was changed in another tab or on another machine: both copies are kept. */
export function ConflictDialog() {
  const state = useSaving((saving) => saving.state)
  const mine = useWhole()
  if (state.word !== 'conflict') return null
  const settle = (choice: 'mine' | 'theirs') => {
    settleConflict(choice)
    openDialog(null)
    say('Settled. The other copy is under More, Versions.')
  }
  return (
    <Dialog title="This draft was changed elsewhere" testId="conflict-dialog">
      <p>Another tab or machine saved it while you were working here. Nothing is lost: go on with one copy, and the other is kept under “Versions”.</p>
      <ul className="copies">
        <li><strong>The copy here</strong><span>{size(mine)}, with your latest changes</span><button type="button" className="button button-primary" onClick={() => settle('mine')}>Go on with this one</button></li>
        <li><strong>The other copy</strong><span>{size(state.theirs.document)}, saved on the server</span><button type="button" className="button" onClick={() => settle('theirs')}>Go on with the other</button></li>
      </ul>
    </Dialog>
  )
}

function Choice({ title, words, document, why }: { title: string; words: string; document: WorkflowDocument; why: string }) {
  const { exercise } = useSession()
  return (
    <li>
      <span><strong>{title}</strong><span className="choice-words">{words}</span></span>
      <button type="button" className="button button-small" onClick={() => { openDialog(null); takeDocument(document, why, exercise) }}>Open</button>
    </li>
  )
}

const REASONS: Record<string, string> = { conflict: 'Kept when two copies disagreed', history: 'Saved on the way', replaced: 'Replaced by another version' }

interface Offer { key: string; at: string; words: string; document: WorkflowDocument }

/** Versions kept in this browser and by the server, newest first. */
function useVersions(): { offers: Offer[]; isWaiting: boolean } {
  const session = useSession()
  const [kept, setKept] = useState<ServerVersion[] | null>(session.endpoints.draft_versions ? null : [])
  useEffect(() => {
    if (session.endpoints.draft_versions) void listVersions(session).then((answer) => setKept(answer.ok ? answer.value : []))
  }, [session])
  const here = versions(session.exercise.slug).map((version): Offer => ({ key: version.at, at: version.at, words: version.why, document: version.document }))
  const there = (kept ?? []).flatMap((version): Offer[] => {
    const read = fromData(version.document)
    return read.ok ? [{ key: version.id, at: version.kept_at, words: REASONS[version.reason] ?? version.reason, document: read.value }] : []
  })
  return { offers: [...here, ...there].sort((a, b) => b.at.localeCompare(a.at)), isWaiting: kept === null }
}

export function VersionsDialog() {
  const { offers, isWaiting } = useVersions()
  return (
    <Dialog title="Versions">
      {isWaiting && <p>Asking the server for its copies.</p>}
      {!isWaiting && offers.length === 0 && <p>None yet. A version is kept each time you run, submit or replace the draft.</p>}
      <ul className="choices-list">
        {offers.map((offer) => <Choice key={offer.key} title={when(offer.at)} words={`${offer.words}, ${size(offer.document)}`} document={offer.document} why="Opened a version" />)}
      </ul>
    </Dialog>
  )
}

export function TemplatesDialog() {
  const { exercise } = useSession()
  const offers = [{ slug: 'starter', title: 'The starter', description: 'How this exercise begins.', document: exercise.starter }, ...(exercise.templates ?? [])]
  const readable = offers.flatMap((offer) => {
    const read = fromData(offer.document)
    return read.ok ? [{ ...offer, document: withFreshPlaces(read.value, exercise) }] : []
  })
  return (
    <Dialog title="Start from a template">
      <p>The template takes the place of your draft. Your draft is kept under “Versions”, and undo brings it back.</p>
      <ul className="choices-list">
        {readable.map((offer) => <Choice key={offer.slug} title={offer.title} words={`${offer.description} ${size(offer.document)}.`} document={offer.document} why={`Opened “${offer.title}”`} />)}
      </ul>
    </Dialog>
  )
}
