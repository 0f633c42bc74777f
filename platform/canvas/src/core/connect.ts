/** Whether two nodes may be wired, and if not, why: in words for the person holding the wire. */
import { placeOf, source, target, titleOf, type Edge, type Graph, type WorkflowDocument } from './document.ts'
import type { Exercise } from './exercise.ts'
import { exitsOf, hasEntry } from './ports.ts'

/** Everything that can be reached from a node along the wires of its level. */
export function downstream(graph: Graph, from: string): Set<string> {
  const reached = new Set<string>()
  const waiting = [from]
  while (waiting.length) {
    const at = waiting.pop()!
    for (const edge of graph.edges) {
      const next = target(edge).node
      if (source(edge).node === at && !reached.has(next)) {
        reached.add(next)
        waiting.push(next)
      }
    }
  }
  return reached
}

/** Why this wire cannot be drawn; null when it can. */
export function refusal(doc: WorkflowDocument, edge: Edge, exercise: Exercise): string | null {
  const from = source(edge)
  const to = target(edge)
  const start = placeOf(doc, from.node)
  const end = placeOf(doc, to.node)
  if (!start || !end) return 'That node is no longer there.'
  if (from.node === to.node) return 'A node cannot feed itself. Put it in a loop to repeat it.'
  if (!hasEntry(end.node)) {
    return end.node.kind === 'note' ? 'A note takes no wires.' : 'The input is where a case starts: nothing leads into it.'
  }
  if (start.parent !== end.parent) {
    return 'Wires do not cross the frame of a loop or map. Inside nodes already see everything the frame receives.'
  }
  if (!exitsOf(start.node, exercise).some((port) => port.name === from.port)) {
    return `${titleOf(start.node)} has no port “${from.port}”.`
  }
  if (start.graph.edges.some((other) => other.from === edge.from && target(other).node === to.node)) {
    return 'These two are already connected this way.'
  }
  if (downstream(start.graph, to.node).has(from.node)) {
    return 'This wire would run in a circle. Put the nodes in a loop to repeat them.'
  }
  return null
}

/** Where a port may lead: the nodes of its level that would take the wire. */
export function possibleTargets(doc: WorkflowDocument, from: string, exercise: Exercise): string[] {
  const start = placeOf(doc, source({ from, to: '' }).node)
  if (!start) return []
  return start.graph.nodes.filter((node) => refusal(doc, { from, to: `${node.id}.in` }, exercise) === null).map((node) => node.id)
}
