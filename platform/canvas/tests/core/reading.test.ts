import { describe, expect, it } from 'vitest'
import { readingOf, readingWords, sentenceAt, type SentenceReading } from '../../src/core/reading.ts'

const says = (slug: string, probability: number) => ({ slug, title: slug, probability })

function sentence(text: string, start: number, changes: Partial<SentenceReading> = {}): SentenceReading {
  return { text, start, end: start + [...text].length, understood: [], contradicts: [], ...changes }
}

describe('the reading', () => {
  it('tells what was understood, what hardly, what speaks against a rule, and what says none', () => {
    const read = readingOf('One. Two. Three. Four.', { sentences: [
      sentence('One.', 0, { understood: [says('cite_sources', 0.8)] }), sentence('Two.', 5, { understood: [says('fit_audience', 0.1)] }),
      sentence('Three.', 10, { contradicts: [{ slug: 'stay_in_role', title: 'Only this step' }] }), sentence('Four.', 17),
    ] })
    expect(read.sentences.map((each) => each.standing)).toEqual(['understood', 'faint', 'against', 'plain'])
  })

  it('leaves out what is next to nothing', () => {
    const read = readingOf('One.', { sentences: [sentence('One.', 0, { understood: [says('cite_sources', 0.004)] })] })
    expect(read.sentences[0]).toMatchObject({ standing: 'plain', understood: [] })
  })

  it('marks a rule that another sentence takes back, and only that one', () => {
    const read = readingOf('Cite. Be kind. No need to cite.', { sentences: [
      sentence('Cite.', 0, { understood: [says('cite_sources', 0.8), says('fit_audience', 0.5)] }), sentence('Be kind.', 6),
      sentence('No need to cite.', 15, { contradicts: [{ slug: 'cite_sources', title: 'Name the source' }] }),
    ] })
    expect(read.sentences[0]!.takenBack).toEqual(['cite_sources'])
    expect(read.sentences[2]!.takenBack).toEqual([])
  })

  it('finds sentences behind characters that a browser counts twice', () => {
    const text = '🎺🎺 Play. Rest.'
    const read = readingOf(text, { sentences: [sentence('🎺🎺 Play.', 0), sentence('Rest.', 9)] })
    expect(read.sentences.map((each) => text.slice(each.start, each.end))).toEqual(['🎺🎺 Play.', 'Rest.'])
  })

  it('knows which sentence a place belongs to', () => {
    const places = [{ start: 0, end: 4 }, { start: 6, end: 9 }]
    expect([0, 4, 5, 7, 12].map((place) => sentenceAt(places, place))).toEqual([0, 0, -1, 1, -1])
  })

  it('is told to ears in one line that counts and never asks for anything', () => {
    const read = readingOf('A. B.', { sentences: [sentence('A.', 0, { understood: [says('x', 0.9)] }), sentence('B.', 3, { contradicts: [{ slug: 'y', title: 'Y' }] })], truncated: true, limit: 5 })
    expect(readingWords(read)).toBe('The reading: 2 sentences, 1 understood, 1 speaks against a rule. The text is longer than is read.')
  })
})
