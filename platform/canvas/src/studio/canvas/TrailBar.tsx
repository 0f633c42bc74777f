/** Where the canvas stands among the document's workflows: the way back, and the list of all. */
import { slugsOf, workflowTitle } from '../../core/workflows.ts'
import { stepBack, useEditor, useWhole, type Opened } from '../../state/editor.ts'
import { openDialog } from '../../state/panels.ts'
import { Icon } from '../Icon.tsx'

export function TrailBar() {
  const doc = useWhole()
  const trail = useEditor((state) => state.trail)
  const count = slugsOf(doc).length
  if (!count && !trail.length) return null
  const titleOf = (step: Opened) => workflowTitle(step.slug, step.given ?? doc.workflows?.[step.slug])
  return (
    <nav className="trail" aria-label="Workflows" data-testid="trail">
      <ol>
        <li>{trail.length ? <button type="button" className="link" onClick={() => stepBack(0)}>Main workflow</button> : <strong aria-current="page">Main workflow</strong>}</li>
        {trail.map((step, at) => (
          <li key={`${at}${step.slug}`}>
            <Icon name="right" size={12} />
            {at < trail.length - 1 ? <button type="button" className="link" onClick={() => stepBack(at + 1)}>{titleOf(step)}</button> : <strong aria-current="page">{titleOf(step)}</strong>}
            {step.given && <span className="tick-hint">from the exercise</span>}
          </li>
        ))}
      </ol>
      <button type="button" className="bar-button" data-testid="workflows-button" onClick={() => openDialog('workflows')}>All workflows <span className="figure">{count + 1}</span></button>
    </nav>
  )
}
