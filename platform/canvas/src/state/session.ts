/** What the page gave the Studio when it opened: constant for as long as it is open. */
import { createContext, useContext } from 'react'
import type { WorkflowDocument } from '../core/document.ts'
import type { Case, Exercise } from '../core/exercise.ts'

export interface Endpoints {
  check: string
  reading: string
  draft: string
  draft_versions?: string
  runs: string
  submissions: string
  schema?: string
  exercise_page: string
}

export interface Bootstrap {
  exercise: Exercise
  draft: { document: WorkflowDocument | null; revision: number; saved_at?: string | null }
  cases: Case[]
  user: { name?: string; [field: string]: unknown } | null
  endpoints: Endpoints
  csrf: string
  attempts?: { used: number; limit: number; next_at?: string | null } | null
  /** The newest run on this draft, if any is kept. */
  last_run?: string | null
  /** Hazards in words, by slug. */
  hazards?: Record<string, string>
  /** Whether a model endpoint is configured: then a run can be live. */
  live_models?: boolean
}

/** The bootstrap data of this page; null where the page carries none. */
export function readBootstrap(): Bootstrap | null {
  const element = document.getElementById('studio-bootstrap')
  return element?.textContent ? (JSON.parse(element.textContent) as Bootstrap) : null
}

export const SessionContext = createContext<Bootstrap | null>(null)

/** The session; only for components inside the Studio. */
export function useSession(): Bootstrap {
  const session = useContext(SessionContext)
  if (!session) throw new Error('useSession outside the Studio')
  return session
}
