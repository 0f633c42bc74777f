/** The Score: one stave per node, a bar for each performance. */
import { everyGraph, everyNode, isContainer, titleOf, type Graph, type Kind, type WorkflowDocument, type WorkflowNode } from './document.ts'
import type { Instance, NodeRun, Path, PlannedTask, RunStatus, RunView } from './run.ts'

export interface Bar { key: string; path: Path; start: number; end: number; status: RunStatus; running: boolean }
/** `id` is the node to go to; `key` tells staves apart, also where two subflows run one workflow. */
export interface Stave { key: string; id: string; title: string; kind: Kind; depth: number; bars: Bar[]; seconds: number; status: RunStatus | null; rounds: number }

/** What a subflow runs; undefined where nobody knows. */
export type FindGraph = (node: WorkflowNode) => { graph: Graph; isGiven: boolean } | undefined

const MOST_DEPTH = 12

/** Where a stave stands: under which subflows, and whether these run what is not in the document. */
interface Within { depth: number; subflows: string[]; given: string | null }

/** Staves in playing order: by first start, insides under their container, unreached nodes last. */
export function stavesOf(doc: WorkflowDocument, view: RunView, find: FindGraph = () => undefined): Stave[] {
  const subflows = new Set(everyGraph(doc).flatMap(everyNode).filter((node) => node.kind === 'subflow').map((node) => node.id))
  const level = (graph: Graph, within: Within): Stave[] => {
    const blocks = graph.nodes.filter((node) => node.kind !== 'note').map((node) => {
      const run = view.nodes[within.given === null ? node.id : `${within.given}/${node.id}`]
      const own = staveOf(node, run, view, within, subflows)
      return { first: own.bars[0]?.start ?? Number.POSITIVE_INFINITY, staves: [own, ...beneath(node, run, within)] }
    })
    return blocks.sort((a, b) => compare(a.first, b.first)).flatMap((block) => block.staves)
  }
  const beneath = (node: WorkflowNode, run: NodeRun | undefined, within: Within): Stave[] => {
    const deeper = { ...within, depth: within.depth + 1 }
    if (deeper.depth > MOST_DEPTH) return [] // workflows that run each other: the validator says so
    if (isContainer(node) && node.inside) return level(node.inside, deeper)
    if (node.kind === 'plan') return plannedStaves(node.id, run, view, deeper)
    const found = node.kind === 'subflow' ? find(node) : undefined
    if (!found) return []
    return level(found.graph, { ...deeper, subflows: [...within.subflows, node.id], given: within.given ?? (found.isGiven ? node.id : null) })
  }
  return level(doc, { depth: 0, subflows: [], given: null })
}

/** The performances under these subflows: in one workflow, those of another subflow that runs it are told elsewhere. */
function playedWithin(instances: Instance[], within: Within, subflows: ReadonlySet<string>): Instance[] {
  if (within.given !== null) return instances
  const own = within.subflows.join('/')
  return instances.filter((instance) => instance.path.map(([id]) => id).filter((id) => subflows.has(id)).join('/') === own)
}

const barsOf = (instances: Instance[], view: RunView): Bar[] => instances.map((instance, at) => ({
  key: `${instance.key}#${at}`, path: instance.path, start: instance.start, end: instance.end ?? view.at, status: instance.status, running: instance.end === null,
}))

function staveOf(node: WorkflowNode, run: NodeRun | undefined, view: RunView, within: Within, subflows: ReadonlySet<string>): Stave {
  const played = playedWithin(run?.instances ?? [], within, subflows)
  const isWhole = played.length === (run?.instances.length ?? 0)
  const seconds = played.reduce((sum, instance) => sum + (instance.end === null ? 0 : instance.end - instance.start), 0)
  return {
    key: [...within.subflows, node.id].join('/'), id: within.given ?? node.id, title: titleOf(node), kind: node.kind, depth: within.depth,
    bars: barsOf(played, view), seconds, status: isWhole ? (run?.status ?? null) : (played.at(-1)?.status ?? null), rounds: isWhole ? (run?.rounds ?? 0) : 0,
  }
}

/** The tasks of a plan, under the node that planned them. */
function plannedStaves(owner: string, run: NodeRun | undefined, view: RunView, within: Within, goTo = owner): Stave[] {
  const tasks = run?.instances.at(-1)?.tasks ?? []
  return tasks.flatMap((task) => {
    const played = view.nodes[task.id]
    const own: Stave = {
      key: [...within.subflows, task.id].join('/'), id: goTo, title: taskTitle(task), kind: task.plans ? 'plan' : 'agent', depth: within.depth,
      bars: barsOf(played?.instances ?? [], view), seconds: played?.seconds ?? 0, status: played?.status ?? null, rounds: 0,
    }
    return [own, ...(within.depth > MOST_DEPTH ? [] : plannedStaves(task.id, played, view, { ...within, depth: within.depth + 1 }, goTo))]
  })
}

/** A planned task in a few words: who makes what. */
export const taskTitle = (task: PlannedTask): string => task.goal || `${task.agent}: ${task.yields.join(', ')}`

const compare = (a: number, b: number): number => (a === b ? 0 : a < b ? -1 : 1)

/** Seconds for people: `0.4 s`, `12 s`, `3 min 5 s`. */
export function secondsText(seconds: number): string {
  if (seconds >= 59.5) {
    const whole = Math.round(seconds)
    return `${Math.floor(whole / 60)} min${whole % 60 ? ` ${whole % 60} s` : ''}`
  }
  if (seconds < 0.05) return '0 s'
  return seconds >= 9.95 ? `${Math.round(seconds)} s` : `${seconds.toFixed(1)} s`
}

/** Euros for people: small sums keep the digits that matter. */
export function costText(cost: number): string {
  if (cost === 0) return '€0'
  if (cost < 0.0001) return `€${cost.toFixed(6).replace(/0+$/, '')}`
  return cost >= 0.1 ? `€${cost.toFixed(2)}` : `€${cost.toFixed(4)}`
}
