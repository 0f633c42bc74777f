import { describe, expect, test } from 'vitest'
import { cuttingFromText, fromText, toText } from '../../src/core/exchange.ts'
import { copyNodes } from '../../src/core/operations.ts'
import { makeLetters } from './make.ts'

test('a document comes back from its own text as it was', () => {
  const doc = makeLetters()
  expect(fromText(toText(doc))).toEqual({ ok: true, value: doc })
})

test('settings that the Studio does not know are kept', () => {
  const read = fromText('{"podium":1,"nodes":[{"id":"a","kind":"agent","future":{"x":1}}],"edges":[],"policy":{"redact":["personal"]}}')
  expect(read.ok && read.value.nodes[0]?.future).toEqual({ x: 1 })
  expect(read.ok && read.value.policy).toEqual({ redact: ['personal'] })
})

test('ends without a port get the usual one', () => {
  const read = fromText('{"podium":1,"nodes":[{"id":"a","kind":"agent"},{"id":"b","kind":"agent"}],"edges":[{"from":"a","to":"b"}]}')
  expect(read.ok && read.value.edges).toEqual([{ from: 'a.done', to: 'b.in' }])
})

describe('a text that is no workflow gets a clear answer:', () => {
  const deep = `{"podium":1,"nodes":[],"edges":[],"x":${'['.repeat(80)}${']'.repeat(80)}}`
  const cases: [string, string, RegExp][] = [
    ['no JSON', 'nodes: []', /not a JSON file/],
    ['another JSON', '{"a":1}', /not a workflow/],
    ['no list of nodes', '{"podium":1}', /no list of nodes/],
    ['a node without kind', '{"podium":1,"nodes":[{"id":"a"}]}', /lacks its id or its kind/],
    ['a bad id', '{"podium":1,"nodes":[{"id":"A b","kind":"agent"}]}', /cannot be a node's id/],
    ['two of one id', '{"podium":1,"nodes":[{"id":"a","kind":"agent"},{"id":"a","kind":"tool"}]}', /Two nodes/],
    ['too deep', deep, /nested too deeply/],
    ['too large', ' '.repeat(1_000_001), /larger than 1 MB/],
  ]
  test.each(cases)('%s', (_title, content, reason) => {
    const read = fromText(content)
    expect(read.ok ? '' : read.reason).toMatch(reason)
  })
})

test('a clipboard text is a cutting only if it is ours', () => {
  const cutting = copyNodes(makeLetters(), ['letters'])
  expect(cuttingFromText(JSON.stringify(cutting))?.nodes[0]?.id).toBe('letters')
  expect(cuttingFromText('hello')).toBeNull()
  expect(cuttingFromText('{"nodes":[{"id":"a","kind":"agent"}]}')).toBeNull()
})

test('places that are not numbers are left out', () => {
  const read = fromText('{"podium":1,"nodes":[{"id":"a","kind":"agent"}],"layout":{"a":{"x":"1","y":2},"b":{"x":1e999,"y":0}}}')
  expect(read.ok && read.value.layout).toEqual({})
})

test('further workflows, the fleet and blocks that the Studio does not know survive the round trip', () => {
  const doc = {
    podium: 1, title: 'A day', nodes: [], edges: [], layout: { sorter: { x: 1, y: 2 } },
    workflows: { sort: { title: 'Sort', version: '3', since: { later: true }, nodes: [{ id: 'sorter', kind: 'agent' }], edges: [{ from: 'sorter.done', to: 'sorter.in' }] } },
    fleet: { otherwise: 'sort', routing: [{ when: 'true', to: 'sort' }], people: [{ id: 'ann', from: '09:00', until: '17:00' }] },
    policy: { audit: ['tool'] }, orchestra: [{ plays: 'on' }],
  }
  const once = fromText(JSON.stringify(doc))
  expect(once.ok && JSON.parse(toText(once.value))).toEqual(doc)
})

test('an id that two workflows use, or a workflow that is none, is said with its name', () => {
  const graph = '{"nodes":[{"id":"a","kind":"agent"}],"edges":[]}'
  const twice = fromText(`{"podium":1,"nodes":[{"id":"a","kind":"agent"}],"edges":[],"workflows":{"sort":${graph}}}`)
  expect(twice.ok ? '' : twice.reason).toBe('In the workflow “sort”: Two nodes have the id “a”.')
  const none = fromText('{"podium":1,"nodes":[],"edges":[],"workflows":{"sort":7}}')
  expect(none.ok ? '' : none.reason).toContain('“sort” cannot be read')
})

test('a copied workflow brings its further workflows along', () => {
  const text = '{"podium":1,"nodes":[{"id":"p","kind":"subflow","workflow":"sort"}],"edges":[],"workflows":{"sort":{"nodes":[{"id":"a","kind":"agent"}],"edges":[]}}}'
  expect(Object.keys(cuttingFromText(text)?.workflows ?? {})).toEqual(['sort'])
})
