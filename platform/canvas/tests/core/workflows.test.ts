import { describe, expect, it } from 'vitest'
import { allNodes, nodeAnywhere, type WorkflowDocument } from '../../src/core/document.ts'
import { addNode, freshId, pasteNodes, copyNodes, removeNodes } from '../../src/core/operations.ts'
import { quickProblems } from '../../src/core/quick.ts'
import {
  addWorkflow, foreignSubflows, freshSlug, givenBy, homeOf, removeWorkflow, renameWorkflow, runFrom, runnableOf, slugRefusal, swap, takenBy, usersOf, whereDiffers,
} from '../../src/core/workflows.ts'
import { agent, input, makeDocument, makeExercise, output, wire } from './make.ts'

const exercise = makeExercise()

/** A document whose subflow `part` runs the workflow `sort`. */
function makeNested(more: Partial<WorkflowDocument> = {}): WorkflowDocument {
  return makeDocument(
    [input('message'), { id: 'part', kind: 'subflow', workflow: 'sort', yields: ['amount'] }, output('amount')],
    [wire('start.done', 'part'), wire('part.done', 'end')],
    {
      layout: { part: { x: 1, y: 2 }, sorter: { x: 3, y: 4 } },
      workflows: {
        sort: {
          title: 'Sort it', version: '2', nodes: [{ id: 'inlet', kind: 'input', values: ['message'] }, agent('sorter', ['amount'], 'Sort {{message}}.'), { id: 'outlet', kind: 'output', values: ['amount'] }],
          edges: [wire('inlet.done', 'sorter'), wire('sorter.done', 'outlet')],
        },
        other: { nodes: [], edges: [] },
      },
      ...more,
    },
  )
}

describe('a further workflow in front', () => {
  it('is seen as the document, and a second swap undoes the first', () => {
    const doc = makeNested()
    const view = swap(doc, 'sort')
    expect(view.nodes.map((node) => node.id)).toEqual(['inlet', 'sorter', 'outlet'])
    expect(swap(view, 'sort')).toEqual(doc)
    expect(Object.keys(swap(view, 'sort').workflows!)).toEqual(['sort', 'other'])
  })

  it('keeps ids unique over the whole document', () => {
    const view = swap(makeNested(), 'sort')
    expect(freshId(view, 'part')).toBe('part_2')
    expect(freshId(makeNested(), 'sorter')).toBe('sorter_2')
    const grown = swap(addNode(view, 'input', { x: 0, y: 0 }).doc, 'sort')
    const ids = allNodes(grown).map((node) => node.id)
    expect(new Set(ids).size).toBe(ids.length)
  })

  it('keeps the places of the others when a node is removed', () => {
    const doc = swap(removeNodes(swap(makeNested(), 'sort'), ['sorter']), 'sort')
    expect(doc.layout).toEqual({ part: { x: 1, y: 2 } })
    expect(doc.workflows!.sort).toMatchObject({ title: 'Sort it', version: '2' })
  })
})

describe('further workflows', () => {
  it('know where a node stands, who runs them, what they take and give', () => {
    const doc = makeNested()
    expect([homeOf(doc, 'part'), homeOf(doc, 'sorter'), homeOf(doc, 'nobody')]).toEqual([null, 'sort', undefined])
    expect(usersOf(doc, 'sort').map((node) => node.id)).toEqual(['part'])
    expect([takenBy(doc.workflows!.sort!), givenBy(doc.workflows!.sort!)]).toEqual([['message'], ['amount']])
  })

  it('are added with an input and an output of fresh names', () => {
    const doc = addWorkflow(makeNested(), 'new', 'New one', ['policy'], ['reply'])
    expect(doc.workflows!.new!.nodes).toEqual([{ id: 'start_2', kind: 'input', values: ['policy'] }, { id: 'end_2', kind: 'output', values: ['reply'] }])
    expect(freshSlug(doc, 'New', [])).toBe('new-2')
    expect(freshSlug(doc, 'Über all!', ['ber-all'])).toBe('ber-all-2')
  })

  it('are renamed, and subflows and the fleet follow, in the same order', () => {
    const fleet = { otherwise: 'sort', routing: [{ when: 'true', to: 'other' }, { when: 'x', to: 'sort', priority: 2 }], quotas: {} }
    const doc = renameWorkflow(makeNested({ fleet }), 'sort', 'triage')
    expect(Object.keys(doc.workflows!)).toEqual(['triage', 'other'])
    expect(nodeAnywhere(doc, 'part')!.workflow).toBe('triage')
    expect(doc.fleet).toEqual({ otherwise: 'triage', routing: [{ when: 'true', to: 'other' }, { when: 'x', to: 'triage', priority: 2 }], quotas: {} })
  })

  it('refuse a name that is taken or cannot be one', () => {
    const doc = makeNested()
    expect(slugRefusal(doc, 'sort', 'other')).toContain('already')
    expect(slugRefusal(doc, 'sort', 'Sort it')).toContain('small letters')
    expect(renameWorkflow(doc, 'sort', 'other')).toBe(doc)
  })

  it('are removed with the places of their nodes, and the block goes with the last', () => {
    const doc = removeWorkflow(removeWorkflow(makeNested(), 'other'), 'sort')
    expect('workflows' in doc).toBe(false)
    expect(doc.layout).toEqual({ part: { x: 1, y: 2 } })
    expect(nodeAnywhere(doc, 'part')!.workflow).toBe('sort')
  })

  it('tell where two documents differ, also by a place alone', () => {
    const doc = makeNested()
    const moved = { ...doc, layout: { ...doc.layout, sorter: { x: 9, y: 9 } } }
    expect(whereDiffers(doc, moved)).toEqual(['sort'])
    expect(whereDiffers(doc, { ...doc, nodes: [...doc.nodes] })).toEqual([null])
    expect(whereDiffers(doc, removeWorkflow(doc, 'other'))).toEqual(['other'])
  })

  it('go along when their subflow is copied, under fresh ids, and an own one of that name stays', () => {
    const doc = makeNested()
    const cutting = { ...copyNodes(doc, ['part'])!, workflows: runFrom(doc, { nodes: [nodeAnywhere(doc, 'part')!], edges: [] }) }
    const elsewhere = makeDocument([{ id: 'sorter', kind: 'note' }], [])
    const pasted = pasteNodes(elsewhere, cutting).doc
    expect(pasted.workflows!.sort!.nodes.map((node) => node.id)).toEqual(['inlet', 'sorter_2', 'outlet'])
    expect(pasted.workflows!.sort!.edges).toEqual([wire('inlet.done', 'sorter_2'), wire('sorter_2.done', 'outlet')])
    const again = pasteNodes(doc, cutting).doc
    expect(again.workflows).toEqual(doc.workflows)
  })
})

describe('what a subflow runs', () => {
  it('is found in the document first, then in what the exercise brings, by version', () => {
    const given = [{ slug: 'calc', version: '1', nodes: [], edges: [] }, { slug: 'calc', version: '2', title: 'Calculate', nodes: [], edges: [] }, { slug: 'sort', nodes: [], edges: [] }]
    const rich = makeExercise({ workflows: given })
    const doc = makeNested()
    const run = (workflow: string, version = '') => runnableOf(doc, rich, { id: 's', kind: 'subflow', workflow, version })
    expect(run('sort')).toMatchObject({ isGiven: false, title: 'Sort it' })
    expect(run('calc')).toMatchObject({ isGiven: true, title: 'Calculate' })
    expect(run('calc', '1')!.graph.version).toBe('1')
    expect(run('calc', '9')).toBeUndefined()
    expect(run('')).toBeUndefined()
    expect([...foreignSubflows({ ...doc, nodes: [...doc.nodes, { id: 's', kind: 'subflow', workflow: 'calc' }] })]).toEqual(['s'])
  })

  it('is held against what is taken over, at once', () => {
    const codes = (doc: WorkflowDocument) => quickProblems(doc, exercise).map((problem) => `${problem.node}/${problem.code}`)
    expect(codes(makeNested())).toEqual([])
    const wrong = makeNested()
    const part = (settings: Record<string, unknown>) => ({ ...wrong, nodes: wrong.nodes.map((node) => (node.id === 'part' ? { ...node, ...settings } : node)) })
    expect(codes(part({ yields: ['reply'] }))).toContain('part/no_such_output')
    expect(codes(part({ workflow: 'gone' }))).toContain('part/unknown_workflow')
    expect(codes(part({ workflow: '' }))).toContain('part/missing_workflow')
  })

  it('is looked through for problems too', () => {
    const doc = makeNested()
    doc.workflows!.sort!.nodes[1]!.agent = ''
    expect(quickProblems(doc, exercise).map((problem) => `${problem.node}/${problem.code}`)).toEqual(['sorter/missing_agent'])
  })
})
