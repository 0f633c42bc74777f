/** The run on the screen: its log, how much of it has been told, and where the notes are. Apart from the document. */
import { create } from 'zustand'
import { allEdges, allNodes, edgeId, source, type WorkflowDocument } from '../core/document.ts'
import { beatsOf, beatSeconds, type Beat } from '../core/pace.ts'
import { countUntil, emptyView, foldEvent, foldEvents, sane, type NodeRun, type RunEvent, type RunView } from '../core/run.ts'
import { foreignSubflows } from '../core/workflows.ts'
import type { Outcome } from './api.ts'
import { useEditor } from './editor.ts'

export interface Running {
  id: string | null
  caseId: string | null
  document: WorkflowDocument | null
  events: RunEvent[]
  view: RunView
  told: number
  /** `playing`: being told beat by beat; `shown`: told to the end, or held by the scrubber. */
  mode: 'none' | 'starting' | 'playing' | 'shown'
  complete: boolean
  outcome: Outcome | null
  status: string
  at: number
  /** Wires a note travels on right now. */
  flowing: ReadonlySet<string>
  problem: string | null
}

const IDLE: Running = {
  id: null, caseId: null, document: null, events: [], view: emptyView, told: 0, mode: 'none', complete: false,
  outcome: null, status: '', at: 0, flowing: new Set(), problem: null,
}

export const useRunning = create<Running>(() => IDLE)
const get = useRunning.getState
const set = useRunning.setState

/** By what the run tells of a node on the canvas: in a workflow of the exercise also by the subflow that opened it. */
export function useRunPlace(id: string): string {
  const outside = useEditor((state) => state.trail.find((step) => step.given))
  return outside ? `${outside.via ?? ''}/${id}` : id
}

/** A node's part in the run on the screen. */
export function useNodeRun(id: string): NodeRun | undefined {
  const place = useRunPlace(id)
  return useRunning((state) => state.view.nodes[place])
}

/** Whether the run on the screen had this node: one that was added since is neither reached nor missed by it. */
export function useRanNode(id: string): boolean {
  const outside = useEditor((state) => state.trail.find((step) => step.given))
  const own = outside ? (outside.via ?? '') : id
  return useRunning((state) => hasNode(state.document, own))
}

/** Whether the run on the screen had this wire. */
export const ranWire = (state: Running, id: string): boolean => !state.document || allEdges(state.document).some((edge) => edgeId(edge) === id)

const hasNode = (document: WorkflowDocument | null, id: string): boolean => !document || allNodes(document).some((node) => node.id === id)

const FLOW_MS = 620
let humans: ReadonlySet<string> = new Set()
let foreign: ReadonlySet<string> = new Set()
let incoming: RunEvent[] = []
let frame = 0
let lastTick = 0
let waited = 0
let wires: { id: string; node: string; port: string }[] = []
const flowEnds = new Map<string, number>()

/** Shows that a run is about to begin. */
export const announceRun = (caseId: string): void => {
  halt()
  set({ ...IDLE, mode: 'starting', caseId, status: 'queued' })
}

/** Begins to tell a run that belongs to this version of the document. */
export function beginRun(id: string, caseId: string | null, document: WorkflowDocument): void {
  halt()
  know(document)
  set({ ...IDLE, id, caseId, document, mode: 'playing', status: 'running' })
  tick(performance.now())
}

function know(document: WorkflowDocument): void {
  humans = new Set(allNodes(document).filter((node) => node.kind === 'human').map((node) => node.id))
  foreign = foreignSubflows(document)
  wires = allEdges(document).map((edge) => ({ id: edgeId(edge), ...source(edge) }))
}

/** Events of the run, in any order and perhaps twice; they join the log with the next frame. */
export const receive = (events: RunEvent[]): void => { incoming.push(...events.map(sane)) }

/** The server has said its last word. */
export function completeRun(status: string, outcome: Outcome | null): void {
  set({ complete: true, outcome, status })
}

/** The run waits for somebody: what has come so far is told, and no more is expected. */
export function pauseRun(): void {
  set({ status: 'waiting' })
}

/** The run goes on after it waited, with all its events so far. */
export function goOn(events: RunEvent[]): void {
  cancelAnimationFrame(frame)
  lastTick = 0
  set({ status: 'running', mode: 'playing', complete: false })
  receive(events)
  frame = requestAnimationFrame(tick)
}

/** The run could not be followed or started. */
export function failRun(problem: string): void {
  halt()
  set((state) => ({ problem, mode: state.events.length ? 'shown' : 'none', status: 'failed', complete: true }))
}

/** Shows a stored run as it ended. */
export function showRun(id: string, caseId: string | null, document: WorkflowDocument, log: RunEvent[], status: string, outcome: Outcome | null): void {
  halt()
  know(document)
  const events = log.map(sane)
  const view = foldEvents(events, events.length, humans, foreign)
  set({ ...IDLE, id, caseId, document, events, view, told: events.length, mode: 'shown', complete: true, status, outcome, at: view.at })
}

/** Takes the run off the canvas. */
export function clearRun(): void {
  halt()
  set(IDLE)
}

function halt(): void {
  cancelAnimationFrame(frame)
  incoming = []
  flowEnds.clear()
  waited = 0
  lastTick = 0
}

/** What arrived since the last frame, in order and once each. */
function absorb(events: RunEvent[]): RunEvent[] {
  if (!incoming.length) return events
  const seen = new Set(events.map((event) => event.seq))
  const fresh = incoming.filter((event) => !seen.has(event.seq) && seen.add(event.seq))
  incoming = []
  return fresh.length ? [...events, ...fresh].sort((a, b) => a.seq - b.seq) : events
}

function startFlows(events: RunEvent[], now: number): void {
  for (const event of events) {
    if (!event.node || !['step_finished', 'step_passed', 'step_failed'].includes(event.type)) continue
    const port = String(event.data.port ?? '')
    const values = Array.isArray(event.data.values) ? event.data.values.map(String) : Object.keys((event.data.values ?? {}) as object)
    for (const wire of wires) {
      if (wire.node === event.node && (wire.port === port || values.includes(wire.port))) flowEnds.set(wire.id, now + FLOW_MS)
    }
  }
}

function liveFlows(now: number, before: ReadonlySet<string>): ReadonlySet<string> {
  for (const [id, end] of flowEnds) if (end <= now) flowEnds.delete(id)
  if (flowEnds.size === before.size && [...before].every((id) => flowEnds.has(id))) return before
  return new Set(flowEnds.keys())
}

/** One animation frame: takes in what came, tells what is due, and commits once. */
function tick(now: number): void {
  const state = get()
  if (state.mode !== 'playing') return
  const elapsed = lastTick ? Math.min(0.1, (now - lastTick) / 1000) : 0
  lastTick = now
  waited += elapsed
  const events = absorb(state.events)
  let { told, view } = state
  const beats: Beat[] = beatsOf(events, told)
  for (let at = 0; at < beats.length; at += 1) {
    const beat = beats[at]!
    const need = told === 0 ? 0 : beatSeconds(beat.at - view.at, beats.length - at)
    if (waited < need) break
    waited -= need
    const due = events.slice(beat.from, beat.to)
    for (const event of due) view = foldEvent(view, event, humans, foreign)
    startFlows(due, now)
    told = beat.to
  }
  if (told === events.length) waited = 0
  const flowing = liveFlows(now, state.flowing)
  const isOver = told === events.length && (state.complete || state.status === 'waiting') && flowing.size === 0
  if (events !== state.events || view !== state.view || flowing !== state.flowing || isOver) {
    set({ events, view, told, flowing, at: view.at, mode: isOver ? 'shown' : 'playing' })
  }
  if (!isOver) frame = requestAnimationFrame(tick)
}

/** Tells the rest at once. */
export function skipToEnd(): void {
  const state = get()
  const events = absorb(state.events)
  const view = foldEvents(events, events.length, humans, foreign)
  flowEnds.clear()
  set({ events, view, told: events.length, at: view.at, flowing: new Set(), mode: state.complete || state.status === 'waiting' ? 'shown' : 'playing' })
}

/** Tells the run again from the start. */
export function replay(): void {
  const state = get()
  if (!state.events.length) return
  halt()
  set({ view: emptyView, told: 0, at: 0, mode: 'playing', flowing: new Set() })
  frame = requestAnimationFrame(tick)
}

/** Holds the run at a moment of simulated time. */
export function scrubTo(at: number): void {
  const { events, mode } = get()
  if (mode === 'none') return
  cancelAnimationFrame(frame)
  flowEnds.clear()
  const told = countUntil(events, at)
  set({ view: foldEvents(events, told, humans, foreign), told, at, mode: 'shown', flowing: new Set() })
}
