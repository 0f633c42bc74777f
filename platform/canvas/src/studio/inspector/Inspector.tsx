/** The panel on the right: the selected node; the exercise's aims where nothing is selected. */
import { lazy, Suspense } from 'react'
import { edgeId, everyEdge, everyPlace, placeOf, titleOf } from '../../core/document.ts'
import { dataTitle } from '../../core/exercise.ts'
import { secondsText } from '../../core/score.ts'
import { deleteSelected, duplicateSelected, wireWords } from '../../state/actions.ts'
import { extractSelected } from '../../state/workflows.ts'
import { useDocument, useEditor, useReadOnly } from '../../state/editor.ts'
import { openDialog } from '../../state/panels.ts'
import { useSession } from '../../state/session.ts'

const loadPanel = () => import('./NodePanel.tsx')
const NodePanel = lazy(loadPanel)
const WorkflowPanel = lazy(() => import('./WorkflowPanel.tsx'))

/** Fetches the panel before it is wanted, once the first screen stands. */
export const fetchPanel = (): void => { void loadPanel() }

/** What the exercise wants, and what it may cost: where nothing is selected. */
function Aims() {
  const { exercise, endpoints } = useSession()
  const { budget } = exercise
  const limits = [budget.cost !== undefined && `€${budget.cost} a case`, budget.seconds !== undefined && `${secondsText(budget.seconds)} a case`, budget.human_minutes !== undefined && `${budget.human_minutes} human ${budget.human_minutes === 1 ? 'minute' : 'minutes'} on average`].filter(Boolean)
  return (
    <div className="inspector-body aims">
      <h2>What to deliver</h2>
      <ul className="deliverables">{exercise.deliverables.map((item) => <li key={item.name}><code>{item.name}</code> {dataTitle(exercise, item.name)} <span className="figure">{Math.round(item.weight * 100)} %</span></li>)}</ul>
      {exercise.policies.length > 0 && <><h3>House rules</h3><ul className="rules">{exercise.policies.map((policy) => <li key={policy.id}>{policy.title}</li>)}</ul></>}
      {limits.length > 0 && <><h3>Budget</h3><p>{limits.join(', ')}</p></>}
      <p className="aims-links">
        {exercise.brief_html && <button type="button" className="button button-small" onClick={() => openDialog('brief')}>Read the brief</button>}
        <a className="button button-small button-quiet" href={endpoints.exercise_page}>Exercise page</a>
      </p>
      <p className="field-help">Select a node to set it up. Press <kbd>?</kbd> for all keys.</p>
    </div>
  )
}

function WirePanel({ id }: { id: string }) {
  const doc = useDocument()
  const isReadOnly = useReadOnly()
  const edge = everyEdge(doc).find((candidate) => edgeId(candidate) === id)
  if (!edge) return null
  return (
    <div className="inspector-body s-form">
      <h2>A wire</h2>
      <p>{wireWords(doc, edge)}</p>
      {!isReadOnly && <p><button type="button" className="button button-small button-danger" onClick={deleteSelected}>Take it away</button></p>}
    </div>
  )
}

export function Inspector() {
  const { exercise } = useSession()
  const doc = useDocument()
  const selected = useEditor((state) => state.selected)
  const selectedEdges = useEditor((state) => state.selectedEdges)
  const isReadOnly = useReadOnly()
  const node = selected.length === 1 ? placeOf(doc, selected[0]!)?.node : undefined
  const opened = useEditor((state) => state.trail.at(-1))
  const open = node ? 'is-open' : ''
  return (
    <aside className={`inspector ${open}`} data-testid="inspector" aria-label={node ? `Panel of ${titleOf(node)}` : 'Panel'}>
      {node ? <Suspense fallback={<p className="empty-words">One moment.</p>}><NodePanel node={node} /></Suspense>
        : selected.length > 1 ? (
          <div className="inspector-body">
            <h2>{selected.length} of {everyPlace(doc).length} nodes</h2>
            {!isReadOnly && <p className="node-actions"><button type="button" className="button button-small" onClick={() => void extractSelected(exercise)}>Make a sub-workflow</button><button type="button" className="button button-small" onClick={duplicateSelected}>Duplicate</button><button type="button" className="button button-small button-danger" onClick={deleteSelected}>Delete</button></p>}
          </div>
        ) : selectedEdges.length === 1 ? <WirePanel id={selectedEdges[0]!} /> : opened ? <Suspense fallback={null}><WorkflowPanel key={opened.slug} open={opened} /></Suspense> : <Aims />}
    </aside>
  )
}
