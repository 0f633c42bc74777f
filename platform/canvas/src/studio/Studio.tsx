/** The Studio: bar, palette, canvas, panel, Score, and what opens over them. */
import { ReactFlowProvider } from '@xyflow/react'
import { lazy, Suspense, useEffect } from 'react'
import type { WorkflowDocument } from '../core/document.ts'
import { startChecking } from '../state/checking.ts'
import { unfreeze, useEditor, useReadOnly } from '../state/editor.ts'
import { usePanels } from '../state/panels.ts'
import { openFromAddress, withParam } from '../state/performing.ts'
import { clearRun, useRunning } from '../state/running.ts'
import { startSaving } from '../state/saving.ts'
import { SessionContext, useSession, type Bootstrap } from '../state/session.ts'
import { takeDocument } from '../state/actions.ts'
import { TopBar } from './bar/TopBar.tsx'
import { Canvas } from './canvas/Canvas.tsx'
import { TrailBar } from './canvas/TrailBar.tsx'
import { Guard } from './Guard.tsx'
import { fetchPanel, Inspector } from './inspector/Inspector.tsx'
import { useKeyboard } from './keyboard.ts'
import { Notice } from './Notice.tsx'
import { Palette } from './Palette.tsx'
import { QuickAdd } from './QuickAdd.tsx'
import { GateBar } from './run/GateBar.tsx'
import { ScorePanel } from './run/ScorePanel.tsx'
import { useBuilding } from './useWide.ts'

const shelf = () => import('./dialogs/ShelfDialogs.tsx')
const help = () => import('./dialogs/HelpDialogs.tsx')

/** Dialogs are fetched when they are first opened. */
const DIALOGS = {
  problems: lazy(() => import('./dialogs/ProblemsDialog.tsx').then((module) => ({ default: module.ProblemsDialog }))),
  outline: lazy(() => import('./dialogs/OutlineDialog.tsx').then((module) => ({ default: module.OutlineDialog }))),
  submit: lazy(() => import('./dialogs/SubmitDialog.tsx').then((module) => ({ default: module.SubmitDialog }))),
  conflict: lazy(() => shelf().then((module) => ({ default: module.ConflictDialog }))),
  templates: lazy(() => shelf().then((module) => ({ default: module.TemplatesDialog }))),
  versions: lazy(() => shelf().then((module) => ({ default: module.VersionsDialog }))),
  shortcuts: lazy(() => help().then((module) => ({ default: module.ShortcutsDialog }))),
  workflows: lazy(() => import('./dialogs/WorkflowsDialog.tsx').then((module) => ({ default: module.WorkflowsDialog }))),
  brief: lazy(() => help().then((module) => ({ default: module.BriefDialog }))),
}

function OpenDialog() {
  const name = usePanels((state) => state.dialog)
  const Shown = name ? DIALOGS[name] : null
  return Shown ? <Suspense fallback={null}><Shown key={name} /></Suspense> : null
}

/** Another version than the draft is on the screen: say so, and how to get back. */
function FrozenBar() {
  const frozen = useEditor((state) => state.frozen)
  const { exercise } = useSession()
  const hasRun = useRunning((state) => state.mode !== 'none')
  if (!frozen) return null
  const isTwin = !hasRun && new URLSearchParams(location.search).has('case')
  const back = () => {
    unfreeze()
    if (frozen.what === 'submission') clearRun()
    history.replaceState(null, '', withParam(frozen.what, null))
  }
  const take = () => {
    const version = frozen.document
    back()
    takeDocument(version, 'Opened that version as the draft', exercise)
  }
  return (
    <div className="frozen-bar" role="status">
      <span>{frozen.what === 'run' ? 'This is the version that was run.' : 'This is the version you submitted.'} It can be looked at and run, not changed.{isTwin && <strong> A practice case like the finding is chosen: press Run to see it happen.</strong>}</span>
      <button type="button" className="button button-small" onClick={back}>Back to my draft</button>
      <button type="button" className="button button-small" onClick={take}>Make it my draft</button>
    </div>
  )
}

export function Studio({ session, first }: { session: Bootstrap; first: WorkflowDocument }) {
  const isBuilding = useBuilding()
  const isReadOnly = useReadOnly()
  useKeyboard(session)
  useEffect(() => {
    const stops = [startSaving(session, first), startChecking(session)]
    void openFromAddress(session)
    setTimeout(fetchPanel, 400)
    return () => stops.forEach((stop) => stop())
  }, [session, first])
  return (
    <SessionContext value={session}>
      <ReactFlowProvider>
        <div className={`studio ${isBuilding ? 'is-building' : 'is-small'}`} data-testid="studio">
          <TopBar />
          <FrozenBar />
          <GateBar />
          {!isBuilding && <p className="small-words">Here you can read, run, replay and edit prompts. Adding and wiring nodes asks for a window of 900 px or more.</p>}
          <div className={`desk ${isReadOnly ? 'is-frozen' : ''}`}>
            <h1 className="visually-hidden">Studio: {session.exercise.title}</h1>
            {isBuilding && !isReadOnly && <Palette />}
            <div className="middle"><TrailBar /><Guard what="The canvas"><Canvas /></Guard><Guard what="The Score"><ScorePanel /></Guard></div>
            <Guard what="The panel"><Inspector /></Guard>
          </div>
          <Guard what="The quick add"><QuickAdd /></Guard>
          <Notice />
          <Guard what="The dialog"><OpenDialog /></Guard>
        </div>
      </ReactFlowProvider>
    </SessionContext>
  )
}
