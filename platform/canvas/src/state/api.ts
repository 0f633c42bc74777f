/** The few calls the Studio makes. Every answer is a value: nothing here throws for what a server can say. */
import type { WorkflowDocument } from '../core/document.ts'
import type { Problem } from '../core/exercise.ts'
import type { Gate } from '../core/gate.ts'
import type { ReadingAnswer } from '../core/reading.ts'
import type { PutAnswer } from '../core/autosave.ts'
import type { RunEvent } from '../core/run.ts'
import type { Bootstrap } from './session.ts'

export type Answer<T> = { ok: true; value: T } | { ok: false; status: number; message: string; problems: Problem[] }

export interface Outcome {
  /** Null: it cannot be scored, which is not the same as nothing. */
  score?: number | null
  deliverables?: { name: string; score: number | null; expected?: unknown; got?: unknown; unscored?: string }[]
  endpoint_failed?: string
  incidents?: { id: string; title: string }[]
  human_minutes?: number
}

export interface RunRecord {
  id: string
  url?: string
  events_url?: string
  status?: string
  document?: WorkflowDocument
  case?: string | { id: string }
  events?: RunEvent[]
  outcome?: Outcome | null
  /** Where it waits for a person. */
  gates?: Gate[]
}

export interface SubmissionRecord {
  id: string
  url?: string
  page_url?: string
  status: string
  position?: number | null
  message?: string
  reason?: string
  problems?: Problem[]
  document?: WorkflowDocument
  grade?: Record<string, unknown> | null
}

const UNREACHABLE = 'The server cannot be reached. What you did is kept in this browser.'

/** Sends JSON and reads JSON. Status 0 means that nobody answered. */
export async function call<T>(session: Bootstrap, method: string, url: string, body?: unknown, signal?: AbortSignal): Promise<Answer<T> & { body?: unknown }> {
  let response: Response
  try {
    response = await fetch(url, {
      method,
      credentials: 'same-origin',
      ...(signal ? { signal } : {}),
      headers: { Accept: 'application/json', ...(body === undefined ? {} : { 'Content-Type': 'application/json' }), 'X-CSRFToken': session.csrf },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
  } catch {
    return { ok: false, status: 0, message: UNREACHABLE, problems: [] }
  }
  const data: unknown = await response.json().catch(() => null)
  if (response.ok) return { ok: true, value: data as T }
  const error = (data as { error?: { message?: string; problems?: Problem[] } } | null)?.error
  return { ok: false, status: response.status, message: error?.message ?? statusWords(response.status), problems: error?.problems ?? [], body: data }
}

function statusWords(status: number): string {
  if (status === 401 || status === 403) return 'You are signed out, or may not do this. Sign in again in another tab; nothing here is lost.'
  if (status === 429) return 'That was too often. Wait a moment and try again.'
  return status >= 500 ? 'The server failed at this. It is not your fault; try again in a moment.' : 'The server did not accept this.'
}

export const checkDocument = (session: Bootstrap, document: WorkflowDocument) =>
  call<{ problems: Problem[]; valid: boolean }>(session, 'POST', session.endpoints.check, { exercise: session.exercise.slug, document })

export const readPrompt = (session: Bootstrap, text: string, signal?: AbortSignal) =>
  call<ReadingAnswer>(session, 'POST', session.endpoints.reading, { exercise: session.exercise.slug, text }, signal)

export const startRun = (session: Bootstrap, document: WorkflowDocument, caseId: string, how: { live?: boolean; pause_at_people?: boolean }) =>
  call<RunRecord>(session, 'POST', session.endpoints.runs, { exercise: session.exercise.slug, document, case: caseId, ...how })

export interface Decision { step: number; port: 'approved' | 'rejected'; values: Record<string, unknown>; comment: string }

/** Decides at a gate; the run as it then stands. */
export const decideAt = (session: Bootstrap, id: string, decision: Decision) => call<RunRecord>(session, 'POST', `${session.endpoints.runs}${id}/decisions/`, decision)

export const getRun = (session: Bootstrap, id: string) => call<RunRecord>(session, 'GET', `${session.endpoints.runs}${id}/`)

export const submitDocument = (session: Bootstrap, document: WorkflowDocument, key: string) =>
  call<SubmissionRecord>(session, 'POST', session.endpoints.submissions, { exercise: session.exercise.slug, document, idempotency_key: key })

export const getSubmission = (session: Bootstrap, id: string) => call<SubmissionRecord>(session, 'GET', `${session.endpoints.submissions}${id}/`)

export interface ServerVersion { id: string; revision: number; reason: string; kept_at: string; document: unknown }

/** The versions that the server kept of this draft, newest first. */
export const listVersions = (session: Bootstrap) => call<ServerVersion[]>(session, 'GET', session.endpoints.draft_versions ?? '')

/** Puts the draft; says plainly whether it was taken. */
export async function putDraft(session: Bootstrap, document: WorkflowDocument, revision: number): Promise<PutAnswer> {
  const answer = await call<{ revision: number; saved_at?: string }>(session, 'PUT', session.endpoints.draft, { document, revision })
  if (answer.ok) return { kind: 'saved', revision: answer.value.revision, at: answer.value.saved_at ? new Date(answer.value.saved_at) : new Date() }
  if (answer.status === 0 || answer.status >= 500) return { kind: 'unreachable' }
  const current = (answer.body as { current?: { document: WorkflowDocument; revision: number } } | undefined)?.current
  if (answer.status === 409 && current) return { kind: 'conflict', theirs: current }
  return { kind: 'refused', message: answer.message }
}
