/** Asks for the reading while somebody types: after a pause, one question at a time, a stale one called off. */
import { useEffect, useState } from 'react'
import { readingOf, type Reading } from '../../core/reading.ts'
import { readPrompt } from '../../state/api.ts'
import { useSession } from '../../state/session.ts'

const DELAY = 300
const RETRY = 5000

/** `word` says how far it is; `reading` is the last good one, kept while a newer is on its way or cannot be had. */
export interface ReadingState { word: 'empty' | 'waiting' | 'read' | 'failed'; reading: Reading | null }

const EMPTY: ReadingState = { word: 'empty', reading: null }

/** The reading of a text. */
export function useReading(text: string): ReadingState {
  const session = useSession()
  const [state, setState] = useState<ReadingState>(EMPTY)
  const [tries, setTries] = useState(0)
  useEffect(() => {
    if (!text.trim()) return setState(EMPTY)
    const own = new AbortController()
    let again: ReturnType<typeof setTimeout> | undefined
    setState((before) => (before.reading?.of === text ? { ...before, word: 'read' } : { ...before, word: 'waiting' }))
    const ask = async () => {
      const answer = await readPrompt(session, text, own.signal)
      if (own.signal.aborted) return
      if (answer.ok) return setState({ word: 'read', reading: readingOf(text, answer.value) })
      setState((before) => ({ ...before, word: 'failed' }))
      again = setTimeout(() => setTries((count) => count + 1), RETRY)
    }
    const timer = setTimeout(() => void ask(), DELAY)
    return () => {
      own.abort()
      clearTimeout(timer)
      clearTimeout(again)
    }
  }, [text, session, tries])
  return state
}
