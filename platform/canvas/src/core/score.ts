/** The Score: one stave per node, a bar for each performance. */
import { everyPlace, titleOf, type Kind, type WorkflowDocument } from './document.ts'
import type { Path, RunStatus, RunView } from './run.ts'

export interface Bar { key: string; path: Path; start: number; end: number; status: RunStatus; running: boolean }
export interface Stave { id: string; title: string; kind: Kind; depth: number; bars: Bar[]; seconds: number; status: RunStatus | null; rounds: number }

/** Staves in playing order: by first start, insides under their container, unreached nodes last. */
export function stavesOf(doc: WorkflowDocument, view: RunView): Stave[] {
  const depth = new Map<string | null, number>([[null, 0]])
  const staves: (Stave & { parent: string | null })[] = []
  for (const { node, parent } of everyPlace(doc)) {
    if (node.kind === 'note') continue
    const level = depth.get(parent) ?? 0
    depth.set(node.id, level + 1)
    const run = view.nodes[node.id]
    const bars = (run?.instances ?? []).map((instance, at) => ({
      key: `${instance.key}#${at}`, path: instance.path, start: instance.start,
      end: instance.end ?? view.at, status: instance.status, running: instance.end === null,
    }))
    staves.push({
      id: node.id, title: titleOf(node), kind: node.kind, depth: level, bars, seconds: run?.seconds ?? 0,
      status: run?.status ?? null, rounds: run?.rounds ?? 0, parent,
    })
  }
  const first = (stave: Stave) => stave.bars[0]?.start ?? Number.POSITIVE_INFINITY
  const ordered: Stave[] = []
  const place = (parent: string | null): void => {
    const level = staves.filter((stave) => stave.parent === parent).sort((a, b) => compare(first(a), first(b)))
    for (const { parent: _parent, ...stave } of level) {
      ordered.push(stave)
      place(stave.id)
    }
  }
  place(null)
  return ordered
}

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
