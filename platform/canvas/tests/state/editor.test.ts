import { beforeEach, expect, test } from 'vitest'
import type { WorkflowDocument } from '../../src/core/document.ts'
import { changeNode, removeNodes } from '../../src/core/operations.ts'
import { removeWorkflow } from '../../src/core/workflows.ts'
import { change, changeWhole, freeze, goTo, isReadOnly, openDocument, openWorkflow, redoStep, select, shown, stepBack, stepInto, undoStep, useEditor, whole } from '../../src/state/editor.ts'

const state = () => useEditor.getState()
const ids = (doc: WorkflowDocument) => doc.nodes.map((node) => node.id)

const nested: WorkflowDocument = {
  podium: 1, nodes: [{ id: 'part', kind: 'subflow', workflow: 'sort', yields: [] }], edges: [], layout: {},
  workflows: { sort: { nodes: [{ id: 'inner', kind: 'subflow', workflow: 'deep', yields: [] }], edges: [] }, deep: { nodes: [{ id: 'core', kind: 'note' }], edges: [] } },
}

beforeEach(() => openDocument(nested))

test('what is changed in an open workflow is changed in the document', () => {
  stepInto({ slug: 'sort', via: 'part' })
  expect(ids(shown(state()))).toEqual(['inner'])
  change('Rename', (doc) => changeNode(doc, 'inner', { label: 'Inner one' }))
  expect(whole(state()).workflows!.sort!.nodes[0]!.label).toBe('Inner one')
  expect(ids(whole(state()))).toEqual(['part'])
  expect(shown(state())).toBe(shown(state()))
})

test('nothing changed is no step of undo', () => {
  openWorkflow('sort')
  change('Nothing', (doc) => doc)
  expect(undoStep()).toBeNull()
})

test('undo goes to the workflow where the step can be seen', () => {
  openWorkflow('sort')
  change('Delete', (doc) => removeNodes(doc, ['inner']))
  stepBack(0)
  expect(undoStep()).toBe('Delete')
  expect(state().trail.map((step) => step.slug)).toEqual(['sort'])
  expect(ids(shown(state()))).toEqual(['inner'])
  stepBack(0)
  expect(redoStep()).toBe('Delete')
  expect(ids(shown(state()))).toEqual([])
})

test('a workflow that goes takes the canvas back to where the way still leads', () => {
  stepInto({ slug: 'sort', via: 'part' })
  stepInto({ slug: 'deep', via: 'inner' })
  changeWhole('Delete a workflow', (doc) => removeWorkflow(doc, 'deep'))
  expect(state().trail.map((step) => step.slug)).toEqual(['sort'])
  undoStep()
  expect(Object.keys(whole(state()).workflows!)).toEqual(['sort', 'deep'])
  expect(state().trail.at(-1)?.slug).toBe('deep')
})

test('a node is gone to in whichever workflow it stands, and one on the canvas without leaving it', () => {
  goTo('core')
  expect([state().trail.map((step) => step.slug), state().selected]).toEqual([['deep'], ['core']])
  goTo('part')
  expect([state().trail, state().selected]).toEqual([[], ['part']])
  stepInto({ slug: 'sort', via: 'part' })
  goTo('inner')
  expect(state().trail).toEqual([{ slug: 'sort', via: 'part' }])
})

test('a workflow of the exercise can be looked at, not changed', () => {
  const given: WorkflowDocument = { podium: 1, nodes: [{ id: 'part', kind: 'note' }], edges: [], layout: {} }
  stepInto({ slug: 'calc', via: 'part', given })
  change('Delete', (doc) => removeNodes(doc, ['part']))
  expect([isReadOnly(state()), shown(state()), whole(state())]).toEqual([true, given, nested])
})

test('another version opens at its main workflow', () => {
  openWorkflow('sort')
  select(['inner'])
  freeze({ what: 'run', id: 'r', document: nested })
  expect([state().trail, state().selected, isReadOnly(state())]).toEqual([[], [], true])
})
