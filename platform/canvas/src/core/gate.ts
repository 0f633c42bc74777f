/** A gate at which a run waits for a person: what they see, what they may change, and what their typing means. */
import type { Path } from './run.ts'

export interface GateValue {
  name: string
  title: string
  type: string
  values: string[]
  fields: string[]
  /** Whether it came to this gate at all. */
  arrived: boolean
  data: unknown
}

export interface Gate {
  step: number
  node: string
  path: Path
  attempt: number
  title: string
  asks: string
  minutes: number
  sees: GateValue[]
  edits: GateValue[]
}

/** What was typed for each value that may be changed. */
export type Typed = Record<string, string>

const isAmount = (data: unknown): data is { eur: number } => typeof data === 'object' && data !== null && 'eur' in data && typeof data.eur === 'number'

/** A value as it stands in its field. */
export function textOf({ type, data }: Pick<GateValue, 'type' | 'data'>): string {
  if (data === null || data === undefined) return ''
  if (typeof data === 'string') return data
  if (type === 'money') return isAmount(data) ? String(data.eur) : ''
  if (type === 'list' || type === 'record' || typeof data === 'object') return JSON.stringify(data, null, 1)
  return String(data)
}

/** The fields of a gate as they are first shown. */
export const typedOf = (gate: Gate): Typed => Object.fromEntries(gate.edits.map((value) => [value.name, textOf(value)]))

const NOT_READ = Symbol('not read')

/** What a text means for a type; an empty one means that the value is left empty. */
function read(value: GateValue, text: string): unknown {
  const bare = text.trim()
  if (bare === '') return null
  if (value.type === 'number' || value.type === 'money') {
    const number = Number(bare.replace(',', '.'))
    if (!Number.isFinite(number)) return NOT_READ
    return value.type === 'money' ? { eur: number } : number
  }
  if (value.type === 'boolean') return bare === 'true' ? true : bare === 'false' ? false : NOT_READ
  if (value.type === 'list' || value.type === 'record') {
    try {
      const data: unknown = JSON.parse(bare)
      return Array.isArray(data) === (value.type === 'list') && typeof data === 'object' && data !== null ? data : NOT_READ
    } catch { return NOT_READ }
  }
  return text
}

const WANTED: Record<string, string> = {
  number: 'a number, as 12.5', money: 'an amount in euros, as 12.5', boolean: 'true or false', list: 'a list as JSON, as ["a", "b"]', record: 'a record as JSON, as {"name": "Ann"}',
}

/** What has been changed, and in words what cannot be read. */
export function changesOf(gate: Gate, typed: Typed): { values: Record<string, unknown>; wrong: Record<string, string> } {
  const values: Record<string, unknown> = {}
  const wrong: Record<string, string> = {}
  for (const value of gate.edits) {
    const text = typed[value.name] ?? ''
    if (text === textOf(value)) continue
    const data = read(value, text)
    if (data === NOT_READ) wrong[value.name] = `Write ${WANTED[value.type] ?? 'a value of this type'}.`
    else values[value.name] = data
  }
  return { values, wrong }
}
