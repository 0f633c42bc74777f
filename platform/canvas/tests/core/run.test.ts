import { expect, test } from 'vitest'
import { beatsOf, beatSeconds } from '../../src/core/pace.ts'
import { countUntil, foldEvent, foldEvents, pathWords, sane, type RunEvent } from '../../src/core/run.ts'
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

test('a plan is told where it was made, and work on its tasks disturbs nothing; unknown events are passed over', () => {
  const view = fold([
    event(0, 'step_started', 'team'), event(1, 'plan_made', 'team', { tasks: [], text: '1. analyst: sums\n2. writer: words' }),
    event(1, 'step_finished', 'team', { port: null, cost: 0.01 }), event(1, 'step_started', 'team.1', {}, [['team', 1]]),
    event(2, 'step_finished', 'team.1', { port: 'done', values: { amount: 1 }, cost: 0.02 }, [['team', 1]]),
    event(2, 'something_new' as RunEvent['type'], 'team'), event(2, 'step_finished', 'team', { port: 'done', values: { reply: 'x' } }),
  ])
  expect(view.nodes.team?.instances).toHaveLength(1)
  expect(view.nodes.team).toMatchObject({ status: 'done', left: ['done', 'reply'] })
  expect(view.nodes.team?.instances[0]?.plan).toEqual(['1. analyst: sums', '2. writer: words'])
  expect(view.cost).toBeCloseTo(0.03)
})

test('a subflow begins with the first thing inside it and ends when it says so', () => {
  const inside = [event(1, 'step_started', 'sorter', {}, [['part', 1]]), event(3, 'step_finished', 'sorter', { port: 'done' }, [['part', 1]])]
  const half = fold(inside)
  expect(half.nodes.part).toMatchObject({ status: 'running', instances: [{ start: 1, end: null }] })
  expect(half.nodes.sorter).toMatchObject({ status: 'done', seconds: 2 })
  const whole = fold([...inside, event(3, 'step_finished', 'part', { port: 'done', values: { amount: 1 } })])
  expect(whole.nodes.part).toMatchObject({ status: 'done', seconds: 2, left: ['done', 'amount'] })
  expect(whole.nodes.part?.instances).toHaveLength(1)
})

test('a workflow of the exercise is told apart from nodes of the document that have the same ids', () => {
  const events = [event(0, 'step_finished', 'start', { port: 'done' }), event(1, 'step_finished', 'start', { port: 'done' }, [['part', 1], ['again', 2]])]
  const view = foldEvents(events, 2, NOBODY, new Set(['part']))
  expect(view.nodes.start?.instances).toHaveLength(1)
  expect(Object.keys(view.nodes).sort()).toEqual(['part', 'part/again', 'part/start', 'start'])
})

test('a planner goes on until the last of its tasks is done', () => {
  const task = { id: 'team.1', agent: 'analyst', goal: 'sums', yields: ['amount'], needs: ['order'], instructions: 'Add.', after: [], plans: false }
  const events = [
    event(0, 'step_started', 'team'), event(1, 'plan_made', 'team', { tasks: [task, null], text: '1. analyst: sums' }), event(1, 'step_finished', 'team', { port: null, cost: 0.01 }),
    event(1, 'step_started', 'team.1', {}, [['team', 1]]),
  ]
  const half = fold(events)
  expect(half.nodes.team).toMatchObject({ status: 'running', cost: 0.01, instances: [{ end: null, tasks: [task] }] })
  const whole = fold([...events, event(4, 'step_finished', 'team.1', { port: 'done' }, [['team', 1]]), event(4, 'step_finished', 'team', { port: 'done', values: {} })])
  expect(whole.nodes.team).toMatchObject({ status: 'done', seconds: 4 })
  const staves = stavesOf({ podium: 1, nodes: [{ id: 'team', kind: 'plan' }], edges: [] }, whole)
  expect(staves.map((stave) => [stave.title, stave.depth, stave.bars.length])).toEqual([['Team', 0, 1], ['sums', 1, 1]])
})

test('an event that is not known leaves no trace, whatever it holds', () => {
  const odd = [event(1, 'something_new' as RunEvent['type'], 'nobody'), sane({ seq: 1, at: 'x', type: 'something_else', node: 'b' } as unknown as RunEvent)]
  expect(fold(odd).nodes).toEqual({})
  expect(sane({ seq: 1, type: 'step_started', node: 'a' } as unknown as RunEvent)).toMatchObject({ at: 0, path: [], data: {} })
})

test('a workflow that two subflows run has its own stave under each', () => {
  const part = (id: string) => ({ id, kind: 'subflow' as const, workflow: 'sort' })
  const doc = { podium: 1 as const, nodes: [part('one'), part('two')], edges: [], workflows: { sort: { nodes: [{ id: 'sorter', kind: 'agent' as const }], edges: [] } } }
  const view = fold([
    event(0, 'step_started', 'sorter', {}, [['one', 1]]), event(1, 'step_finished', 'sorter', {}, [['one', 1]]), event(1, 'step_finished', 'one', { port: 'done' }),
    event(1, 'step_started', 'sorter', {}, [['two', 1]]), event(5, 'step_finished', 'sorter', {}, [['two', 1]]), event(5, 'step_finished', 'two', { port: 'done' }),
  ])
  const staves = stavesOf(doc, view, (node) => ({ graph: doc.workflows[node.workflow as 'sort'], isGiven: false }))
  expect(staves.map((stave) => [stave.key, stave.seconds])).toEqual([['one', 1], ['one/sorter', 1], ['two', 4], ['two/sorter', 4]])
})

test('a place in a run is told in words that name the way', () => {
  const nodes: Record<string, { kind: string; title: string }> = { letters: { kind: 'loop', title: 'Letters' }, all: { kind: 'map', title: 'All' }, part: { kind: 'subflow', title: 'The part' } }
  expect(pathWords([['part', 1], ['letters', 2], ['all', 3], ['gone', 1]], (id) => nodes[id])).toBe('in The part, turn 2, item 3, in gone')
})
