import { expect, test } from 'vitest'
import { begin, close, DEPTH, record, redo, undo } from '../../src/core/history.ts'

test('undo and redo walk through the states and say what they undo', () => {
  let history = record(record(begin('a'), 'b', 'first'), 'c', 'second')
  history = undo(history)
  expect([history.present, history.future[0]?.label]).toEqual(['b', 'second'])
  expect(undo(history).present).toBe('a')
  expect(redo(history).present).toBe('c')
})

test('typing in one field is one step, until the field is left', () => {
  let history = begin('')
  for (const text of ['h', 'he', 'hey']) history = record(history, text, 'Write', 'a/instructions')
  expect(history.past).toHaveLength(1)
  history = record(close(history), 'hey!', 'Write', 'a/instructions')
  expect(history.past).toHaveLength(2)
  expect(undo(history).present).toBe('hey')
})

test('a change after undo forgets the future', () => {
  const history = record(undo(record(begin(1), 2, 'x')), 3, 'y')
  expect(history.future).toEqual([])
})

test('the past is a hundred steps deep', () => {
  let history = begin(0)
  for (let at = 1; at <= 150; at += 1) history = record(history, at, 'step')
  expect(history.past).toHaveLength(DEPTH)
  for (let at = 0; at < 150; at += 1) history = undo(history)
  expect(history.present).toBe(50)
})

test('a change that changes nothing is no step', () => {
  const history = begin('a')
  expect(record(history, 'a', 'nothing')).toBe(history)
})
