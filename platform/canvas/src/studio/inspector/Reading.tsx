/** The reading: each sentence with what the sandbox understood of it; what contradicts is marked. Never what is needed. */
import { useEffect, useRef, useState } from 'react'
import { FAINT, readingWords, SIGNS, type ReadSentence, type Standing } from '../../core/reading.ts'
import type { ReadingState } from './useReading.ts'

const WORDS: Record<Standing, string> = { understood: 'Understood', faint: 'Hardly understood', against: 'Speaks against a rule', plain: 'No rule understood' }

const STATE_WORDS: Record<ReadingState['word'], string> = {
  empty: '', waiting: 'reading …', read: 'what was understood, and how surely', failed: 'cannot be read right now',
}

/** The sentence that list and text both show: `held` by focus or caret and explained in full, `hovered` by the pointer; -1 is none. */
export interface Meant { held: number; hovered: number }

interface Props { state: ReadingState; meant: Meant; onHold: (at: number) => void; onHover: (at: number) => void; onGo: (sentence: ReadSentence) => void }

/** What a screen reader hears, once typing pauses. */
function useAnnouncement({ word, reading }: ReadingState): string {
  const [words, setWords] = useState('')
  useEffect(() => {
    if (word !== 'read' || !reading) return
    const timer = setTimeout(() => setWords(readingWords(reading)), 1200)
    return () => clearTimeout(timer)
  }, [word, reading])
  return words
}

/** Keeps the lit sentence in sight inside the list, and leaves the page where it is. */
function useInSight(list: React.RefObject<HTMLOListElement | null>, at: number): void {
  useEffect(() => {
    const box = list.current
    const item = box?.children[at] as HTMLElement | undefined
    if (!box || !item) return
    const above = item.offsetTop - box.offsetTop
    if (above < box.scrollTop) box.scrollTop = above
    else if (above + item.offsetHeight > box.scrollTop + box.clientHeight) box.scrollTop = Math.min(above, above + item.offsetHeight - box.clientHeight)
  }, [list, at])
}

export function Reading({ state, meant, onHold, onHover, onGo }: Props) {
  const { word, reading } = state
  const said = useAnnouncement(state)
  const list = useRef<HTMLOListElement>(null)
  const sentences = reading?.sentences ?? []
  const stop = meant.held >= 0 && meant.held < sentences.length ? meant.held : 0
  useInSight(list, meant.held)
  const onKeys = (event: React.KeyboardEvent) => {
    const goals: Record<string, number> = { ArrowDown: stop + 1, ArrowUp: stop - 1, Home: 0, End: sentences.length - 1 }
    const goal = goals[event.key]
    if (goal === undefined) return
    event.preventDefault()
    list.current?.querySelectorAll<HTMLElement>('.reading-line')[Math.max(0, Math.min(sentences.length - 1, goal))]?.focus()
  }
  return (
    <section className={`reading reading-${word}`} aria-label="The reading" data-testid="reading" data-word={word}>
      <h3>The reading <small>{STATE_WORDS[word]}</small></h3>
      <p className="visually-hidden" role="status" aria-live="polite">{said}</p>
      {word === 'empty' && <p className="field-help">Nothing is written yet. Once it is, each sentence stands here with what was understood.</p>}
      {word === 'failed' && <p className="field-help">{sentences.length > 0 ? 'This is the last reading. ' : ''}Your text is safe, and it is tried again in a moment.</p>}
      {word !== 'empty' && reading?.truncated && <p className="field-warning">Only the first {reading.limit.toLocaleString('en')} characters are read. What stands after them has no effect.</p>}
      {word !== 'empty' && (
        <ol ref={list} onKeyDown={onKeys} onMouseLeave={() => onHover(-1)}>
          {sentences.map((sentence, at) => (
            <Line key={`${at}/${sentence.text}`} sentence={sentence} isLit={meant.held === at || meant.hovered === at} isOpen={meant.held === at} isStop={stop === at}
              hold={() => onHold(at)} hover={() => onHover(at)} go={() => onGo(sentence)} />
          ))}
        </ol>
      )}
    </section>
  )
}

function Line({ sentence, isLit, isOpen, isStop, hold, hover, go }: {
  sentence: ReadSentence; isLit: boolean; isOpen: boolean; isStop: boolean; hold: () => void; hover: () => void; go: () => void
}) {
  const { standing, understood, contradicts, takenBack } = sentence
  return (
    <li className={`stands-${standing} ${isLit ? 'is-lit' : ''}`}>
      <button type="button" className="reading-line" tabIndex={isStop ? 0 : -1} title="Go to this sentence in the text" onFocus={hold} onMouseEnter={hover} onClick={go}>
        <span className="reading-sign" aria-hidden="true">{SIGNS[standing]}</span>
        <span className="reading-text"><span className="visually-hidden">{WORDS[standing]}: </span>{sentence.text}</span>
        {standing !== 'plain' && (
          <span className="understood">
            {understood.map((item) => <Chip key={item.slug} title={item.title} probability={item.probability} isTakenBack={takenBack.includes(item.slug)} />)}
            {contradicts.map((item) => <span key={item.slug} className="understood-no">speaks against: {item.title}</span>)}
          </span>
        )}
      </button>
      {isOpen && standing !== 'plain' && (
        <dl className="explained">
          {[...understood, ...contradicts].filter((item) => item.description).map((item) => <div key={item.slug}><dt>{item.title}</dt><dd>{item.description}</dd></div>)}
        </dl>
      )}
    </li>
  )
}

function Chip({ title, probability, isTakenBack }: { title: string; probability: number; isTakenBack: boolean }) {
  const isFaint = probability < FAINT
  return (
    <span className={isTakenBack ? 'understood-no' : isFaint ? 'understood-faint' : 'understood-yes'}>
      {isFaint && 'hardly: '}{title} <span className="figure">{Math.round(probability * 100)} %</span>{isTakenBack && ', taken back elsewhere'}
    </span>
  )
}
