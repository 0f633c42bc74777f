/** The Studio: bar, palette, canvas, panel, Score, and what opens over them. */
import { ReactFlowProvider } from '@xyflow/react'
import { useEffect } from 'react'
import type { WorkflowDocument } from '../core/document.ts'
import { startChecking } from '../state/checking.ts'
import { unfreeze, useEditor } from '../state/editor.ts'
import { usePanels } from '../state/panels.ts'
import { openFromAddress, withParam } from '../state/performing.ts'
import { clearRun } from '../state/running.ts'
import { startSaving } from '../state/saving.ts'
import { SessionContext, useSession, type Bootstrap } from '../state/session.ts'
import { takeDocument } from '../state/actions.ts'
import { TopBar } from './bar/TopBar.tsx'
import { Canvas } from './canvas/Canvas.tsx'
import { BriefDialog, ShortcutsDialog } from './dialogs/HelpDialogs.tsx'
import { OutlineDialog } from './dialogs/OutlineDialog.tsx'
import { ProblemsDialog } from './dialogs/ProblemsDialog.tsx'
import { ConflictDialog, TemplatesDialog, VersionsDialog } from './dialogs/ShelfDialogs.tsx'
import { SubmitDialog } from './dialogs/SubmitDialog.tsx'
import { Inspector } from './inspector/Inspector.tsx'
import { useKeyboard } from './keyboard.ts'
import { Notice } from './Notice.tsx'
import { Palette } from './Palette.tsx'
import { QuickAdd } from './QuickAdd.tsx'
import { ScorePanel } from './run/ScorePanel.tsx'
import { useBuilding } from './useWide.ts'

const DIALOGS = {
  problems: ProblemsDialog, outline: OutlineDialog, submit: SubmitDialog, conflict: ConflictDialog, templates: TemplatesDialog,
  versions: VersionsDialog, shortcuts: ShortcutsDialog, brief: BriefDialog,
}

function OpenDialog() {
  const name = usePanels((state) => state.dialog)
  const Shown = name ? DIALOGS[name] : null
  return Shown ? <Shown key={name} /> : null
}

/** Another version than the draft is on the screen: say so, and how to get back. */
function FrozenBar() {
  const frozen = useEditor((state) => state.frozen)
  const { exercise } = useSession()
  if (!frozen) return null
  const back = () => {
    unfreeze()
    clearRun()
    history.replaceState(null, '', withParam(frozen.what, null))
  }
  const take = () => {
    const version = frozen.document
    back()
    takeDocument(version, 'Opened that version as the draft', exercise)
  }
  return (
    <div className="frozen-bar" role="status">
      <span>{frozen.what === 'run' ? 'This is the version that was run.' : 'This is the version you submitted.'} It can be looked at and run, not changed.</span>
      <button type="button" className="button button-small" onClick={back}>Back to my draft</button>
      <button type="button" className="button button-small" onClick={take}>Make it my draft</button>
    </div>
  )
}

export function Studio({ session, first }: { session: Bootstrap; first: WorkflowDocument }) {
  const isBuilding = useBuilding()
  useKeyboard(session)
  useEffect(() => {
    const stops = [startSaving(session, first), startChecking(session)]
    void openFromAddress(session)
    return () => stops.forEach((stop) => stop())
  }, [session, first])
  return (
    <SessionContext value={session}>
      <ReactFlowProvider>
        <div className={`studio ${isBuilding ? 'is-building' : 'is-small'}`} data-testid="studio">
          <TopBar />
          <FrozenBar />
          {!isBuilding && <p className="small-words">Here you can read, run, replay and edit prompts. Building asks for a window of 900 px or more.</p>}
          <div className="desk">
            <h1 className="visually-hidden">Studio: {session.exercise.title}</h1>
            {isBuilding && <Palette />}
            <div className="middle"><Canvas /><ScorePanel /></div>
            <Inspector />
          </div>
          <QuickAdd />
          <Notice />
          <OpenDialog />
        </div>
      </ReactFlowProvider>
    </SessionContext>
  )
}
