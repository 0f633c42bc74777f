/** The brief, and the keys. */
import { useSession } from '../../state/session.ts'
import { Dialog } from '../Dialog.tsx'

export function BriefDialog() {
  const { exercise, endpoints } = useSession()
  return (
    <Dialog title={exercise.title} wide>
      {/* The server renders and cleans the brief. */}
      <div className="prose prose-small" dangerouslySetInnerHTML={{ __html: exercise.brief_html ?? '' }} />
      <p><a href={endpoints.exercise_page}>The exercise page, with hints</a></p>
    </Dialog>
  )
}

const KEYS: [string, [string, string][]][] = [
  ['Build', [['A', 'Add a node, after the selected one'], ['Ctrl+Z, Ctrl+Shift+Z', 'Undo, redo'], ['Ctrl+C, Ctrl+X, Ctrl+V', 'Copy, cut, paste'], ['Ctrl+D', 'Duplicate'], ['Delete', 'Delete what is selected'], ['Ctrl+A', 'Select everything'], ['G', 'Make a sub-workflow of what is selected'], ['T', 'Tidy']]],
  ['Find your way', [['Alt+→, Alt+←', 'Along the wires, forwards and back'], ['Alt+↓, Alt+↑', 'Into a sub-workflow, and back out'], ['W', 'All workflows'], ['Arrow keys', 'Move the selected node'], ['F', 'Show everything'], ['O', 'Outline'], ['P', 'Problems'], ['Escape', 'Let go of the selection']]],
  ['Run', [['Ctrl+Enter', 'Run the chosen case'], ['Ctrl+S', 'Save at once']]],
]

export function ShortcutsDialog() {
  return (
    <Dialog title="Keys">
      {KEYS.map(([group, keys]) => (
        <section key={group} className="key-list"><h3>{group}</h3><dl>{keys.map(([key, what]) => <div key={key}><dt><kbd>{key}</kbd></dt><dd>{what}</dd></div>)}</dl></section>
      ))}
      <p className="field-help">Letters work while the canvas has the focus and no field is being typed in.</p>
    </Dialog>
  )
}
