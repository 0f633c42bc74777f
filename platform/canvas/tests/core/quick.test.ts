import { expect, test } from 'vitest'
import type { Problem } from '../../src/core/exercise.ts'
import { mergeProblems, quickProblems } from '../../src/core/quick.ts'
import { agent, input, makeDocument, makeExercise, makeLetters, output, wire } from './make.ts'

const exercise = makeExercise()
const codes = (doc: Parameters<typeof quickProblems>[0]) => quickProblems(doc, exercise).map((problem) => `${problem.node ?? ''}:${problem.code}`)

test('a sound workflow has no problems', () => {
  expect(codes(makeLetters())).toEqual([])
})

test('an empty canvas says what to add', () => {
  const [problem] = quickProblems(makeDocument([], []), exercise)
  expect(problem?.code).toBe('empty_document')
  expect(problem?.remedy).toMatch(/template/)
})

test('each thing that is missing is said of its node and field', () => {
  const doc = makeDocument([input('message'), { id: 'a', kind: 'agent' }, { id: 't', kind: 'tool' }, output()], [])
  expect(codes(doc)).toEqual(expect.arrayContaining(['a:missing_agent', 'a:missing_yields', 'a:not_wired', 't:missing_tool', 'end:missing_values', 'end:not_wired']))
})

test('a wire from a port that is gone is a problem of the node that lost it', () => {
  const doc = makeDocument([input('message'), agent('a', ['amount']), output('reply')], [wire('start.message', 'a'), wire('a.reply', 'end')])
  expect(codes(doc)).toEqual(['a:unknown_port'])
})

test('inside nodes need no wire: they start with their frame', () => {
  expect(codes(makeLetters()).filter((code) => code.startsWith('writer'))).toEqual([])
})

test('the server has the last word about a node and field, and errors come first', () => {
  const problem = (node: string, field: string | null, severity: Problem['severity'], code: string): Problem => ({ code, node, field, severity, message: '', remedy: '' })
  const merged = mergeProblems(
    [problem('a', 'instructions', 'warning', 'server_words')],
    [problem('a', 'instructions', 'warning', 'quick_words'), problem('b', 'tool', 'error', 'missing_tool')],
  )
  expect(merged.map((item) => item.code)).toEqual(['missing_tool', 'server_words'])
})
