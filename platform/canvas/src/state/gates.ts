/** The gates at which the run on the screen waits, and the decisions that let it go on. */
import { create } from 'zustand'
import type { Problem } from '../core/exercise.ts'
import type { Gate } from '../core/gate.ts'
import { decideAt, getRun, type RunRecord } from './api.ts'
import { goTo } from './editor.ts'
import { openScore, say, showTab } from './panels.ts'
import { completeRun, goOn, pauseRun, useRunning } from './running.ts'
import type { Bootstrap } from './session.ts'

interface Gates {
  run: string | null
  open: Gate[]
  isDeciding: boolean
  /** What the server found wrong with the last decision. */
  problems: Problem[]
  /** Whether runs are to wait for the learner at each person. */
  playsPeople: boolean
}

export const useGates = create<Gates>(() => ({ run: null, open: [], isDeciding: false, problems: [], playsPeople: false }))

const NONE: Gate[] = []

/** The open gates of the run on the screen. */
export function useOpenGates(): Gate[] {
  const run = useRunning((state) => state.id)
  return useGates((state) => (state.run !== null && state.run === run ? state.open : NONE))
}

export const playPeople = (playsPeople: boolean): void => useGates.setState({ playsPeople })

/** Shows a gate with what the person sees. */
export function showGate(gate: Gate): void {
  goTo(gate.node)
  showTab('last-run')
}

/** The run waits here. */
export function waitAt(run: string, open: Gate[], isShown: boolean): void {
  useGates.setState({ run, open, isDeciding: false, problems: [] })
  pauseRun()
  const first = open[0]
  if (first && isShown && matchMedia('(min-width: 900px)').matches) showGate(first)
}

const closeGates = (): void => useGates.setState({ run: null, open: [], isDeciding: false, problems: [] })

/** Approves or rejects at a gate, with what was changed; the run goes on, to the next gate or to its end. */
export async function decide(session: Bootstrap, gate: Gate, port: 'approved' | 'rejected', values: Record<string, unknown>, comment: string): Promise<void> {
  const { run, isDeciding } = useGates.getState()
  if (!run || isDeciding) return
  useGates.setState({ isDeciding: true, problems: [] })
  const answer = await decideAt(session, run, { step: gate.step, port, values, comment })
  if (answer.ok) return takeIn(answer.value)
  useGates.setState({ isDeciding: false, problems: answer.problems })
  if (answer.status !== 409) return answer.problems.length ? undefined : say(answer.message, 'err')
  say(answer.message, 'err')
  const now = await getRun(session, run)
  if (now.ok) takeIn(now.value)
}

function takeIn(run: RunRecord): void {
  if (useRunning.getState().id !== run.id) return closeGates()
  goOn(run.events ?? [])
  if (run.gates?.length) return waitAt(run.id, run.gates, true)
  closeGates()
  openScore(true)
  completeRun(run.status ?? 'done', run.outcome ?? null)
}
