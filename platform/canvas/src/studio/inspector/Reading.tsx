/** The reading: each sentence with what the sandbox understood of it; what contradicts is marked. */
import { useEffect, useState } from 'react'
import type { SentenceReading } from '../../core/exercise.ts'
import { readPrompt } from '../../state/api.ts'
import { useSession } from '../../state/session.ts'

const DELAY = 500
/** Below this, a sentence hardly says it. */
const FAINT = 0.3

type State = { word: 'empty' | 'waiting' | 'failed'; sentences: SentenceReading[] } | { word: 'read'; sentences: SentenceReading[] }

function useReading(text: string): State {
  const session = useSession()
  const [state, setState] = useState<State>({ word: 'empty', sentences: [] })
  useEffect(() => {
    if (!text.trim()) {
      setState({ word: 'empty', sentences: [] })
      return
    }
    let isCurrent = true
    setState((before) => ({ word: 'waiting', sentences: before.sentences }))
    const timer = setTimeout(async () => {
      const answer = await readPrompt(session, text)
      if (!isCurrent) return
      setState(answer.ok ? { word: 'read', sentences: answer.value.sentences } : { word: 'failed', sentences: [] })
    }, DELAY)
    return () => {
      isCurrent = false
      clearTimeout(timer)
    }
  }, [text, session])
  return state
}

export function Reading({ text }: { text: string }) {
  const { word, sentences } = useReading(text)
  if (word === 'empty') return null
  return (
    <section className="reading" aria-label="The reading" aria-busy={word === 'waiting'}>
      <h3>The reading <small>{word === 'waiting' ? 'reading …' : 'what was understood, and how surely'}</small></h3>
      {word === 'failed' && <p className="field-help">It cannot be read right now. Your text is safe; type on to try again.</p>}
      <ol>{sentences.map((sentence, at) => <Sentence key={`${at}${sentence.start}`} sentence={sentence} />)}</ol>
    </section>
  )
}

function Sentence({ sentence }: { sentence: SentenceReading }) {
  const { understood, contradicts } = sentence
  const isPlain = understood.length + contradicts.length === 0
  return (
    <li className={isPlain ? 'is-plain' : ''}>
      <p>{sentence.text}</p>
      {!isPlain && (
        <ul className="understood">
          {understood.map((item) => <li key={item.slug} className={item.probability < FAINT ? 'understood-faint' : 'understood-yes'}>{item.probability < FAINT ? 'hardly: ' : ''}{item.title} <span className="figure">{Math.round(item.probability * 100)} %</span></li>)}
          {contradicts.map((item) => <li key={item.slug} className="understood-no">contradicts: {item.title}</li>)}
        </ul>
      )}
    </li>
  )
}
