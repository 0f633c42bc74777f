/** The reading as the page needs it: places in the text as the browser counts them, and how each sentence stands. */

/** A directive or criterion in the catalogue's words. */
export interface Explained { slug: string; title: string; description?: string; sort?: string }
export interface Understood extends Explained { probability: number }

/** What the sandbox understood of one sentence. */
export interface SentenceReading {
  text: string
  start: number
  end: number
  understood: Understood[]
  contradicts: Explained[]
}

/** The server's answer. `truncated`: only the first `limit` characters were read. */
export interface ReadingAnswer { sentences: SentenceReading[]; truncated?: boolean; limit?: number }

/** How a sentence stands: it says a rule, hardly says one, speaks against one, or none of it. */
export type Standing = 'understood' | 'faint' | 'against' | 'plain'

/** Signs beside colours, for eyes that do not tell these apart. */
export const SIGNS: Record<Standing, string> = { understood: '✓', faint: '~', against: '✕', plain: '·' }

export interface ReadSentence extends SentenceReading {
  standing: Standing
  /** Rules of this sentence that another sentence takes back. */
  takenBack: string[]
}

/** A reading with the very text that was read. */
export interface Reading { of: string; sentences: ReadSentence[]; truncated: boolean; limit: number }

/** Below this, a sentence hardly says it. */
export const FAINT = 0.3
/** Below this, it is not worth a word. */
const NEXT_TO_NOTHING = 0.05

function standingOf({ understood, contradicts }: SentenceReading): Standing {
  if (contradicts.length) return 'against'
  if (understood.some((item) => item.probability >= FAINT)) return 'understood'
  return understood.length ? 'faint' : 'plain'
}

/** For each character as the server counts them (whole code points), where it begins in a browser's text. */
function countUnits(text: string): (point: number) => number {
  if (!/[\uD800-\uDBFF]/.test(text)) return (point) => point
  const starts: number[] = []
  let at = 0
  for (const character of text) {
    starts.push(at)
    at += character.length
  }
  return (point) => starts[point] ?? text.length
}

/** Makes a reading of the server's answer to a text. */
export function readingOf(text: string, answer: ReadingAnswer): Reading {
  const unit = countUnits(text)
  const worded = answer.sentences.map((sentence) => ({ ...sentence, understood: sentence.understood.filter((item) => item.probability >= NEXT_TO_NOTHING) }))
  const sentences = worded.map((sentence, at): ReadSentence => ({
    ...sentence, start: unit(sentence.start), end: unit(sentence.end), standing: standingOf(sentence),
    takenBack: sentence.understood.filter((item) => item.probability >= FAINT).map((item) => item.slug)
      .filter((slug) => answer.sentences.some((other, place) => place !== at && other.contradicts.some((item) => item.slug === slug))),
  }))
  return { of: text, sentences, truncated: answer.truncated ?? false, limit: answer.limit ?? text.length }
}

/** The sentence that a place in the text belongs to; -1 where it is none's. */
export const sentenceAt = (sentences: { start: number; end: number }[], place: number): number =>
  sentences.findIndex((sentence) => sentence.start <= place && place <= sentence.end)

const several = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`

/** The reading in one sentence, for ears: how much was understood, never what is needed. */
export function readingWords(reading: Reading): string {
  const count = (standing: Standing) => reading.sentences.filter((sentence) => sentence.standing === standing).length
  const parts = [
    `${count('understood')} understood`,
    count('faint') && `${count('faint')} hardly`,
    count('against') && several(count('against'), 'speaks against a rule', 'speak against rules'),
  ].filter(Boolean)
  const words = `The reading: ${several(reading.sentences.length, 'sentence', 'sentences')}, ${parts.join(', ')}.`
  return reading.truncated ? `${words} The text is longer than is read.` : words
}
