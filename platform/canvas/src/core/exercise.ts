/** What the server says of an exercise: names, titles and prices. Truths and hazards never come here. */
import type { Kind, Workflow, WorkflowDocument } from './document.ts'

export interface DataItem {
  name: string
  title: string
  type: string
  source: string
  labels: string[]
  values?: string[]
  fields?: string[]
  made_by_craft?: string | null
}

export interface Agent { slug: string; title: string; crafts: Record<string, number> }
export interface Tool {
  slug: string; title: string; needs: string[]; yields: string
  effect: boolean; outside: boolean; seconds: number; cost?: number
}
export interface Model { slug: string; title: string; cost: unknown }
export interface Deliverable { name: string; compare: string; weight: number }
/** A workflow that the exercise brings along; of several versions of a slug the last counts. */
export interface GivenWorkflow extends Workflow { slug: string }
export interface Template { slug: string; title: string; description: string; document: WorkflowDocument }

export interface Exercise {
  slug: string
  title: string
  level: number
  kind?: string
  minutes?: number
  brief_html?: string
  kinds?: Kind[]
  data: DataItem[]
  roster: Agent[]
  tools: Tool[]
  models: Model[]
  deliverables: Deliverable[]
  policies: { id: string; title: string }[]
  budget: { cost?: number; seconds?: number; human_minutes?: number }
  /** Workflows that subflows may run beside the document's own. */
  workflows?: GivenWorkflow[]
  starter: WorkflowDocument
  templates?: Template[]
}

/** A public practice case. */
export interface Case { id: string; title: string; suite: string; values: Record<string, unknown> }

/** One finding about a document, as the server and the quick checks both say it. */
export interface Problem {
  code: string
  message: string
  remedy: string
  node: string | null
  field: string | null
  severity: 'error' | 'warning'
  pointer?: string
}

/** What an agent's craft is worth for one value, 0 to 1; undefined where the exercise does not say. */
export function fitFor(exercise: Exercise, agent: Agent | undefined, value: string): number | undefined {
  const craft = exercise.data.find((item) => item.name === value)?.made_by_craft
  return craft && agent ? (agent.crafts[craft] ?? 0.1) : undefined
}

/** A fit as a word. */
export function fitWord(fit: number): 'strong' | 'fair' | 'weak' {
  if (fit >= 0.75) return 'strong'
  return fit >= 0.5 ? 'fair' : 'weak'
}

/** What checks and reviews make, in words. */
const JUDGED: Record<string, string> = { feedback: 'What was found wrong', verdict: 'Pass or fail' }

/** A value's title, or its name where it has none. */
export function dataTitle(exercise: Exercise, name: string): string {
  return exercise.data.find((item) => item.name === name)?.title || JUDGED[name] || name.replaceAll('_', ' ')
}
