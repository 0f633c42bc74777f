import { expect, test } from 'vitest'
import { beatsOf, beatSeconds } from '../../src/core/pace.ts'
import { countUntil, foldEvent, foldEvents, type RunEvent } from '../../src/core/run.ts'
import { stavesOf } from '../../src/core/score.ts'
import { event, makeLetters } from './make.ts'

const NOBODY = new Set<string>()
const fold = (events: RunEvent[], humans = NOBODY) => foldEvents(events, events.length, humans)

test('a step is running until it is done; then it has its time, cost, tokens and port', () => {
  const started = event(1, 'step_started', 'a', { inputs: ['message'] })
  expect(fold([started]).nodes.a?.status).toBe('running')
  const done = fold([started, event(3.5, 'step_finished', 'a', { port: 'done', values: { amount: 1 }, cost: 0.01, tokens: [100, 20] })])
  expect(done.nodes.a).toMatchObject({ status: 'done', seconds: 2.5, cost: 0.01, tokens: 120, left: ['done', 'amount'] })
  expect(done.cost).toBe(0.01)
})

test('a person is waited for, not run', () => {
  expect(fold([event(0, 'step_started', 'desk')], new Set(['desk'])).nodes.desk?.status).toBe('waiting')
})

test('a retry is the same performance with one try more', () => {
  const view = fold([
    event(0, 'step_started', 't'), event(1, 'step_failed', 't', { status: 'timeout', final: false }), event(1, 'retry_scheduled', 't', { status: 'timeout' }),
    event(2, 'step_started', 't'), event(3, 'step_finished', 't', { port: 'done', values: {} }),
  ])
  expect(view.nodes.t?.instances).toHaveLength(1)
  expect(view.nodes.t?.instances[0]).toMatchObject({ attempts: 2, status: 'done', remarks: ['Tried again after a time-out.'] })
})

test('each turn of a loop is a performance of its own, and the frame counts them', () => {
  const view = fold([
    event(0, 'turn_started', 'letters', { turn: 1 }), event(0, 'step_started', 'writer', {}, [['letters', 1]]), event(2, 'step_finished', 'writer', { port: 'done', values: {} }, [['letters', 1]]),
    event(2, 'turn_started', 'letters', { turn: 2 }), event(2, 'step_started', 'writer', {}, [['letters', 2]]), event(5, 'step_finished', 'writer', { port: 'done', values: {} }, [['letters', 2]]),
    event(5, 'step_finished', 'letters', { port: 'done', values: {} }),
  ])
  expect(view.nodes.writer?.instances.map((instance) => instance.path)).toEqual([[['letters', 1]], [['letters', 2]]])
  expect(view.nodes.letters).toMatchObject({ rounds: 2, seconds: 5, status: 'done' })
})

test('nothing is left running when the run ends', () => {
  const view = fold([event(0, 'step_started', 'a'), event(1, 'run_finished', null, { status: 'failed', reason: 'a failed' })])
  expect(view.nodes.a?.status).toBe('stopped')
  expect(view).toMatchObject({ finished: true, status: 'failed', reason: 'a failed' })
})

test('a node that no event speaks of keeps its identity', () => {
  const before = fold([event(0, 'step_started', 'a')])
  expect(foldEvent(before, event(1, 'step_started', 'b'), NOBODY).nodes.a).toBe(before.nodes.a)
})

test('scrubbing shows what had happened by then', () => {
  const events = [event(0, 'step_started', 'a'), event(2, 'step_finished', 'a', {}), event(4, 'step_started', 'b')]
  expect(countUntil(events, 2)).toBe(2)
  expect(countUntil(events, 1.99)).toBe(1)
})

test('staves come in playing order, insides under their frame, unreached ones last', () => {
  const view = fold([event(0, 'step_finished', 'start', {}), event(0, 'turn_started', 'letters'), event(0, 'step_started', 'reader', {}, [['letters', 1]])])
  expect(stavesOf(makeLetters(), view).map((stave) => `${stave.depth}${stave.id}`)).toEqual(['0start', '0letters', '1reader', '1writer', '0analyst', '0end'])
})

test('a beat ends when time moves on or a step starts after another has ended', () => {
  const events = [event(0, 'step_started', 'a'), event(0, 'step_finished', 'a'), event(0, 'step_started', 'b'), event(3, 'step_finished', 'b')]
  expect(beatsOf(events).map(({ from, to }) => [from, to])).toEqual([[0, 2], [2, 3], [3, 4]])
})

test('no beat is too short to see or too long to wait for, and crowded logs go faster', () => {
  expect(beatSeconds(0, 1)).toBeGreaterThan(0.1)
  expect(beatSeconds(600, 1)).toBeLessThan(1)
  expect(beatSeconds(1, 360)).toBeLessThan(beatSeconds(1, 10) / 5)
})
