import { expect, test } from 'vitest'
import { everyNode, nodeOf } from '../../src/core/document.ts'
import * as operation from '../../src/core/operations.ts'
import { agent, input, makeDocument, makeLetters, output, wire } from './make.ts'

test('a new node gets an id that nothing in the document has, containers included', () => {
  const { doc, id } = operation.addNode(makeLetters(), 'agent', { x: 0, y: 0 }, null, { label: 'Writer' })
  expect(id).toBe('writer_2')
  expect(new Set(everyNode(doc).map((node) => node.id)).size).toBe(everyNode(doc).length)
})

test('an id is made of a name in any script', () => {
  const doc = makeDocument([], [])
  expect(operation.freshId(doc, 'Größe prüfen!')).toMatch(/^[a-z][a-z0-9_]*$/)
  expect(operation.freshId(doc, '订单')).toBe('node')
  expect(operation.freshId(doc, '9 lives')).toBe('lives')
})

test('an operation leaves the document it was given alone', () => {
  const before = makeLetters()
  const copy = structuredClone(before)
  operation.removeNodes(before, ['letters'])
  operation.changeNode(before, 'writer', { model: 'large' })
  operation.moveToLevel(before, 'analyst', 'letters', { x: 0, y: 0 })
  expect(before).toEqual(copy)
})

test('removing a node takes its wires and its place with it, and a container its inside', () => {
  const doc = operation.removeNodes(operation.placeAt(makeLetters(), { writer: { x: 1, y: 1 }, start: { x: 2, y: 2 } }), ['letters'])
  expect(everyNode(doc).map((node) => node.id)).toEqual(['start', 'analyst', 'end'])
  expect(doc.edges).toEqual([wire('start.message', 'analyst')])
  expect(doc.layout).toEqual({ start: { x: 2, y: 2 } })
})

test('a setting set to nothing is taken away, deep inside a container too', () => {
  const doc = operation.changeNode(makeLetters(), 'writer', { instructions: undefined, model: 'large' })
  expect(nodeOf(doc, 'writer')).not.toHaveProperty('instructions')
  expect(nodeOf(doc, 'writer')?.model).toBe('large')
})

test('moving a node into a frame takes away the wires that would cross it', () => {
  const doc = operation.moveToLevel(makeLetters(), 'analyst', 'letters', { x: 10, y: 70 })
  expect(nodeOf(doc, 'letters')?.inside?.nodes.map((node) => node.id)).toContain('analyst')
  expect(doc.edges).toEqual([wire('letters.done', 'end')])
})

test('a container does not move into itself or its own inside', () => {
  const doc = makeLetters()
  expect(operation.moveToLevel(doc, 'letters', 'letters', { x: 0, y: 0 })).toBe(doc)
})

test('what is copied keeps the wires among it and gets fresh ids, inside too', () => {
  const before = makeLetters()
  const { doc, ids } = operation.duplicate(before, ['analyst', 'letters'])
  expect(ids).toEqual(['analyst_2', 'letters_2'])
  expect(doc.edges).toContainEqual(wire('analyst_2.amount', 'letters_2'))
  expect(nodeOf(doc, 'letters_2')?.inside?.edges).toEqual([wire('writer_2.reply', 'reader_2')])
})

test('nodes of another level are not copied along', () => {
  const cutting = operation.copyNodes(makeLetters(), ['start', 'writer'])
  expect(cutting?.nodes.map((node) => node.id)).toEqual(['start'])
})

test('a node put on a wire stands between its two ends', () => {
  const doc = makeDocument([input('message'), agent('a', ['reply']), output('reply')], [wire('start.message', 'end')])
  expect(operation.insertOnEdge(doc, doc.edges[0]!, 'a', 'done').edges).toEqual([wire('start.message', 'a'), wire('a.done', 'end')])
})

test('wires follow a port that gets another name', () => {
  const doc = makeDocument([{ id: 'r', kind: 'router', branches: [{ port: 'big', when: 'true' }] }, output('reply')], [wire('r.big', 'end')])
  expect(operation.renamePort(doc, 'r', 'big', 'large').edges).toEqual([wire('r.large', 'end')])
})
