import { expect, test } from 'vitest'
import { fitFor, fitWord } from '../../src/core/exercise.ts'
import { excerptOf, footOf } from '../../src/core/excerpt.ts'
import { makeNode, paletteOf, searchKinds } from '../../src/core/kinds.ts'
import { costText, secondsText } from '../../src/core/score.ts'
import { agent, makeExercise } from './make.ts'

const kinds = (list: { kind: string }[]) => list.map((info) => info.kind)

test('a first level sees few kinds first, and may reach for the rest', () => {
  const { first, more } = paletteOf(1)
  expect(kinds(first)).toEqual(['agent', 'check', 'review', 'input', 'output', 'note'])
  expect(kinds(more)).toContain('loop')
  expect(paletteOf(4).more).toEqual([])
})

test('an exercise that names its kinds decides', () => {
  expect(kinds(paletteOf(1, ['agent', 'loop']).first)).toEqual(['agent', 'loop'])
})

test('a kind is found by what it does', () => {
  expect(kinds(searchKinds(paletteOf(5).first, 'vote'))).toEqual(['map', 'join'])
  expect(searchKinds(paletteOf(5).first, 'zebra')).toEqual([])
})

test('memory, sub-workflow and plan stand in the palette in their families from the level that needs them', () => {
  const families = Object.fromEntries(paletteOf(4).first.map((info) => [info.kind, info.family]))
  expect(families).toMatchObject({ memory: 'keys', subflow: 'strings', plan: 'percussion' })
  expect(kinds(paletteOf(3).first)).not.toContain('plan')
})

test('two new nodes share no settings', () => {
  const [a, b] = [makeNode('agent', 'a'), makeNode('agent', 'b')]
  ;(a.yields as string[]).push('amount')
  expect(b.yields).toEqual([])
})

test('a craft fit is strong, fair or weak, and unknown where the exercise does not say', () => {
  const exercise = makeExercise()
  expect(fitWord(fitFor(exercise, exercise.roster[0], 'amount')!)).toBe('strong')
  expect(fitWord(fitFor(exercise, exercise.roster[0], 'reply')!)).toBe('weak')
  expect(fitFor(exercise, exercise.roster[0], 'message')).toBeUndefined()
})

test('a card says in a line what its node does and who does it', () => {
  const exercise = makeExercise()
  expect(footOf(agent('a', []), exercise)).toBe('Analyst, small model')
  expect(excerptOf({ id: 'm', kind: 'map', copies: 3 }, exercise)).toBe('3 copies')
  expect(excerptOf({ id: 'j', kind: 'join', wait: 2, merge: 'vote', values: ['amount'] }, exercise)).toBe('waits for 2, vote amount')
})

test('times and costs read like a person would say them', () => {
  expect([0, 0.44, 12.3, 60, 185].map(secondsText)).toEqual(['0 s', '0.4 s', '12 s', '1 min', '3 min 5 s'])
  expect([0, 0.0004, 1.5].map(costText)).toEqual(['€0', '€0.0004', '€1.50'])
})
