/** The bar: what this is, whether it is saved, what is wrong, and the two buttons that count. */
import { useSession } from '../../state/session.ts'
import { redoAction, undoAction } from '../../state/actions.ts'
import { useChecking } from '../../state/checking.ts'
import { useEditor, useReadOnly } from '../../state/editor.ts'
import { openDialog } from '../../state/panels.ts'
import { useSaving } from '../../state/saving.ts'
import { saveWords } from '../../core/autosave.ts'
import { Icon } from '../Icon.tsx'
import { useBuilding } from '../useWide.ts'
import { Menu } from './Menu.tsx'
import { RunControls } from './RunControls.tsx'

function SaveWord() {
  const state = useSaving((saving) => saving.state)
  const isBad = state.word === 'offline' || state.word === 'refused' || state.word === 'conflict'
  return (
    <span className={`save-word ${isBad ? 'is-bad' : ''}`} data-testid="save-state" data-word={state.word} role={isBad ? 'status' : undefined} title={state.word === 'refused' ? state.message : undefined}>
      {state.word === 'conflict' ? <button type="button" className="link" onClick={() => openDialog('conflict')}>{saveWords(state)}</button> : saveWords(state)}
    </span>
  )
}

function ProblemsButton() {
  const problems = useChecking((state) => state.problems)
  const errors = problems.filter((problem) => problem.severity === 'error').length
  const isUnknown = useChecking((state) => state.failed) && problems.length === 0
  const words = isUnknown ? 'Not checked' : problems.length === 0 ? 'No problems' : `${problems.length} ${errors ? 'problem' : 'warning'}${problems.length === 1 ? '' : 's'}`
  return (
    <button type="button" className={`bar-button problems-button ${errors ? 'has-errors' : problems.length ? 'has-warnings' : ''}`} data-testid="problems-button" onClick={() => openDialog('problems')} title={words}>
      <Icon name={problems.length ? 'problem' : isUnknown ? 'more' : 'good'} /><span className="bar-words">{words}</span><span className="bar-count figure" aria-hidden="true">{problems.length || ''}</span>
    </button>
  )
}

function History() {
  const past = useEditor((state) => state.history.past.at(-1)?.label)
  const future = useEditor((state) => state.history.future[0]?.label)
  return (
    <span className="bar-pair">
      <button type="button" className="bar-button" onClick={undoAction} disabled={!past} aria-label={past ? `Undo: ${past}` : 'Undo'} title={past ? `Undo: ${past} (Ctrl+Z)` : 'Nothing to undo'}><Icon name="undo" /></button>
      <button type="button" className="bar-button" onClick={redoAction} disabled={!future} aria-label={future ? `Redo: ${future}` : 'Redo'} title={future ? `Redo: ${future} (Ctrl+Shift+Z)` : 'Nothing to redo'}><Icon name="redo" /></button>
    </span>
  )
}

export function TopBar() {
  const { exercise, endpoints } = useSession()
  const isReadOnly = useReadOnly()
  const isBuilding = useBuilding()
  return (
    <header className="topbar">
      <a className="bar-home" href={endpoints.exercise_page} title="Back to the exercise"><span className="bar-title">Studio</span><span className="bar-exercise">{exercise.title}</span></a>
      {!isReadOnly && <SaveWord />}
      <span className="bar-space" />
      {isBuilding && !isReadOnly && <History />}
      <button type="button" className="bar-button" data-testid="outline-button" onClick={() => openDialog('outline')} title="The workflow as a list (O)"><Icon name="outline" /><span className="bar-words">Outline</span></button>
      <ProblemsButton />
      <Menu />
      <RunControls />
    </header>
  )
}
