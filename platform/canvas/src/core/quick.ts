/** Problems that can be seen without asking the server: said at once, while the server's answer is on its way. */
import {
  everyPlace, isContainer, source, target, text, texts, titleOf,
  type Place, type WorkflowDocument, type WorkflowNode,
} from './document.ts'
import type { Exercise, Problem } from './exercise.ts'
import { branches, exitsOf, hasEntry } from './ports.ts'
import { valuesReaching, variablesOf } from './upstream.ts'

type Finding = Omit<Problem, 'node' | 'severity'> & { severity?: Problem['severity'] }
const error = (code: string, field: string | null, message: string, remedy: string): Finding => ({ code, field, message, remedy })
const warning = (code: string, field: string | null, message: string, remedy: string): Finding => ({ code, field, message, remedy, severity: 'warning' })

function missingSettings(node: WorkflowNode): Finding[] {
  const found: Finding[] = []
  const needs = (field: string, message: string, remedy: string) => found.push(error(`missing_${field}`, field, message, remedy))
  if (node.kind === 'agent' || node.kind === 'review') {
    if (!text(node.agent)) needs('agent', 'Nobody does this work yet.', 'Choose an agent from the roster.')
  }
  if (node.kind === 'agent') {
    if (!texts(node.yields).length) needs('yields', 'This agent is not asked for any value.', 'Tick the values it must return.')
    if (!text(node.instructions).trim()) found.push(warning('empty_instructions', 'instructions', 'The agent gets no instructions.', 'Say what to do, with which values.'))
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
  if (!doc.nodes.length) return [error('empty_document', null, 'The canvas is empty.', 'Add an input, an agent and an output, or start from a template.')]
  const found: Finding[] = []
  if (!doc.nodes.some((node) => node.kind === 'input')) found.push(error('no_input', null, 'There is no input: a case has nowhere to start.', 'Add an Input.'))
  if (!doc.nodes.some((node) => node.kind === 'output')) found.push(error('no_output', null, 'There is no output: nothing can be delivered.', 'Add an Output.'))
  return found
}

/** Everything that can be said at once, in the order of the nodes. */
export function quickProblems(doc: WorkflowDocument, exercise: Exercise): Problem[] {
  const seal = (node: string | null) => (finding: Finding): Problem => ({ severity: 'error', ...finding, node })
  const found = wholeDocument(doc).map(seal(null))
  for (const place of everyPlace(doc)) {
    if (place.node.kind === 'note') continue
    const about = [...missingSettings(place.node), ...wiring(place, exercise), ...variables(doc, place.node, exercise)]
    found.push(...about.map(seal(place.node.id)))
  }
  return found
}

/** The server's word first; of the quick findings only those about a node and field that it did not speak of. */
export function mergeProblems(server: Problem[], quick: Problem[]): Problem[] {
  const key = (problem: Problem) => `${problem.node ?? ''}/${problem.field ?? ''}`
  const spoken = new Set(server.map(key))
  const nodes = new Set(server.map((problem) => problem.node))
  const rest = quick.filter((problem) => !spoken.has(key(problem)) && !(problem.field === null && nodes.has(problem.node)))
  return [...server, ...rest].sort((a, b) => Number(a.severity === 'warning') - Number(b.severity === 'warning'))
}
