/** The exact prompt of one performance: the instructions with the values that had arrived by then. */
import { text, type WorkflowNode } from './document.ts'
import type { Instance, Path, RunEvent } from './run.ts'
import { VARIABLE } from './upstream.ts'

/** Whether what happened at `earlier` can be seen at `here`: the same place, one around it, or an earlier turn. */
function isSeenFrom(earlier: Path, here: Path): boolean {
  return earlier.every(([node, count], level) => {
    const own = here[level]
    return own !== undefined && own[0] === node && own[1] >= count
  })
}

const mapping = (value: unknown): Record<string, unknown> => (value && typeof value === 'object' && !Array.isArray(value) ? (value as Record<string, unknown>) : {})

/** The values known when an instance started: the case's own, then the latest of each name. */
export function valuesBefore(events: RunEvent[], instance: Instance): Record<string, unknown> {
  const known: Record<string, unknown> = {}
  for (const event of events) {
    if (event.at > instance.start) break
    if (event.type === 'run_started') Object.assign(known, mapping(event.data.values))
    const isMade = event.type === 'step_finished' || event.type === 'step_passed'
    if (isMade && isSeenFrom(event.path, instance.path)) Object.assign(known, mapping(event.data.values))
  }
  return known
}

/** What an instance received: the names its event lists, each with the value known by then. */
export function inputsOf(events: RunEvent[], instance: Instance): Record<string, unknown> {
  const known = valuesBefore(events, instance)
  const names = Array.isArray(instance.inputs) ? instance.inputs.map(String) : Object.keys(mapping(instance.inputs))
  return Object.fromEntries(names.flatMap((name) => (name in known ? [[name, known[name]]] : [])))
}

const written = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value))

/** The instructions as the agent got them; a variable that had no value stays as it was written. */
export function composePrompt(node: WorkflowNode, inputs: Record<string, unknown>): string {
  const template = text(node.kind === 'review' ? node.criteria : node.instructions)
  return template.replaceAll(VARIABLE, (whole, path: string) => {
    const [name, ...fields] = path.split('.')
    let value = inputs[name!]
    for (const field of fields) value = mapping(value)[field]
    return value === undefined ? whole : written(value)
  })
}
