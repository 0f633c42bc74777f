import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createSaver, saveWords, type PutAnswer, type SaveState } from '../../src/core/autosave.ts'
import { makeDocument, makeLetters } from './make.ts'

beforeEach(() => { vi.useFakeTimers() })
afterEach(() => { vi.useRealTimers() })

const AT = new Date(2026, 1, 3, 16, 40)

function makeSaver(answers: PutAnswer[]) {
  const told: SaveState[] = []
  const kept: number[] = []
  const put = vi.fn(async (_document: unknown, _revision: number): Promise<PutAnswer> => answers.shift() ?? { kind: 'saved', revision: 99, at: AT })
  const forget = vi.fn()
  const saver = createSaver(7, { put, keep: (_document, revision) => kept.push(revision), forget, tell: (state) => told.push(state) })
  return { saver, put, told, kept, forget, words: () => told.map(saveWords) }
}

test('a change is kept here at once and saved a second after the last one', async () => {
  const { saver, put, kept, forget, words } = makeSaver([{ kind: 'saved', revision: 8, at: AT }])
  saver.change(makeDocument([], []))
  await vi.advanceTimersByTimeAsync(800)
  saver.change(makeLetters())
  await vi.advanceTimersByTimeAsync(800)
  expect(put).not.toHaveBeenCalled()
  await vi.advanceTimersByTimeAsync(300)
  expect(put).toHaveBeenCalledExactlyOnceWith(makeLetters(), 7)
  expect(kept).toEqual([7, 7])
  expect(forget).toHaveBeenCalledOnce()
  expect(words().at(-1)).toBe('Saved 16:40')
})

test('a change during a request is saved right after it, over the new revision', async () => {
  const { saver, put } = makeSaver([{ kind: 'saved', revision: 8, at: AT }])
  saver.change(makeDocument([], []))
  const flushed = saver.flush()
  saver.change(makeLetters())
  expect(await flushed).toBe(true)
  expect(put.mock.calls.map(([, revision]) => revision)).toEqual([7, 8])
})

test('offline is said, kept here, and tried again', async () => {
  const { saver, put, forget, words } = makeSaver([{ kind: 'unreachable' }])
  saver.change(makeLetters())
  expect(await saver.flush()).toBe(false)
  expect(words().at(-1)).toBe('Offline: kept here')
  expect(forget).not.toHaveBeenCalled()
  await vi.advanceTimersByTimeAsync(5100)
  expect(put).toHaveBeenCalledTimes(2)
  expect(words().at(-1)).toBe('Saved 16:40')
})

test('after a conflict nothing is overwritten until somebody chose', async () => {
  const { saver, put, told } = makeSaver([{ kind: 'conflict', theirs: { document: makeLetters(), revision: 12 } }])
  saver.change(makeDocument([], []))
  await saver.flush()
  saver.change(makeLetters())
  await vi.advanceTimersByTimeAsync(10_000)
  expect(put).toHaveBeenCalledOnce()
  expect(told.at(-1)?.word).toBe('conflict')
  saver.rebase(12)
  await vi.advanceTimersByTimeAsync(10)
  expect(put.mock.calls[1]?.[1]).toBe(12)
})

test('a refusal is not called saved', async () => {
  const { saver, words } = makeSaver([{ kind: 'refused', message: 'Too large.' }])
  saver.change(makeLetters())
  await saver.flush()
  expect(words().at(-1)).toBe('Not saved: kept here')
})
