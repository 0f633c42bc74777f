import { expect, test } from 'vitest'
import { exitsOf, hasEntry, madeBy } from '../../src/core/ports.ts'
import { agent, input, loop, makeExercise, review } from './make.ts'

const exercise = makeExercise()
const names = (node: Parameters<typeof exitsOf>[0]) => exitsOf(node, exercise).map((port) => `${port.name}:${port.type}`)

test('an agent has a value port for each value it returns, one way on, and one for trouble', () => {
  expect(names(agent('a', ['amount', 'reply']))).toEqual(['amount:value', 'reply:value', 'done:path', 'error:trouble'])
})

test('a budget adds the port for its limit, once', () => {
  expect(names({ ...agent('a', ['amount']), budget: { cost: 1 } })).toContain('exhausted:trouble')
  expect(names({ ...loop('l', []), budget: { cost: 1 } }).filter((name) => name.startsWith('exhausted'))).toEqual(['exhausted:path'])
})

test('a router has its branches in order and the rest', () => {
  expect(names({ id: 'r', kind: 'router', branches: [{ port: 'big', when: 'a' }, { port: 'small', when: 'b' }] })).toEqual(['big:path', 'small:path', 'default:path'])
})

test('review and check give feedback, and keep the verdict to the bundle', () => {
  expect(names(review('r', ['reply']))).toEqual(['feedback:value', 'pass:path', 'fail:path', 'error:trouble'])
  expect(madeBy(review('r', ['reply']), exercise)).toContain('verdict')
})

test('a loop gives what is made inside it', () => {
  expect(names(loop('l', [agent('w', ['reply'])]))).toEqual(['reply:value', 'done:path', 'exhausted:path', 'error:trouble'])
})

test('a tool gives what the exercise says it yields, and nothing while none is chosen', () => {
  expect(names({ id: 't', kind: 'tool', tool: 'orders' })).toContain('order:value')
  expect(names({ id: 't', kind: 'tool', tool: '' })).toEqual(['done:path', 'error:trouble'])
})

test('nothing leads into an input or a note', () => {
  expect(hasEntry(input('message'))).toBe(false)
  expect(hasEntry({ id: 'n', kind: 'note' })).toBe(false)
})

test('settings of the wrong shape do not break the ports', () => {
  expect(names({ id: 'r', kind: 'router', branches: 'many' })).toEqual(['default:path'])
  expect(names({ id: 'a', kind: 'agent', yields: { amount: 1 } })).toEqual(['done:path', 'error:trouble'])
})

test('a memory that reads may find nothing; one that writes goes on or fails', () => {
  expect(names({ id: 'm', kind: 'memory', action: 'read', values: ['amount'] })).toEqual(['amount:value', 'done:path', 'missing:path', 'error:trouble'])
  expect(names({ id: 'm', kind: 'memory', action: 'write', values: ['amount'] })).toEqual(['done:path', 'error:trouble'])
})

test('a sub-workflow gives what is taken over; a plan may also reach its limit', () => {
  expect(names({ id: 's', kind: 'subflow', workflow: 'x', yields: ['reply'] })).toEqual(['reply:value', 'done:path', 'error:trouble'])
  expect(names({ id: 's', kind: 'subflow', workflow: 'x', yields: [], budget: { calls: 2 } })).toEqual(['done:path', 'error:trouble', 'exhausted:trouble'])
  expect(names({ id: 'p', kind: 'plan', yields: ['reply'] })).toEqual(['reply:value', 'done:path', 'exhausted:path', 'error:trouble'])
})
