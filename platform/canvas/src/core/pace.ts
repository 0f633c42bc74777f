/** Simulated minutes, told in seconds: how long each part of a log takes on the screen so that a person can follow. */
import type { RunEvent } from './run.ts'

/** Events shown together, and the simulated time they happen at. */
export interface Beat { from: number; to: number; at: number }

const SHORTEST = 0.16
const LONGEST = 0.85
const STRETCH = 0.16
const MOST_BEATS = 36

const OPENS: ReadonlySet<string> = new Set(['step_started', 'turn_started', 'item_started'])
const CLOSES: ReadonlySet<string> = new Set(['step_finished', 'step_failed', 'step_passed'])

/** Cuts a log into beats: a beat ends when time moves on, or when a step starts after another has ended. */
export function beatsOf(events: RunEvent[], from = 0): Beat[] {
  const beats: Beat[] = []
  let start = from
  let hasClosed = false
  for (let at = from; at < events.length; at += 1) {
    const event = events[at]!
    const moved = at > start && event.at > events[at - 1]!.at
    if (at > start && (moved || (hasClosed && OPENS.has(event.type)))) {
      beats.push({ from: start, to: at, at: events[at - 1]!.at })
      start = at
      hasClosed = false
    }
    hasClosed ||= CLOSES.has(event.type)
  }
  if (start < events.length) beats.push({ from: start, to: events.length, at: events.at(-1)!.at })
  return beats
}

/** Seconds on the screen before the next beat: never so short that it cannot be seen, never a wait; crowded logs go faster. */
export function beatSeconds(simulated: number, beatsLeft: number): number {
  const plain = Math.min(LONGEST, Math.max(SHORTEST, simulated * STRETCH))
  return plain / Math.max(1, beatsLeft / MOST_BEATS)
}
