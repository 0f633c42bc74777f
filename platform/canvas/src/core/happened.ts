/** What a step's event says of how it went, in words a person can act on. */
import type { Instance } from './run.ts'

export interface Story {
  /** What went wrong here. */
  wrong: string[]
  /** What was found, mended or missed by whoever looked. */
  looked: string[]
  /** What is good to know. */
  notes: string[]
}

type Fields = Record<string, unknown>
const fields = (value: unknown): Fields => (value && typeof value === 'object' && !Array.isArray(value) ? (value as Fields) : {})
const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : [])
const names = (value: unknown): string[] => list(value).map(String)

/** Hazards in words, by their slug. */
const HAZARDS: Record<string, string> = {
  slip: 'A plain slip', unit_mix_up: 'Units or currencies were mixed up', invented_value: 'A figure was invented', vague_request: 'It was vague about what was asked',
  chatter_or_malformed: 'The form was wrong, or there was chatter around it', ignored_limit: 'A limit was ignored', leaked_personal_data: 'Personal data got out',
  embedded_command: 'An order hidden in the content was obeyed', wrong_tone: 'The tone did not fit the reader', empty_case_mishandled: 'An empty or odd case was mishandled',
  unsupported_claim: 'Something was claimed without a source', overconfident_claim: 'Doubt was not admitted', slip_in_figures: 'A figure was worked out wrongly',
  overstepped_role: 'It did more than its step',
}
const CAUSES: Record<string, string> = { outage: 'The model was down.', service: 'The service failed.', rate_limit: 'Too many calls at once.' }

/** A hazard in the library's words where the page brought them, else in ours, else its slug made readable. */
function hazardWords(slug: string, library: Record<string, string>): string {
  const words = library[slug] ?? HAZARDS[slug] ?? slug.replaceAll('_', ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** What a step lacked to make a value: some came by wire and were not named in its instructions, some never came. */
function missingStory(missing: string[], unseen: ReadonlySet<string>, value: string, outcome: string): string[] {
  const unnamed = missing.filter((name) => unseen.has(name))
  const absent = missing.filter((name) => !unseen.has(name))
  const lines: string[] = []
  if (unnamed.length) lines.push(`The instructions do not name ${unnamed.join(', ')}, so ${value} was ${outcome}. Name it in double braces.`)
  if (absent.length) lines.push(`${absent.join(', ')} did not reach it, so ${value} was ${outcome}. Wire it, and name it in the instructions.`)
  return lines
}

function taskStory(entry: unknown, unseen: ReadonlySet<string>, library: Record<string, string>): string[] {
  const task = fields(entry)
  const value = String(task.value ?? '')
  const missing = names(task.needs_missing)
  const hazards = list(task.hazards).map(fields).filter((note) => note.struck !== false)
  const isOpen = hazards.some((note) => String(note.hazard).startsWith('missing:') && note.left_open === true)
  const lines = missingStory(missing, unseen, value, isOpen ? 'left open' : 'made up')
  for (const note of hazards) {
    if (!String(note.hazard).startsWith('missing:')) lines.push(`${hazardWords(String(note.hazard), library)}: ${value}.`)
  }
  for (const root of names(task.inherited)) lines.push(`${value} rests on a wrong ${root}.`)
  return lines
}

function lookStory(entry: unknown): string | null {
  const look = fields(entry)
  const value = String(look.value ?? '')
  if (look.cause === 'absent') return `${value} was not there.`
  if (look.wrong === true) return look.found === true ? `Found: ${value} was wrong.` : `Missed: ${value} was wrong.`
  return look.found === true ? `False alarm: ${value} was right.` : null
}

/** What a memory did: what it found, what it did not, what it laid down. */
function memoryStory(detail: Fields, made: unknown): string[] {
  const store = typeof detail.store === 'string' ? detail.store : ''
  if (!store) return []
  const lacking = names(detail.lacking)
  if (lacking.length) return [`Nothing lay in “${store}” yet for ${lacking.join(', ')}: it left by “nothing there”.`]
  const written = names(detail.written)
  if (written.length) return [`Laid ${written.join(', ')} into “${store}”.`]
  return [`Found ${Object.keys(fields(made)).join(', ') || 'what it looked for'} in “${store}”.`]
}

/** The story of one performance. `library` has the titles of hazards. */
export function storyOf(instance: Instance, policies: ReadonlyMap<string, string> = new Map(), library: Record<string, string> = {}): Story {
  const { detail } = instance
  const unseen = names(detail.unseen)
  const wrong = list(detail.tasks).flatMap((task) => taskStory(task, new Set(unseen), library))
  if (typeof detail.cause === 'string') wrong.push(CAUSES[detail.cause] ?? detail.cause)
  if (instance.status === 'failed' && instance.message) wrong.push(instance.message)
  if (instance.trouble && instance.trouble !== instance.message) wrong.push(instance.trouble)
  wrong.push(...instance.incidents.map((id) => `Incident: ${policies.get(id) ?? id}.`))
  const looked = list(detail.looks).map(lookStory).filter((line) => line !== null)
  const edited = names(detail.edited)
  if (edited.length) looked.push(`Corrected: ${edited.join(', ')}.`)
  const notes = [...instance.remarks, ...memoryStory(detail, instance.values)]
  if (unseen.length) notes.push(`Wired but not named in the instructions, so not seen: ${unseen.join(', ')}.`)
  return { wrong: [...new Set(wrong)], looked, notes }
}
