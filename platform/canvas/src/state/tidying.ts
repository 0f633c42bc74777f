/** Tidy: the layout worker first, the plain layout where it is late or fails. One step of undo. */
import { layOut } from '../core/layout.ts'
import { placeAt } from '../core/operations.ts'
import type { Exercise } from '../core/exercise.ts'
import { change, fitAll, isReadOnly, shown, useEditor } from './editor.ts'
import { say } from './panels.ts'

/** Places every node in reading order. */
export async function tidy(exercise: Exercise): Promise<void> {
  const state = useEditor.getState()
  if (isReadOnly(state)) return
  const document = shown(state)
  const points = await import('../layout/elk.ts')
    .then((module) => module.layOutWithElk(document, exercise))
    .catch(() => layOut(document, exercise))
  if (shown(useEditor.getState()) !== document) return say('The document changed meanwhile. Press Tidy again.')
  change('Tidy', (before) => placeAt(before, points))
  fitAll()
  say('Tidied. Undo brings the places back.')
}
