/** Layout by ELK in a worker: layered, ports in their order; the line is then broken into rows. Loaded on the first Tidy. */
import ELK, { type ElkNode } from 'elkjs/lib/elk-api.js'
import { isContainer, source, target, type Graph, type Point, type WorkflowDocument } from '../core/document.ts'
import type { Exercise } from '../core/exercise.ts'
import { exitsOf, hasEntry } from '../core/ports.ts'
import { inFrame } from '../core/layout.ts'
import { exitOffset, sizeOf } from '../core/size.ts'
import { wrapRows } from '../core/wrap.ts'

const LIMIT = 5000

let elk: InstanceType<typeof ELK> | null = null

function engine(): InstanceType<typeof ELK> {
  elk ??= new ELK({ workerFactory: () => new Worker(new URL('elkjs/lib/elk-worker.min.js', import.meta.url)) })
  return elk
}

const OPTIONS = {
  'elk.algorithm': 'layered', 'elk.direction': 'RIGHT',
  'elk.spacing.nodeNode': '36', 'elk.layered.spacing.nodeNodeBetweenLayers': '72', 'elk.layered.spacing.edgeNodeBetweenLayers': '28',
  'elk.layered.nodePlacement.strategy': 'NETWORK_SIMPLEX', 'elk.layered.considerModelOrder.strategy': 'NODES_AND_EDGES',
}

function toElk(graph: Graph, doc: WorkflowDocument, exercise: Exercise): ElkNode {
  const there = new Set(graph.nodes.map((node) => node.id))
  return {
    id: 'root',
    layoutOptions: OPTIONS,
    children: graph.nodes.map((node) => {
      const size = sizeOf(node, doc, exercise)
      const exits = exitsOf(node, exercise).map((port, at) => ({ id: `${node.id}.${port.name}`, x: size.width, y: exitOffset(node, at), width: 1, height: 1, layoutOptions: { 'elk.port.side': 'EAST' } }))
      const entry = hasEntry(node) ? [{ id: `${node.id}.in`, x: 0, y: 23, width: 1, height: 1, layoutOptions: { 'elk.port.side': 'WEST' } }] : []
      return { id: node.id, ...size, ports: [...entry, ...exits], layoutOptions: { 'elk.portConstraints': 'FIXED_POS' } }
    }),
    edges: graph.edges.filter((edge) => there.has(source(edge).node) && there.has(target(edge).node)).map((edge, at) => ({
      id: `e${at}`,
      sources: [exitsOf(graph.nodes.find((node) => node.id === source(edge).node)!, exercise).some((port) => port.name === source(edge).port) ? edge.from : source(edge).node],
      targets: [`${target(edge).node}.in`],
    })),
  }
}

async function place(graph: Graph, doc: WorkflowDocument, exercise: Exercise, isInside: boolean): Promise<Record<string, Point>> {
  const root = toElk(graph, doc, exercise)
  const laid = await Promise.race([
    engine().layout(root),
    new Promise<never>((_resolve, reject) => setTimeout(() => reject(new Error('Layout took too long')), LIMIT)),
  ])
  const children = laid.children ?? []
  const left = Math.min(...children.map((child) => child.x ?? 0))
  const top = Math.min(...children.map((child) => child.y ?? 0))
  const boxes = children.map((child) => ({ id: child.id, x: (child.x ?? 0) - left, y: (child.y ?? 0) - top, width: child.width ?? 0, height: child.height ?? 0 }))
  return isInside ? inFrame(boxes) : wrapRows(boxes)
}

/** Places for every node, containers' insides first. Fails when the worker does or takes longer than five seconds. */
export async function layOutWithElk(doc: WorkflowDocument, exercise: Exercise): Promise<Record<string, Point>> {
  const points: Record<string, Point> = {}
  const level = async (graph: Graph, isInside: boolean): Promise<void> => {
    for (const node of graph.nodes) if (isContainer(node) && node.inside) await level(node.inside, true)
    if (graph.nodes.length) Object.assign(points, await place(graph, { ...doc, layout: { ...points } }, exercise, isInside))
  }
  await level(doc, false)
  return points
}
