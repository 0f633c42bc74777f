/** The words the Studio uses for states: plain, one per state, never bent. */
import type { RunStatus } from '../core/run.ts'

export const STATUS_WORDS: Record<RunStatus, string> = {
  running: 'running', waiting: 'waiting', done: 'done', passed: 'not needed', failed: 'failed', skipped: 'skipped', stopped: 'stopped',
}

export const PORT_WORDS: Record<string, string> = {
  done: 'all of it', error: 'on error', exhausted: 'at its limit', missing: 'nothing there', pass: 'pass', fail: 'fail', approved: 'approved', rejected: 'rejected', default: 'otherwise',
}

/** A port as a card names it. */
export const portLabel = (name: string, isValue: boolean): string => (isValue ? name : (PORT_WORDS[name] ?? name))

export const RUN_WORDS: Record<string, string> = {
  queued: 'queued', running: 'running', waiting: 'waiting for you', delivered: 'done: delivered', stopped: 'done: nothing was delivered', failed: 'failed',
}
