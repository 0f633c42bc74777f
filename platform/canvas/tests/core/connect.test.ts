import { describe, expect, test } from 'vitest'
import { possibleWires, refusal } from '../../src/core/connect.ts'
import { everyPlace } from '../../src/core/document.ts'
import { exitsOf } from '../../src/core/ports.ts'
import { agent, input, makeDocument, makeExercise, makeLetters, output, wire } from './make.ts'

const exercise = makeExercise()
const chain = makeDocument([input('message'), agent('a', ['amount']), agent('b', ['reply']), output('reply'), { id: 'n', kind: 'note' }], [wire('a.amount', 'b')])

describe('a wire is refused, with the reason,', () => {
  const cases: [string, string, string, RegExp][] = [
    ['from a node to itself', 'a.done', 'a', /feed itself/],
    ['into the input', 'a.done', 'start', /nothing leads into it/],
    ['into a note', 'a.done', 'n', /note takes no wires/],
    ['in a circle', 'b.done', 'a', /circle/],
    ['twice', 'a.amount', 'b', /already connected/],
    ['from a port that is not there', 'a.reply', 'b', /no port/],
    ['to a node that is gone', 'a.done', 'ghost', /no longer there/],
  ]
  test.each(cases)('%s', (_title, from, to, reason) => {
    expect(refusal(chain, wire(from, to), exercise)).toMatch(reason)
  })
  test('across a frame', () => {
    expect(refusal(makeLetters(), wire('start.message', 'writer'), exercise)).toMatch(/frame/)
  })
})

test('a wire forwards is taken, and two ports of one node may lead to the same node', () => {
  expect(refusal(chain, wire('start.message', 'a'), exercise)).toBeNull()
  expect(refusal(chain, wire('a.done', 'b'), exercise)).toBeNull()
})

test('the wires offered are just those that would not be refused', () => {
  for (const doc of [chain, makeLetters()]) {
    for (const { node, graph } of everyPlace(doc)) {
      const ends = (list: { from: string; to: string }[]) => list.map((edge) => `${edge.from}>${edge.to}`).sort()
      const all = graph.nodes.flatMap((other) => exitsOf(other, exercise).flatMap((port) => graph.nodes.map((goal) => wire(`${other.id}.${port.name}`, goal.id))))
      const taken = all.filter((edge) => refusal(doc, edge, exercise) === null)
      const { incoming, outgoing } = possibleWires(doc, node.id, exercise)
      expect(ends(incoming)).toEqual(ends(taken.filter((edge) => edge.to === `${node.id}.in`)))
      expect(ends(outgoing)).toEqual(ends(taken.filter((edge) => edge.from.startsWith(`${node.id}.`))))
    }
  }
})
