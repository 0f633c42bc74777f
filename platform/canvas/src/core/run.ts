/** A run as its event log tells it: folded into what the canvas, the Score and the inspector show. */

export type EventType =
  | 'run_started' | 'step_started' | 'step_finished' | 'step_failed' | 'step_passed' | 'step_skipped'
  | 'retry_scheduled' | 'fallback_taken' | 'turn_started' | 'item_started' | 'plan_made' | 'effect_done' | 'incident' | 'run_finished'

export type Path = [string, number][]

/** One task of a plan that was made in a run; the engine calls it `<plan>.<number>`. */
export interface PlannedTask { id: string; agent: string; goal: string; yields: string[]; needs: string[]; instructions: string; after: string[]; plans: boolean }

export interface RunEvent {
  seq: number
  at: number
  type: EventType
  node: string | null
  path: Path
  data: Record<string, unknown>
}

export type RunStatus = 'running' | 'waiting' | 'done' | 'passed' | 'failed' | 'skipped' | 'stopped'

/** One performance of a node: once for a plain node, once for each turn or item inside a container. */
export interface Instance {
  key: string
  path: Path
  status: RunStatus
  start: number
  end: number | null
  attempts: number
  port: string | null
  cost: number
  tokens: number
  message: string
  inputs: unknown
  values: unknown
  detail: Record<string, unknown>
  /** What happened on the way, in order: retries, a fallback, an effect. */
  remarks: string[]
  /** The latest plan that was made here, a line for each task. */
  plan: string[]
  /** The same task by task. */
  tasks: PlannedTask[]
  /** Why the plan could not be carried out. */
  trouble: string
  /** The rules that were broken, by id. */
  incidents: string[]
}

/** A node's part in the run. `left` names the ports it left by, the latest instance last. */
export interface NodeRun {
  status: RunStatus
  instances: Instance[]
  left: string[]
  cost: number
  tokens: number
  seconds: number
  /** How many turns or items a container has begun. */
  rounds: number
}

export interface RunView {
  nodes: Record<string, NodeRun>
  at: number
  finished: boolean
  status: string
  reason: string
  incidents: string[]
  cost: number
  minutes: number
}

export const emptyView: RunView = { nodes: {}, at: 0, finished: false, status: 'running', reason: '', incidents: [], cost: 0, minutes: 0 }
const emptyNode: NodeRun = { status: 'running', instances: [], left: [], cost: 0, tokens: 0, seconds: 0, rounds: 0 }

const number = (value: unknown): number => (typeof value === 'number' && Number.isFinite(value) ? value : 0)
const string = (value: unknown): string => (typeof value === 'string' ? value : '')
const record = (value: unknown): Record<string, unknown> => (value && typeof value === 'object' && !Array.isArray(value) ? (value as Record<string, unknown>) : {})

/** The tokens of a step, however its event counts them. */
function tokensOf(data: Record<string, unknown>): number {
  if (typeof data.tokens === 'number') return data.tokens
  const counts = Array.isArray(data.tokens) ? data.tokens : Object.values(record(data.tokens))
  const listed = counts.reduce((sum: number, count) => sum + number(count), 0)
  return listed || number(data.input_tokens) + number(data.output_tokens)
}

const AFTER: Record<string, string> = { timeout: 'a time-out', rate_limited: 'too many calls' }

const keyOf = (path: Path): string => path.map(([node, count]) => `${node}:${count}`).join('/')

/** A path in words: `turn 2`, `item 3`, `in Letters`. */
export function pathWords(path: Path, nodeOf: (id: string) => { kind: string; title: string } | undefined): string {
  return path.map(([id, count]) => {
    const node = nodeOf(id)
    if (node?.kind === 'map') return `item ${count}`
    return node?.kind === 'loop' ? `turn ${count}` : `in ${node?.title ?? id}`
  }).join(', ')
}

const texts = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : [])

function tasksOf(value: unknown): PlannedTask[] {
  return (Array.isArray(value) ? value : []).map(record).map((task) => ({
    id: string(task.id), agent: string(task.agent), goal: string(task.goal), yields: texts(task.yields), needs: texts(task.needs),
    instructions: string(task.instructions), after: texts(task.after), plans: task.plans === true,
  })).filter((task) => task.id)
}

/** An event as it should be, whatever came: nothing that a newer server sends can break the page. */
export function sane(event: RunEvent): RunEvent {
  return { ...event, at: number(event.at), path: Array.isArray(event.path) ? event.path : [], data: record(event.data) }
}

/**
 * Where a run's node is told of: by its id; a node of a workflow that is not in the document (the exercise brings it) by
 * the subflow that runs it and its id, since such ids may be the document's own too.
 */
export function placeIn(id: string, path: Path, foreign: ReadonlySet<string>): string {
  const outside = path.find(([container]) => foreign.has(container))
  return outside ? `${outside[0]}/${id}` : id
}

function opened(event: RunEvent, waiting: boolean): Instance {
  const data = event.data
  return {
    key: keyOf(event.path), path: event.path, status: waiting ? 'waiting' : 'running', start: event.at, end: null, attempts: 1, port: null,
    cost: 0, tokens: 0, message: '', inputs: data.inputs ?? [], values: {}, detail: record(data.detail), remarks: [], plan: [], tasks: [], trouble: '', incidents: [],
  }
}

/** The node's instance an event speaks of, changed; a new one where there is none. */
function changeInstance(node: NodeRun, event: RunEvent, change: (instance: Instance) => Instance): NodeRun {
  const key = keyOf(event.path)
  const at = node.instances.findLastIndex((instance) => instance.key === key)
  const before = at < 0 ? opened(event, false) : node.instances[at]!
  const after = change(before)
  const instances = at < 0 ? [...node.instances, after] : node.instances.with(at, after)
  return {
    ...node, instances, status: after.status,
    cost: node.cost + after.cost - before.cost, tokens: node.tokens + after.tokens - before.tokens,
    seconds: instances.reduce((sum, instance) => sum + (instance.end === null ? 0 : instance.end - instance.start), 0),
  }
}

const remark = (words: string) => (instance: Instance): Instance => ({ ...instance, remarks: [...instance.remarks, words] })

function closed(event: RunEvent, status: RunStatus) {
  const data = event.data
  return (instance: Instance): Instance => ({
    ...instance, status, end: event.at, port: string(data.port) || instance.port,
    cost: instance.cost + number(data.cost), tokens: instance.tokens + tokensOf(data),
    message: string(data.message) || string(data.reason) || instance.message,
    values: data.values ?? instance.values, inputs: data.inputs ?? instance.inputs, detail: { ...instance.detail, ...record(data.detail) },
  })
}

/** The ports a node left by: its path and the values that went with it. */
function portsLeft(event: RunEvent): string[] {
  const values = Array.isArray(event.data.values) ? event.data.values.map(String) : Object.keys(record(event.data.values))
  return [string(event.data.port), ...values].filter(Boolean)
}

function foldNode(node: NodeRun, event: RunEvent, isHuman: boolean): NodeRun {
  switch (event.type) {
    case 'step_started': {
      const known = node.instances.findLast((instance) => instance.key === keyOf(event.path))
      if (!known) return { ...node, status: isHuman ? 'waiting' : 'running', instances: [...node.instances, opened(event, isHuman)] }
      return changeInstance(node, event, (instance) => ({ ...instance, status: isHuman ? 'waiting' : 'running', end: null, attempts: instance.attempts + 1 }))
    }
    case 'step_finished': if (isPlanning(node, event)) return changeInstance(node, event, carriedOn(event))
      return { ...changeInstance(node, event, closed(event, 'done')), left: portsLeft(event) }
    case 'step_failed': return { ...changeInstance(node, event, closed(event, 'failed')), left: portsLeft(event) }
    case 'step_passed': return { ...changeInstance(node, event, closed(event, 'passed')), left: portsLeft(event) }
    case 'step_skipped': return node.instances.length ? node : { ...node, status: 'skipped' }
    case 'retry_scheduled': return changeInstance(node, event, remark(`Tried again after ${AFTER[string(event.data.status)] ?? 'an error'}.`))
    case 'fallback_taken': return changeInstance(node, event, remark('Took the fallback.'))
    case 'turn_started': case 'item_started': return { ...changeInstance(node, event, (instance) => instance), rounds: node.rounds + 1 }
    case 'plan_made': return changeInstance(node, event, (instance) => ({
      ...instance, plan: string(event.data.text).split('\n').filter(Boolean), tasks: tasksOf(event.data.tasks), trouble: string(event.data.trouble),
    }))
    case 'effect_done': return changeInstance(node, event, remark('Acted on the world.'))
    case 'incident': return changeInstance(node, event, (instance) => ({ ...instance, incidents: [...instance.incidents, string(event.data.policy)] }))
    default: return node
  }
}

/** A planner is done with planning, not with the plan: its tasks come now. */
function isPlanning(node: NodeRun, event: RunEvent): boolean {
  const instance = node.instances.findLast((each) => each.key === keyOf(event.path))
  return Boolean(instance?.tasks.length) && instance?.end === null && event.data.port === null
}

const carriedOn = (event: RunEvent) => (instance: Instance): Instance => ({
  ...instance, cost: instance.cost + number(event.data.cost), tokens: instance.tokens + tokensOf(event.data), detail: { ...instance.detail, ...record(event.data.detail) },
})

/** Subflows are not announced: one begins with the first thing that happens inside it. */
function withContainer(nodes: Record<string, NodeRun>, event: RunEvent, foreign: ReadonlySet<string>): Record<string, NodeRun> {
  const inner = event.path.at(-1)
  if (!inner) return nodes
  const path = event.path.slice(0, -1)
  const id = placeIn(inner[0], path, foreign)
  const node = nodes[id] ?? emptyNode
  if (node.instances.some((instance) => instance.key === keyOf(path))) return nodes
  const instance = opened({ ...event, path, data: {} }, false)
  return { ...withContainer(nodes, { ...event, path }, foreign), [id]: { ...node, status: 'running', instances: [...node.instances, instance] } }
}

/** What still ran when the run ended was stopped: nothing stays "running". */
function settle(nodes: Record<string, NodeRun>, at: number): Record<string, NodeRun> {
  return Object.fromEntries(Object.entries(nodes).map(([id, node]) => {
    if (node.status !== 'running' && node.status !== 'waiting') return [id, node]
    const instances = node.instances.map((instance) => (instance.end === null ? { ...instance, end: at, status: 'stopped' as const } : instance))
    return [id, { ...node, instances, status: instances.length || !node.rounds ? ('stopped' as const) : ('done' as const) }]
  }))
}

const NOBODY: ReadonlySet<string> = new Set()

/** One event more. `humans` names the nodes that wait for a person, `foreign` the subflows that run what is not in the document. Untouched nodes keep their identity. */
export function foldEvent(view: RunView, event: RunEvent, humans: ReadonlySet<string>, foreign: ReadonlySet<string> = NOBODY): RunView {
  const counts = Number(event.type.startsWith('step_'))
  const base = { ...view, at: Math.max(view.at, event.at), cost: view.cost + number(event.data.cost) * counts, minutes: view.minutes + number(event.data.minutes) * counts }
  if (event.type === 'run_started') return base
  if (event.type === 'run_finished') {
    return { ...base, finished: true, status: string(event.data.status) || 'delivered', reason: string(event.data.reason), nodes: settle(view.nodes, event.at) }
  }
  if (event.type === 'incident') base.incidents = [...view.incidents, string(event.data.policy)]
  if (!event.node) return base
  const place = placeIn(event.node, event.path, foreign)
  const before = view.nodes[place] ?? emptyNode
  const node = foldNode(before, event, humans.has(event.node))
  if (node === before) return base // a kind of event that says nothing of its node, or is not known here
  return { ...base, nodes: { ...withContainer(view.nodes, event, foreign), [place]: node } }
}

/** The view after the first `count` events. */
export function foldEvents(events: RunEvent[], count: number, humans: ReadonlySet<string>, foreign: ReadonlySet<string> = NOBODY): RunView {
  let view = emptyView
  for (const event of events.slice(0, count)) view = foldEvent(view, event, humans, foreign)
  return view
}

/** How many events have happened by a moment of simulated time. */
export function countUntil(events: RunEvent[], at: number): number {
  let count = 0
  while (count < events.length && events[count]!.at <= at) count += 1
  return count
}
