/** Whether two nodes may be wired, and if not, why: in words for the person holding the wire. */
import { placeOf, source, target, titleOf, type Edge, type Graph, type WorkflowDocument, type WorkflowNode } from './document.ts'
import type { Exercise } from './exercise.ts'
import { exitsOf, hasEntry } from './ports.ts'

/** Everything that can be reached from a node along the wires of its level, forwards or back. */
function reach(graph: Graph, from: string, direction: 'forward' | 'back'): Set<string> {
  const next = new Map<string, string[]>()
  for (const edge of graph.edges) {
    const [start, end] = direction === 'forward' ? [source(edge).node, target(edge).node] : [target(edge).node, source(edge).node]
    const list = next.get(start)
    if (list) list.push(end)
    else next.set(start, [end])
  }
  const reached = new Set<string>()
  const waiting = [from]
  while (waiting.length) {
    for (const id of next.get(waiting.pop()!) ?? []) {
      if (reached.has(id)) continue
      reached.add(id)
      waiting.push(id)
    }
  }
  return reached
}

/** Everything downstream of a node. */
export const downstream = (graph: Graph, from: string): Set<string> => reach(graph, from, 'forward')

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

/** All wires that could be drawn to and from a node. */
export function possibleWires(doc: WorkflowDocument, id: string, exercise: Exercise): { incoming: Edge[]; outgoing: Edge[] } {
  const place = placeOf(doc, id)
  if (!place) return { incoming: [], outgoing: [] }
  const { node, graph } = place
  const drawn = new Set(graph.edges.map((edge) => `${edge.from}>${target(edge).node}`))
  const after = reach(graph, id, 'forward')
  const before = reach(graph, id, 'back')
  const wires = (from: WorkflowNode, to: WorkflowNode): Edge[] =>
    exitsOf(from, exercise).filter((port) => !drawn.has(`${from.id}.${port.name}>${to.id}`)).map((port) => ({ from: `${from.id}.${port.name}`, to: `${to.id}.in` }))
  const others = graph.nodes.filter((other) => other.id !== id)
  return {
    incoming: hasEntry(node) ? others.filter((other) => !after.has(other.id)).flatMap((other) => wires(other, node)) : [],
    outgoing: others.filter((other) => hasEntry(other) && !before.has(other.id)).flatMap((other) => wires(node, other)),
  }
}
