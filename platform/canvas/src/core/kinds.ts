/** The node kinds: what each is called, what it is for, how it starts, and which levels need it first. */
import type { Kind, WorkflowNode } from './document.ts'

export type Family = 'strings' | 'percussion' | 'winds' | 'horns' | 'voice' | 'keys' | 'plain'
export type Group = 'Work' | 'Quality' | 'Flow' | 'Start and end' | 'Remarks'

export interface KindInfo {
  kind: Kind
  word: string
  help: string
  family: Family
  group: Group
  /** The level from which on an exercise needs it; below, it stands under "More kinds". */
  from: number
  settings: Record<string, unknown>
}

const KINDS: KindInfo[] = [
  { kind: 'agent', word: 'Agent', help: 'One call of an agent, with your instructions', family: 'strings', group: 'Work', from: 1,
    settings: { agent: '', model: 'medium', instructions: '', yields: [] } },
  { kind: 'tool', word: 'Tool', help: 'A look-up, a calculation, a message or a payment', family: 'percussion', group: 'Work', from: 2,
    settings: { tool: '' } },
  { kind: 'set', word: 'Set', help: 'Renames, picks or combines values, without an agent', family: 'percussion', group: 'Work', from: 3,
    settings: { values: {} } },
  { kind: 'memory', word: 'Memory', help: 'Reads or writes a store that several steps share', family: 'keys', group: 'Work', from: 4,
    settings: { store: 'notes', action: 'read', values: [] } },
  { kind: 'plan', word: 'Plan', help: 'An agent breaks the goal into tasks and hands them out', family: 'percussion', group: 'Work', from: 4,
    settings: { agent: '', yields: [], roster: [], instructions: '', model: 'large', task_model: 'medium', tasks: 6, depth: 1 } },
  { kind: 'check', word: 'Check', help: 'Tests values against rules, without an agent', family: 'keys', group: 'Quality', from: 1,
    settings: { on: [], rules: [] } },
  { kind: 'review', word: 'Review', help: 'An agent judges values against your criteria', family: 'keys', group: 'Quality', from: 1,
    settings: { agent: '', model: 'medium', on: [], sees: [], criteria: '' } },
  { kind: 'human', word: 'Human gate', help: 'A person approves, corrects or rejects; takes minutes', family: 'voice', group: 'Quality', from: 2,
    settings: { minutes: 2, sees: [], edits: [] } },
  { kind: 'router', word: 'Router', help: 'Sends a case down the first branch whose condition holds', family: 'horns', group: 'Flow', from: 3,
    settings: { branches: [] } },
  { kind: 'loop', word: 'Loop', help: 'Repeats its inside until a condition holds', family: 'horns', group: 'Flow', from: 2,
    settings: { until: "verdict == 'pass'", max: 2 } },
  { kind: 'map', word: 'Map', help: 'Runs its inside for each item, or several times for a vote', family: 'winds', group: 'Flow', from: 4,
    settings: { copies: 3 } },
  { kind: 'join', word: 'Join', help: 'Waits for several wires; collects, votes or takes the first', family: 'winds', group: 'Flow', from: 4,
    settings: { wait: 'all', merge: 'first', values: [] } },
  { kind: 'subflow', word: 'Sub-workflow', help: 'Runs another workflow as one step', family: 'strings', group: 'Flow', from: 4,
    settings: { workflow: '', yields: [] } },
  { kind: 'input', word: 'Input', help: 'The values that come with the case', family: 'plain', group: 'Start and end', from: 1,
    settings: { values: [] } },
  { kind: 'output', word: 'Output', help: 'The deliverables that go out', family: 'plain', group: 'Start and end', from: 1,
    settings: { values: [] } },
  { kind: 'note', word: 'Note', help: 'A remark on the canvas, never executed', family: 'plain', group: 'Remarks', from: 1,
    settings: { text: '' } },
]

const BY_KIND = new Map(KINDS.map((info) => [info.kind, info]))

export const GROUPS: Group[] = ['Work', 'Quality', 'Flow', 'Start and end', 'Remarks']

/** The facts of a kind. An unknown kind reads as a remark, so that nothing crashes on it. */
export const kindInfo = (kind: Kind): KindInfo => BY_KIND.get(kind) ?? { ...KINDS[KINDS.length - 1]!, kind, word: String(kind) }

/** The palette: kinds this exercise needs first, the others after. */
export function paletteOf(level: number, allowed?: Kind[]): { first: KindInfo[]; more: KindInfo[] } {
  const isFirst = (info: KindInfo) => (allowed ? allowed.includes(info.kind) : info.from <= level)
  return { first: KINDS.filter(isFirst), more: KINDS.filter((info) => !isFirst(info)) }
}

/** The kinds whose name or line of help holds every word of the search. */
export function searchKinds(kinds: KindInfo[], query: string): KindInfo[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean)
  return kinds.filter((info) => words.every((word) => `${info.word} ${info.kind} ${info.help}`.toLowerCase().includes(word)))
}

/** A new node of a kind with its usual settings. */
export function makeNode(kind: Kind, id: string): WorkflowNode {
  const node: WorkflowNode = { id, kind, ...structuredClone(kindInfo(kind).settings) }
  if (kind === 'loop' || kind === 'map') node.inside = { nodes: [], edges: [] }
  return node
}

export type Limit = 'retry' | 'timeout' | 'fallback' | 'budget'

const LIMITS: Partial<Record<Kind, Limit[]>> = {
  agent: ['retry', 'timeout', 'fallback', 'budget'], tool: ['retry', 'timeout', 'fallback', 'budget'],
  review: ['retry', 'timeout', 'fallback', 'budget'], human: ['retry', 'timeout', 'budget'], loop: ['budget'], map: ['budget'],
  subflow: ['budget'], plan: ['retry', 'timeout', 'fallback', 'budget'],
}

/** What can be said of a kind for the case that it fails. */
export const limitsOf = (kind: Kind): Limit[] => LIMITS[kind] ?? []

/** Kinds that can end in an error, and so have a port for it. */
export const FALLIBLE: ReadonlySet<Kind> = new Set<Kind>(['agent', 'tool', 'review', 'human', 'set', 'map', 'loop', 'memory', 'subflow', 'plan'])
