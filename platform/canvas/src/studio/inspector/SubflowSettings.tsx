/** A sub-workflow: which workflow it runs, what goes in, and what is taken over from what comes out. */
import { everyNode, text, texts } from '../../core/document.ts'
import type { Exercise } from '../../core/exercise.ts'
import { givenBy, runnableOf, slugsOf, takenBy, workflowTitle, type Runnable } from '../../core/workflows.ts'
import { useChecking } from '../../state/checking.ts'
import { useEditor, useWhole } from '../../state/editor.ts'
import { chooseWorkflow, makeFor, openSubflow } from '../../state/workflows.ts'
import { Icon } from '../Icon.tsx'
import { useBuilding } from '../useWide.ts'
import { about, SelectField, TickList, type Option } from './fields.tsx'
import { useNode, useReaching, type Part } from './useNode.ts'

/** The workflows of the document, then those of the exercise. A workflow cannot run itself. */
function useChoices(exercise: Exercise): Option[] {
  const doc = useWhole()
  const open = useEditor((state) => state.trail.map((step) => step.slug).join(' ')).split(' ')
  const own = slugsOf(doc).filter((slug) => !open.includes(slug)).map((slug) => ({ value: slug, label: workflowTitle(slug, doc.workflows?.[slug]), hint: 'yours' }))
  const given = new Map((exercise.workflows ?? []).filter((workflow) => !doc.workflows?.[workflow.slug]).map((workflow) => [workflow.slug, workflow]))
  return [...own, ...[...given].map(([slug, workflow]) => ({ value: slug, label: workflowTitle(slug, workflow), hint: 'from the exercise' }))]
}

/** How many problems stand inside the workflow. */
function InnerProblems({ found }: { found: Runnable }) {
  const byNode = useChecking((state) => state.byNode)
  const count = everyNode(found.graph).reduce((sum, node) => sum + (byNode[node.id]?.length ?? 0), 0)
  if (!count || found.isGiven) return null
  return <p className="field-warning">{count === 1 ? '1 problem stands' : `${count} problems stand`} inside it. Open it to see {count === 1 ? 'it' : 'them'}.</p>
}

/** What the workflow takes, and whether it arrives here. */
function Takes({ takes, reaching }: { takes: string[]; reaching: string[] }) {
  if (!takes.length) return <p className="field-help">It takes nothing from here.</p>
  return (
    <ul className="takes">
      {takes.map((name) => (
        <li key={name}><code>{name}</code> {reaching.includes(name) ? <span className="tick-hint">arrives</span> : <span className="field-warning">does not arrive here yet</span>}</li>
      ))}
    </ul>
  )
}

export function SubflowSettings({ node }: Part) {
  const { exercise, isReadOnly, problems, set } = useNode(node)
  const reaching = useReaching(node).map((tick) => tick.value)
  const doc = useWhole()
  const isBuilding = useBuilding()
  const choices = useChoices(exercise)
  const slug = text(node.workflow)
  const found = runnableOf(doc, exercise, node)
  const versions = found?.isGiven ? (exercise.workflows ?? []).filter((each) => each.slug === slug && each.version) : []
  const takes = found ? takenBy(found.graph) : []
  const gives = found ? givenBy(found.graph) : []
  return (
    <>
      <SelectField label="Workflow" value={slug} empty={choices.length ? 'Choose a workflow' : 'None is there yet'} options={choices} disabled={isReadOnly} problems={about(problems, 'workflow')}
        onChange={(value) => set(chooseWorkflow(node, value, exercise), 'Choose the workflow')} />
      {versions.length > 1 && (
        <SelectField label="Version" value={text(node.version)} empty="The latest" disabled={isReadOnly} problems={about(problems, 'version')}
          options={versions.map((each) => ({ value: each.version!, label: each.version! }))} onChange={(version) => set({ version: version || undefined }, 'Choose the version')} />
      )}
      <p className="aims-links workflow-buttons">
        {found && <button type="button" className="button button-small" data-testid="open-workflow" onClick={() => openSubflow(node, exercise)}><Icon name="open" />{found.isGiven ? 'Look inside' : 'Open it'}</button>}
        {!isReadOnly && isBuilding && <button type="button" className={`button button-small ${found ? 'button-quiet' : ''}`} data-testid="make-workflow" onClick={() => makeFor(node, reaching.filter((name) => name !== 'verdict' && name !== 'feedback'), exercise)}><Icon name="plus" />Make a new one</button>}
      </p>
      {found && <InnerProblems found={found} />}
      {found && <section className="s-field"><span className="field-title">What goes in</span><Takes takes={takes} reaching={reaching} /></section>}
      {found && (
        <TickList label="What comes back" options={gives.map((name) => ({ value: name, label: name, hint: exercise.data.find((item) => item.name === name)?.title ?? '' }))} ticked={texts(node.yields)} disabled={isReadOnly}
          problems={about(problems, 'yields')} none="Its output delivers nothing yet. Open it, and tick values at its Output." onChange={(yields) => set({ yields }, 'Choose what comes back')} />
      )}
    </>
  )
}
