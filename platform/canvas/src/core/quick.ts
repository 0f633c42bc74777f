/** Problems that can be seen without asking the server: said at once, while the server's answer is on its way. */
import {
  everyPlace, isContainer, source, target, text, texts, titleOf,
  type Place, type WorkflowDocument, type WorkflowNode,
} from './document.ts'
import type { Exercise, Problem } from './exercise.ts'
import { givenBy, runnableOf, slugsOf, swap } from './workflows.ts'
import { branches, exitsOf, hasEntry } from './ports.ts'
import { valuesReaching, variablesOf } from './upstream.ts'

type Finding = Omit<Problem, 'node' | 'severity'> & { severity?: Problem['severity'] }
const error = (code: string, field: string | null, message: string, remedy: string): Finding => ({ code, field, message, remedy })
const warning = (code: string, field: string | null, message: string, remedy: string): Finding => ({ code, field, message, remedy, severity: 'warning' })

function missingSettings(node: WorkflowNode): Finding[] {
  const found: Finding[] = []
  const needs = (field: string, message: string, remedy: string) => found.push(error(`missing_${field}`, field, message, remedy))
  if (node.kind === 'agent' || node.kind === 'review' || node.kind === 'plan') {
    if (!text(node.agent)) needs('agent', 'Nobody does this work yet.', 'Choose an agent from the roster.')
  }
  if (node.kind === 'agent') {
    if (!texts(node.yields).length) needs('yields', 'This agent is not asked for any value.', 'Tick the values it must return.')
    if (!text(node.instructions).trim()) found.push(warning('empty_instructions', 'instructions', 'The agent gets no instructions.', 'Say what to do, with which values.'))
  }
  if (node.kind === 'plan') {
    if (!texts(node.yields).length) needs('yields', 'The plan leads to no value.', 'Tick the values that must come out.')
    if (!texts(node.roster).length) needs('roster', 'The planner has nobody to give work to.', 'Tick agents of the roster.')
  }
  if (node.kind === 'memory') {
    if (!text(node.store)) needs('store', 'The memory has no store.', 'Name the store that the steps share.')
    if (!texts(node.values).length) needs('values', 'Nothing is remembered or looked up here.', 'Tick the values.')
  }
  if (node.kind === 'review') {
    if (!texts(node.on).length) needs('on', 'The review judges no value.', 'Tick the values to judge.')
    if (!text(node.criteria).trim()) found.push(warning('empty_criteria', 'criteria', 'The reviewer has no criteria.', 'Say what a good value holds, and what it must not hold.'))
  }
  if (node.kind === 'tool' && !text(node.tool)) needs('tool', 'No tool is chosen.', 'Choose the tool to call.')
  if (node.kind === 'check' && !texts(node.rules).length && !node.schema) needs('rules', 'The check tests nothing.', 'Add a rule.')
  if (node.kind === 'router' && !branches(node).length) needs('branches', 'The router has no branch but “default”.', 'Add a branch with its condition.')
  if (node.kind === 'output' && !texts(node.values).length) needs('values', 'Nothing is delivered here.', 'Tick the deliverables.')
  if (node.kind === 'map' && !text(node.over) && !node.copies) needs('over', 'The map does not know what to go through.', 'Choose a list, or a number of copies.')
  return found
}

/** What a subflow runs, and whether that gives what the subflow takes over. */
function running(doc: WorkflowDocument, node: WorkflowNode, exercise: Exercise): Finding[] {
  if (node.kind !== 'subflow') return []
  if (!text(node.workflow)) return [error('missing_workflow', 'workflow', 'It runs no workflow yet.', 'Choose one, or make a new one.')]
  const found = runnableOf(doc, exercise, node)
  if (!found) return [error('unknown_workflow', 'workflow', `There is no workflow “${text(node.workflow)}”.`, 'Choose another, or make a new one.')]
  if (!texts(node.yields).length) return [error('missing_yields', 'yields', 'Nothing comes back from it.', 'Tick the values that it gives.')]
  const given = new Set(givenBy(found.graph))
  return texts(node.yields).filter((name) => !given.has(name))
    .map((name) => error('no_such_output', 'yields', `“${found.title}” delivers no ${name}.`, 'Let its output deliver it, or tick another value.'))
}

function wiring(place: Place, exercise: Exercise): Finding[] {
  const { node, graph, parent } = place
  const found: Finding[] = []
  const entering = graph.edges.filter((edge) => target(edge).node === node.id)
  if (hasEntry(node) && !entering.length && parent === null) {
    found.push(error('not_wired', null, 'No wire leads here.', 'Connect it to what it needs.'))
  }
  const exits = new Set(exitsOf(node, exercise).map((port) => port.name))
  for (const edge of graph.edges) {
    const from = source(edge)
    if (from.node === node.id && !exits.has(from.port)) {
      found.push(error('unknown_port', from.port, `A wire leaves by “${from.port}”, which ${titleOf(node)} no longer has.`, 'Take the wire away, or bring the port back.'))
    }
  }
  if (isContainer(node) && !node.inside?.nodes.length) {
    found.push(error('empty_container', 'inside', 'There is nothing inside.', 'Add the node that should repeat.'))
  }
  return found
}

/** Values that a prompt names but no wire brings. */
export function unknownVariables(doc: WorkflowDocument, node: WorkflowNode, exercise: Exercise): string[] {
  const prompt = text(node.instructions)
  if (!prompt) return []
  const known = new Set(valuesReaching(doc, node.id, exercise).map((item) => item.name))
  return [...new Set(variablesOf(prompt).map((variable) => variable.name))].filter((name) => !known.has(name))
}

function variables(doc: WorkflowDocument, node: WorkflowNode, exercise: Exercise): Finding[] {
  return unknownVariables(doc, node, exercise).map((name) =>
    warning('unknown_variable', 'instructions', `{{${name}}} never arrives at this node.`, 'Wire the value to it, or take the variable out.'))
}

function wholeDocument(doc: WorkflowDocument): Finding[] {
  if (doc.fleet !== undefined) return []
  if (!doc.nodes.length) return [error('empty_document', null, 'The canvas is empty.', 'Add an input, an agent and an output, or start from a template.')]
  const found: Finding[] = []
  if (!doc.nodes.some((node) => node.kind === 'input')) found.push(error('no_input', null, 'There is no input: a case has nowhere to start.', 'Add an Input.'))
  if (!doc.nodes.some((node) => node.kind === 'output')) found.push(error('no_output', null, 'There is no output: nothing can be delivered.', 'Add an Output.'))
  return found
}

const seal = (node: string | null) => (finding: Finding): Problem => ({ severity: 'error', ...finding, node })

/** What can be said of the nodes of one workflow of the document. */
function ofWorkflow(view: WorkflowDocument, doc: WorkflowDocument, exercise: Exercise): Problem[] {
  return everyPlace(view).filter((place) => place.node.kind !== 'note').flatMap((place) => {
    const about = [...missingSettings(place.node), ...running(doc, place.node, exercise), ...wiring(place, exercise), ...variables(view, place.node, exercise)]
    return about.map(seal(place.node.id))
  })
}

/** Everything that can be said at once, in the order of the nodes, further workflows last. */
export function quickProblems(doc: WorkflowDocument, exercise: Exercise): Problem[] {
  const further = slugsOf(doc).flatMap((slug) => ofWorkflow(swap(doc, slug), doc, exercise))
  return [...wholeDocument(doc).map(seal(null)), ...ofWorkflow(doc, doc, exercise), ...further]
}

/** The server's word first; of the quick findings only those about a node and field that it did not speak of. */
export function mergeProblems(server: Problem[], quick: Problem[]): Problem[] {
  const key = (problem: Problem) => `${problem.node ?? ''}/${problem.field ?? ''}`
  const spoken = new Set(server.map(key))
  const nodes = new Set(server.map((problem) => problem.node))
  const rest = quick.filter((problem) => !spoken.has(key(problem)) && !(problem.field === null && nodes.has(problem.node)))
  return [...server, ...rest].sort((a, b) => Number(a.severity === 'warning') - Number(b.severity === 'warning'))
}
