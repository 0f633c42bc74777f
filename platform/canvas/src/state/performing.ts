/** Runs, submissions and other versions: what the buttons of the bar do. */
import { allNodes, type WorkflowDocument } from '../core/document.ts'
import { fromData } from '../core/exchange.ts'
import { withPlaces } from '../core/layout.ts'
import type { Gate } from '../core/gate.ts'
import type { RunEvent } from '../core/run.ts'
import { getRun, getSubmission, startRun, type Outcome, type RunRecord } from './api.ts'
import { showProblems } from './checking.ts'
import { fitAll, freeze, goTo, useEditor, whole } from './editor.ts'
import { openDialog, openScore, say, usePanels } from './panels.ts'
import { useGates, waitAt } from './gates.ts'
import { announceRun, beginRun, completeRun, failRun, receive, showRun, useRunning } from './running.ts'
import { saveNow } from './saving.ts'
import type { Bootstrap } from './session.ts'
import { isPutAway, keepVersion } from './shelf.ts'

let stream: EventSource | null = null

/** Saves, then runs the document on the screen on a public case. */
export async function perform(session: Bootstrap, caseId: string): Promise<void> {
  const document = whole(useEditor.getState())
  announceRun(caseId)
  if (!usePanels.getState().scoreOpen) {
    openScore(true)
    fitAll()
  }
  if (!useEditor.getState().frozen) await saveNow()
  keepVersion(session.exercise.slug, document, 'Ran')
  const answer = await startRun(session, document, caseId, howToRun(session, document))
  if (!answer.ok) {
    failRun(answer.message)
    if (answer.problems.length) {
      showProblems(answer.problems)
      openDialog('problems')
    } else say(answer.message, 'err')
    return
  }
  beginRun(answer.value.id, caseId, document)
  history.replaceState(null, '', withParam('run', null))
  follow(session, answer.value.id, answer.value.events_url ?? `${session.endpoints.runs}${answer.value.id}/events/`)
}

/** With live models, or with the learner as the people, or neither. */
function howToRun(session: Bootstrap, document: WorkflowDocument): { live?: boolean; pause_at_people?: boolean } {
  if (session.live_models && usePanels.getState().live) return { live: true }
  const hasPeople = allNodes(document).some((node) => node.kind === 'human')
  return hasPeople && useGates.getState().playsPeople ? { pause_at_people: true } : {}
}

/** Words of the server for a run that has not ended. */
const GOING_ON: ReadonlySet<string> = new Set(['queued', 'running'])

interface EndMessage { status?: string; outcome?: Outcome | null }

/** Listens until the end; where the stream breaks for good, asks for the stored log instead. */
function follow(session: Bootstrap, id: string, url: string): void {
  stream?.close()
  const own = new EventSource(url)
  stream = own
  let failures = 0
  const finish = (message: EndMessage) => {
    own.close()
    if (useRunning.getState().id === id) completeRun(message.status ?? 'delivered', message.outcome ?? null)
  }
  own.addEventListener('step', (message) => {
    failures = 0
    if (useRunning.getState().id === id) receive([JSON.parse((message as MessageEvent<string>).data) as RunEvent])
  })
  own.addEventListener('waiting', (message) => {
    own.close()
    if (useRunning.getState().id === id) waitAt(id, (JSON.parse((message as MessageEvent<string>).data) as { gates: Gate[] }).gates, true)
  })
  own.addEventListener('end', (message) => finish(JSON.parse((message as MessageEvent<string>).data) as EndMessage))
  own.addEventListener('error', () => {
    failures += 1
    if (failures < 3 && own.readyState !== EventSource.CLOSED) return
    own.close()
    void askForLog(session, id, 0)
  })
}

async function askForLog(session: Bootstrap, id: string, tries: number): Promise<void> {
  if (useRunning.getState().id !== id) return
  const answer = await getRun(session, id)
  if (answer.ok) {
    receive(answer.value.events ?? [])
    const status = answer.value.status ?? ''
    if (status === 'waiting') return waitAt(id, answer.value.gates ?? [], true)
    if (!GOING_ON.has(status)) return completeRun(status, answer.value.outcome ?? null)
  }
  if (tries > 60) return failRun('The run cannot be followed any more. Run it again.')
  setTimeout(() => void askForLog(session, id, tries + 1), Math.min(5000, 500 * (tries + 1)))
}

/** The page's address with one parameter set or taken away. */
export function withParam(name: string, value: string | null): string {
  const url = new URL(location.href)
  if (value === null) url.searchParams.delete(name)
  else url.searchParams.set(name, value)
  return url.toString()
}

function readable(session: Bootstrap, data: unknown): WorkflowDocument | null {
  const read = fromData(data)
  return read.ok ? withPlaces(read.value, session.exercise) : null
}

/** Opens what the address asks for: a stored run, a submitted version, a node. */
export async function openFromAddress(session: Bootstrap): Promise<void> {
  const asked = new URL(location.href).searchParams
  const run = asked.get('run')
  const submission = asked.get('submission')
  if (run) await openRun(session, run)
  else if (submission) await openSubmission(session, submission)
  else if (!asked.has('case')) await restoreRun(session)
  const node = asked.get('node')
  if (node) {
    const isThere = allNodes(whole(useEditor.getState())).some((candidate) => candidate.id === node)
    if (isThere) goTo(node)
    else say(`There is no node “${node}” in this version.`)
  }
}

/** The newest run on this draft comes back with the page, on the version it ran on; the draft stays as it is. */
async function restoreRun(session: Bootstrap): Promise<void> {
  const id = session.last_run
  if (!id || isPutAway(session.exercise.slug, id)) return
  const answer = await getRun(session, id)
  if (!answer.ok || useRunning.getState().mode !== 'none') return
  const version = readable(session, answer.value.document)
  if (version) tellRun(session, answer.value, version)
}

/** Tells a stored run; one that still goes on is followed to its end. */
function tellRun(session: Bootstrap, run: RunRecord, version: WorkflowDocument): void {
  const caseId = typeof run.case === 'string' ? run.case : (run.case?.id ?? null)
  const status = run.status ?? ''
  if (!GOING_ON.has(status)) {
    showRun(run.id, caseId, version, run.events ?? [], status, run.outcome ?? null)
    if (run.gates?.length) waitAt(run.id, run.gates, false)
    return
  }
  beginRun(run.id, caseId, version)
  follow(session, run.id, run.events_url ?? `${session.endpoints.runs}${run.id}/events/`)
}

async function openRun(session: Bootstrap, id: string): Promise<void> {
  const answer = await getRun(session, id)
  if (!answer.ok) return say(answer.message, 'err')
  const version = readable(session, answer.value.document)
  if (!version) return say('This run has no version that can be shown.', 'err')
  if (JSON.stringify(version) !== JSON.stringify(whole(useEditor.getState()))) freeze({ what: 'run', id, document: version })
  tellRun(session, answer.value, version)
  openScore(true)
}

async function openSubmission(session: Bootstrap, id: string): Promise<void> {
  const answer = await getSubmission(session, id)
  if (!answer.ok) return say(answer.message, 'err')
  const version = readable(session, answer.value.document)
  if (version) freeze({ what: 'submission', id, document: version })
  else say('The submitted version cannot be shown here.', 'err')
}
