/** Which ports a node has, and which values leave by them. */
import { text, texts, type Graph, type WorkflowNode } from './document.ts'
import type { Exercise } from './exercise.ts'
import { FALLIBLE } from './kinds.ts'

/** `value`: carries that value only. `path`: carries everything the node knows. `trouble`: a path taken when it fails. */
export type PortType = 'value' | 'path' | 'trouble'
export interface Port { name: string; type: PortType }

const value = (name: string): Port => ({ name, type: 'value' })
const path = (name: string): Port => ({ name, type: 'path' })
const trouble = (name: string): Port => ({ name, type: 'trouble' })

/** The names of a `set` node's or a policy's mapping. */
const keys = (mapping: unknown): string[] => (mapping && typeof mapping === 'object' && !Array.isArray(mapping) ? Object.keys(mapping) : [])

/** The branches of a router as stored. */
export function branches(node: WorkflowNode): { port: string; when: string }[] {
  if (!Array.isArray(node.branches)) return []
  return node.branches
    .filter((branch): branch is Record<string, unknown> => Boolean(branch) && typeof branch === 'object')
    .map((branch) => ({ port: text(branch.port), when: text(branch.when) }))
}

/** The values made inside a container. */
function madeInside(graph: Graph | undefined, exercise: Exercise): string[] {
  return [...new Set((graph?.nodes ?? []).flatMap((node) => madeBy(node, exercise)))]
}

/** The names of the values a node makes. */
export function madeBy(node: WorkflowNode, exercise: Exercise): string[] {
  switch (node.kind) {
    case 'input': case 'join': return texts(node.values)
    case 'agent': return texts(node.yields)
    case 'tool': {
      const tool = exercise.tools.find((entry) => entry.slug === node.tool)
      return tool ? [tool.yields] : []
    }
    case 'set': return keys(node.values)
    case 'check': case 'review': return ['feedback', 'verdict']
    case 'map': case 'loop': return madeInside(node.inside, exercise)
    case 'subflow': case 'plan': return texts(node.yields)
    case 'memory': return node.action === 'read' ? texts(node.values) : []
    default: return []
  }
}

function pathsOf(node: WorkflowNode): string[] {
  switch (node.kind) {
    case 'input': case 'agent': case 'tool': case 'set': case 'map': case 'join': case 'subflow': return ['done']
    case 'loop': case 'plan': return ['done', 'exhausted']
    case 'memory': return node.action === 'read' ? ['done', 'missing'] : ['done']
    case 'router': return [...branches(node).map((branch) => branch.port).filter(Boolean), 'default']
    case 'check': case 'review': return ['pass', 'fail']
    case 'human': return ['approved', 'rejected']
    default: return []
  }
}

/** The ports a value edge can leave by: what the node made, without the reserved verdict. */
function valuePorts(node: WorkflowNode, exercise: Exercise): string[] {
  return madeBy(node, exercise).filter((name) => name !== 'verdict')
}

/** A node's exits in the order they are drawn: values, paths, trouble. */
export function exitsOf(node: WorkflowNode, exercise: Exercise): Port[] {
  const paths = pathsOf(node)
  const exits = [...valuePorts(node, exercise).map(value), ...paths.map(path)]
  if (FALLIBLE.has(node.kind)) exits.push(trouble('error'))
  if (node.budget && !paths.includes('exhausted')) exits.push(trouble('exhausted'))
  const seen = new Set<string>()
  return exits.filter((port) => !seen.has(port.name) && seen.add(port.name))
}

/** Ports by which a node goes on without what it should have made: only what it received leaves there. */
const REFUSALS: ReadonlySet<string> = new Set(['error', 'exhausted', 'rejected', 'default', 'missing'])

/** Whether a path carries what the node made, and not only what it received. */
export const carriesMade = (node: WorkflowNode, port: string): boolean => !REFUSALS.has(port) || (node.kind === 'loop' && port === 'exhausted')

/** Whether wires can lead into the node. */
export const hasEntry = (node: WorkflowNode): boolean => node.kind !== 'input' && node.kind !== 'note'

/** The port an unattended wire leaves by: the usual way on. */
export function happyPort(node: WorkflowNode): string | undefined {
  return pathsOf(node)[0]
}

/** What kind of port this is; undefined where the node has none of that name. */
export function portType(node: WorkflowNode, name: string, exercise: Exercise): PortType | undefined {
  return exitsOf(node, exercise).find((port) => port.name === name)?.type
}
