import { expect, test } from 'vitest'
import { sampleOf, shorten, valuesReaching, variablesOf } from '../../src/core/upstream.ts'
import { unknownVariables } from '../../src/core/quick.ts'
import { agent, input, makeDocument, makeExercise, makeLetters, nodeNamed, wire } from './make.ts'

const exercise = makeExercise()
const reaching = (doc: Parameters<typeof valuesReaching>[0], id: string) => valuesReaching(doc, id, exercise).map((item) => item.name).sort()

test('a value wire brings its value alone, a path wire everything known so far', () => {
  const doc = makeDocument([input('message', 'policy'), agent('a', ['amount']), agent('b', ['reply'])], [wire('start.message', 'a'), wire('a.done', 'b')])
  expect(reaching(doc, 'a')).toEqual(['message'])
  expect(reaching(doc, 'b')).toEqual(['amount', 'message'])
})

test('inside a loop, what the frame received and what an earlier turn made can be named', () => {
  expect(reaching(makeLetters(), 'writer')).toEqual(['amount', 'feedback', 'reply', 'verdict'])
})

test('a circle in a broken document ends the search', () => {
  const doc = makeDocument([agent('a', ['amount']), agent('b', ['reply'])], [wire('a.done', 'b'), wire('b.done', 'a')])
  expect(reaching(doc, 'a')).toContain('reply')
})

test('a variable that never arrives is named once', () => {
  const doc = makeDocument([input('message'), agent('a', ['amount'], '{{message}} {{order.id}} {{ order }}')], [wire('start.message', 'a')])
  expect(unknownVariables(doc, nodeNamed(doc, 'a'), exercise)).toEqual(['order'])
})

test('variables are found with their places, other braces are not', () => {
  expect(variablesOf('a {{x}} {y} {{ z.w }} {{}}').map(({ name, start }) => [name, start])).toEqual([['x', 2], ['z', 12]])
})

test('a sample is one short line from the first case that has the value', () => {
  const cases = [{ id: '1', title: '', suite: '', values: {} }, { id: '2', title: '', suite: '', values: { message: 'a\n  b' } }]
  expect(sampleOf('message', cases)).toBe('a b')
  expect(shorten('x'.repeat(100), 10)).toHaveLength(10)
  expect(shorten([])).toBe('empty list')
})

test('where nothing lay in the store, only what came in goes on', () => {
  const doc = makeDocument([input('message'), { id: 'recall', kind: 'memory', store: 's', action: 'read', values: ['order'] }, agent('a', ['amount']), agent('b', ['reply'])],
    [wire('start.done', 'recall'), wire('recall.done', 'a'), wire('recall.missing', 'b')])
  expect(reaching(doc, 'a')).toEqual(['message', 'order'])
  expect(reaching(doc, 'b')).toEqual(['message'])
})
