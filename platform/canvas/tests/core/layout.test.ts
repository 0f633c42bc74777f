import { expect, test } from 'vitest'
import { everyPlace, type WorkflowDocument } from '../../src/core/document.ts'
import { layersOf, layOut, withPlaces } from '../../src/core/layout.ts'
import { sizeOf } from '../../src/core/size.ts'
import { liftAbove, wrapRows } from '../../src/core/wrap.ts'
import { agent, input, makeDocument, makeExercise, makeLetters, wire } from './make.ts'

const exercise = makeExercise()

function overlaps(doc: WorkflowDocument): string[] {
  const boxes = everyPlace(doc).map(({ node, parent }) => ({ id: node.id, parent, ...doc.layout![node.id]!, ...sizeOf(node, doc, exercise) }))
  return boxes.flatMap((a) => boxes.filter((b) => a.id < b.id && a.parent === b.parent
    && a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height).map((b) => `${a.id}/${b.id}`))
}

test('nothing lies on anything else, inside containers too', () => {
  const doc = makeLetters()
  expect(overlaps({ ...doc, layout: layOut(doc, exercise) })).toEqual([])
})

test('a long chain is broken into rows that all start at the left edge', () => {
  const nodes = [input('message'), ...Array.from({ length: 14 }, (_, at) => agent(`a${at}`, ['amount']))]
  const edges = nodes.slice(1).map((node, at) => wire(at === 0 ? 'start.done' : `a${at - 1}.done`, node.id))
  const points = Object.values(layOut(makeDocument(nodes, edges), exercise))
  const starts = points.filter((point) => point.x === 0)
  expect(starts.length).toBeGreaterThan(1)
  expect(new Set(starts.map((point) => point.y)).size).toBe(starts.length)
  expect(Math.max(...points.map((point) => point.x))).toBeLessThan(14 * 304 * 0.6)
})

test('a node stands one layer after the latest before it, and a circle does not hang', () => {
  const doc = makeDocument([agent('a', []), agent('b', []), agent('c', [])], [wire('a.done', 'b'), wire('b.done', 'c'), wire('a.done', 'c'), wire('c.done', 'a')])
  const layers = layersOf({ ...doc, edges: doc.edges.slice(0, 3) })
  expect([layers.get('a'), layers.get('b'), layers.get('c')]).toEqual([0, 1, 2])
  expect(layersOf(doc).size).toBe(3)
})

test('places that a document brings are kept', () => {
  const doc = { ...makeLetters(), layout: { start: { x: 5, y: 6 }, analyst: { x: 7, y: 8 }, letters: { x: 9, y: 9 }, end: { x: 1, y: 1 } } }
  expect(withPlaces(doc, exercise).layout).toMatchObject(doc.layout)
  expect(withPlaces(doc, exercise).layout).toHaveProperty('writer')
})

test('columns keep how high their boxes stood to one another', () => {
  const points = wrapRows([{ id: 'a', x: 10, y: 50, width: 100, height: 40 }, { id: 'b', x: 300, y: 90, width: 100, height: 40 }])
  expect(points).toEqual({ a: { x: 0, y: 0 }, b: { x: 172, y: 40 } })
  expect(wrapRows([])).toEqual({})
})

test('a wire into a lower row goes above the highest box of that row, not of the next', () => {
  const box = (id: string, y: number, height: number) => ({ id, x: 0, y, width: 10, height })
  expect(liftAbove(box('pay', 130, 60), [box('frame', 100, 200), box('above', 0, 60), box('below', 400, 60)])).toBe(30)
  expect(liftAbove(box('alone', 50, 60), [])).toBe(0)
})
