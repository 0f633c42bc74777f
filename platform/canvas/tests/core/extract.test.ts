import { describe, expect, it } from 'vitest'
import { allNodes, type WorkflowDocument } from '../../src/core/document.ts'
import { extract } from '../../src/core/extract.ts'
import { quickProblems } from '../../src/core/quick.ts'
import { agent, input, makeDocument, makeExercise, makeLetters, nodeNamed, output, wire } from './make.ts'

const exercise = makeExercise()

function makeChain(): WorkflowDocument {
  return makeDocument(
    [input('message', 'policy'), agent('analyst', ['amount'], 'Use {{policy}}.'), agent('writer', ['reply'], 'Tell {{amount}}.'), output('reply')],
    [wire('start.done', 'analyst'), wire('analyst.done', 'writer'), wire('writer.done', 'end')],
    { layout: { analyst: { x: 400, y: 100 }, writer: { x: 700, y: 100 } } },
  )
}

function taken(doc: WorkflowDocument, ids: string[]): WorkflowDocument {
  const result = extract(doc, ids, 'part', exercise)
  if (!result.ok) throw new Error(result.reason)
  return result.doc
}

describe('making a sub-workflow of nodes', () => {
  it('puts a subflow in their place that takes what they use and gives what is used after', () => {
    const doc = taken(makeChain(), ['analyst', 'writer'])
    expect(doc.nodes.map((node) => node.id)).toEqual(['start', 'end', 'part'])
    expect(nodeNamed(doc, 'part')).toMatchObject({ kind: 'subflow', workflow: 'part', yields: ['reply'] })
    expect(doc.edges).toEqual([wire('start.done', 'part'), wire('part.done', 'end')])
    const part = doc.workflows!.part!
    expect(part.nodes.map((node) => node.id)).toEqual(['start_2', 'analyst', 'writer', 'end_2'])
    expect(part.nodes[0]!.values).toEqual(['policy'])
    expect(part.nodes[3]!.values).toEqual(['reply'])
    expect(part.edges).toEqual([wire('start_2.done', 'analyst'), wire('analyst.done', 'writer'), wire('writer.done', 'end_2')])
  })

  it('leaves nothing wrong behind, and loses no node', () => {
    const before = makeChain()
    const doc = taken(before, ['analyst'])
    expect(quickProblems(doc, exercise)).toEqual([])
    for (const node of before.nodes) expect(allNodes(doc).map((each) => each.id)).toContain(node.id)
    expect(doc.workflows!.part!.nodes.find((node) => node.id === 'analyst')).toBe(before.nodes[1])
  })

  it('goes in and out by single values where they did', () => {
    const doc = taken({ ...makeChain(), edges: [wire('start.policy', 'analyst'), wire('analyst.amount', 'writer'), wire('writer.done', 'end')] }, ['analyst'])
    expect(doc.edges).toContainEqual(wire('start.policy', 'part'))
    expect(doc.edges).toContainEqual(wire('part.amount', 'writer'))
    expect(doc.workflows!.part!.edges).toEqual([wire('start_2.policy', 'analyst'), wire('analyst.amount', 'end_2')])
  })

  it('works inside a loop, where a node starts without a wire', () => {
    const doc = taken(makeLetters(), ['writer'])
    const loop = nodeNamed(doc, 'letters')
    expect(loop.inside!.nodes.map((node) => node.kind)).toEqual(['review', 'subflow'])
    expect(doc.workflows!.part!.edges).toContainEqual(wire('start_2.done', 'writer'))
  })

  const refusals: [string, () => WorkflowDocument, string[], string][] = [
    ['an input', makeChain, ['start', 'analyst'], 'stays where it is'],
    ['nodes with another between', () => ({ ...makeDocument([input('message'), agent('a', ['amount']), agent('b', ['reply']), agent('c', ['reply']), output('reply')],
      [wire('start.done', 'a'), wire('a.done', 'b'), wire('b.done', 'c'), wire('c.done', 'end')]) }), ['a', 'c'], 'Another node stands between'],
    ['nodes on both sides of a frame', makeLetters, ['analyst', 'writer'], 'side by side'],
    ['a node that leads out in two ways', () => ({ ...makeChain(), edges: [...makeChain().edges, wire('writer.error', 'end')] }), ['writer'], 'one way out'],
    ['nothing', makeChain, [], 'Nothing is selected'],
  ]
  it.each(refusals)('refuses %s, and says why', (_what, make, ids, words) => {
    const result = extract(make(), ids, 'part', exercise)
    expect(result.ok ? '' : result.reason).toContain(words)
  })
})
