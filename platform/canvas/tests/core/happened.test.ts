import { expect, test } from 'vitest'
import { storyOf } from '../../src/core/happened.ts'
import { foldEvents } from '../../src/core/run.ts'
import { event } from './make.ts'

/** The story of a node whose one step ended like this. */
function story(data: Record<string, unknown>, library: Record<string, string> = {}) {
  const view = foldEvents([event(0, 'step_finished', 'a', data)], 1, new Set())
  return storyOf(view.nodes.a!.instances[0]!, new Map([['no-pay', 'Nobody pays alone']]), library)
}

test('a memory says what it found, what was not there, and what it laid down', () => {
  expect(story({ port: 'missing', detail: { store: 'desk', lacking: ['intent', 'order'] } }).notes).toEqual(['Nothing lay in “desk” yet for intent, order: it left by “nothing there”.'])
  expect(story({ port: 'done', values: { intent: 'refund' }, detail: { store: 'desk' } }).notes).toEqual(['Found intent in “desk”.'])
  expect(story({ port: 'done', detail: { store: 'desk', written: ['intent'] } }).notes).toEqual(['Laid intent into “desk”.'])
})

test('a hazard is told in the words of the library, and one that nobody knows in its own', () => {
  const struck = (hazard: string) => ({ port: 'done', detail: { tasks: [{ value: 'amount', hazards: [{ hazard, struck: true }] }] } })
  expect(story(struck('lost_history'), { lost_history: 'The history was lost' }).wrong).toEqual(['The history was lost: amount.'])
  expect(story(struck('brand_new_way')).wrong).toEqual(['Brand new way: amount.'])
})

test('a plan that cannot be carried out says why, once', () => {
  const trouble = 'The plan has 9 tasks; at most 6 are allowed.'
  const view = foldEvents([
    event(0, 'step_started', 'team'), event(1, 'plan_made', 'team', { tasks: [], text: '', trouble }),
    event(1, 'step_failed', 'team', { status: 'exhausted', final: true, message: trouble }),
  ], 3, new Set())
  expect(storyOf(view.nodes.team!.instances[0]!).wrong).toEqual([trouble])
})

test('details that make no sense are passed over', () => {
  expect(story({ detail: { tasks: 'none', looks: 7, unseen: null, store: 3, lacking: {} } })).toEqual({ wrong: [], looked: [], notes: [] })
})
