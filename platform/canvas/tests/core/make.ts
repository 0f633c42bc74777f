/** Small documents and an exercise to test with. */
import { nodeOf, type Edge, type WorkflowDocument, type WorkflowNode } from '../../src/core/document.ts'
import type { Exercise } from '../../src/core/exercise.ts'
import type { EventType, Path, RunEvent } from '../../src/core/run.ts'

export function makeExercise(changes: Partial<Exercise> = {}): Exercise {
  const item = (name: string, type: string, source: string, craft: string | null = null) =>
    ({ name, title: name, type, source, labels: [], values: [], fields: [], made_by_craft: craft })
  return {
    slug: 'desk', title: 'The desk', level: 4,
    data: [item('message', 'text', 'case'), item('policy', 'text', 'case'), item('order', 'record', 'tool:orders'), item('amount', 'money', 'work', 'finance'), item('reply', 'text', 'work', 'writing')],
    roster: [{ slug: 'analyst', title: 'Analyst', crafts: { finance: 0.9, writing: 0.4 } }],
    tools: [{ slug: 'orders', title: 'Orders', needs: ['message'], yields: 'order', effect: false, outside: false, seconds: 1 }],
    models: [{ slug: 'small', title: 'Small model', cost: 0.001 }], deliverables: [{ name: 'reply', compare: 'statements', weight: 1 }],
    policies: [], budget: {}, starter: makeDocument([], []), ...changes,
  }
}

export const makeDocument = (nodes: WorkflowNode[], edges: Edge[], more: Partial<WorkflowDocument> = {}): WorkflowDocument =>
  ({ podium: 1, nodes, edges, layout: {}, ...more })

export const input = (...values: string[]): WorkflowNode => ({ id: 'start', kind: 'input', values })
export const output = (...values: string[]): WorkflowNode => ({ id: 'end', kind: 'output', values })
export const agent = (id: string, yields: string[], instructions = 'Do it.'): WorkflowNode =>
  ({ id, kind: 'agent', agent: 'analyst', model: 'small', yields, instructions })
export const review = (id: string, on: string[]): WorkflowNode => ({ id, kind: 'review', agent: 'analyst', on, criteria: 'It is right.' })
export const loop = (id: string, nodes: WorkflowNode[], edges: Edge[] = []): WorkflowNode =>
  ({ id, kind: 'loop', until: "verdict == 'pass'", max: 2, inside: { nodes, edges } })
export const wire = (from: string, to: string): Edge => ({ from, to: to.includes('.') ? to : `${to}.in` })

/** Input, a writer in a loop with its reviewer, output. */
export function makeLetters(): WorkflowDocument {
  return makeDocument(
    [input('message', 'policy'), agent('analyst', ['amount']), loop('letters', [agent('writer', ['reply']), review('reader', ['reply'])], [wire('writer.reply', 'reader')]), output('reply')],
    [wire('start.message', 'analyst'), wire('analyst.amount', 'letters'), wire('letters.done', 'end')],
  )
}

let seq = 0
export const event = (at: number, type: EventType, node: string | null = null, data: Record<string, unknown> = {}, path: Path = []): RunEvent =>
  ({ seq: seq++, at, type, node, path, data })

/** The node of that id; fails the test where there is none. */
export function nodeNamed(doc: WorkflowDocument, id: string): WorkflowNode {
  const found = nodeOf(doc, id)
  if (!found) throw new Error(`no node ${id}`)
  return found
}
