import { expect, test } from 'vitest'
import { storyOf } from '../../src/core/happened.ts'
import { composePrompt, inputsOf } from '../../src/core/prompt.ts'
import { foldEvents, type Instance, type RunEvent } from '../../src/core/run.ts'
import { agent, event } from './make.ts'

const last = (events: RunEvent[], node: string): Instance => foldEvents(events, events.length, new Set()).nodes[node]!.instances.at(-1)!

test('the prompt holds the values as they were when the step began', () => {
  const events = [
    event(0, 'run_started', null, { values: { message: 'Hello' } }),
    event(1, 'step_finished', 'a', { values: { amount: { eur: 5 } } }),
    event(1, 'step_started', 'b', { inputs: ['message', 'amount'] }),
    event(2, 'step_finished', 'c', { values: { amount: { eur: 9 } } }),
    event(3, 'step_finished', 'b', { port: 'done', values: {} }),
  ]
  const inputs = inputsOf(events, last(events, 'b'))
  expect(composePrompt(agent('b', [], 'Answer {{message}} with {{amount.eur}} of {{amount}}; {{gone}}.'), inputs)).toBe('Answer Hello with 5 of {"eur":5}; {{gone}}.')
})

test('a second turn sees what the first one made, a second item does not see the first', () => {
  const turn = (count: number, at: number, type: RunEvent['type'], data: object) => event(at, type, 'w', data as Record<string, unknown>, [['l', count]])
  const events = [turn(1, 0, 'step_started', { inputs: [] }), turn(1, 1, 'step_finished', { values: { reply: 'one' } }), turn(2, 1, 'step_started', { inputs: ['reply'] })]
  expect(inputsOf(events, last(events, 'w'))).toEqual({ reply: 'one' })
})

test('the story says what did not arrive, what struck and what was passed on', () => {
  const detail = { unseen: ['policy'], tasks: [{ value: 'amount', needs_missing: ['rates'], inherited: ['order'], hazards: [{ hazard: 'unit_mix_up', struck: true }, { hazard: 'slip', struck: false }, { hazard: 'missing:rates', struck: true, left_open: false }] }] }
  const events = [event(0, 'step_started', 'a'), event(1, 'step_finished', 'a', { detail }), event(1, 'incident', 'a', { policy: 'p1' })]
  const story = storyOf(last(events, 'a'), new Map([['p1', 'No payment without a person']]))
  expect(story.wrong).toEqual([
    'rates did not reach it, so amount was made up. Wire it, and name it in the instructions.',
    'Units or currencies were mixed up: amount.', 'amount rests on a wrong order.', 'Incident: No payment without a person.',
  ])
  expect(story.notes).toEqual(['Wired but not named in the instructions, so not seen: policy.'])
})

test('a value that was wired but not named is not said to be unwired', () => {
  const detail = { unseen: ['rates'], tasks: [{ value: 'amount', needs_missing: ['rates', 'order'], hazards: [] }] }
  const events = [event(0, 'step_started', 'a'), event(1, 'step_finished', 'a', { detail })]
  expect(storyOf(last(events, 'a')).wrong).toEqual([
    'The instructions do not name rates, so amount was made up. Name it in double braces.',
    'order did not reach it, so amount was made up. Wire it, and name it in the instructions.',
  ])
})

test('whoever looked is said to have found, missed, or raised a false alarm', () => {
  const looks = [{ value: 'a', wrong: true, found: true }, { value: 'b', wrong: true, found: false }, { value: 'c', wrong: false, found: true }, { value: 'd', wrong: false, found: false }]
  const events = [event(0, 'step_started', 'r'), event(1, 'step_finished', 'r', { detail: { looks, edited: ['a'] } })]
  expect(storyOf(last(events, 'r')).looked).toEqual(['Found: a was wrong.', 'Missed: b was wrong.', 'False alarm: c was right.', 'Corrected: a.'])
})
