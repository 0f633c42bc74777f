/** All workflows of the document, and those that the exercise brings: to open, to add, to take away. */
import { useState } from 'react'
import { everyNode, type Graph } from '../../core/document.ts'
import { givenBy, slugsOf, takenBy, usersOf, workflowTitle } from '../../core/workflows.ts'
import { useChecking } from '../../state/checking.ts'
import { openWorkflow, useEditor, useWhole } from '../../state/editor.ts'
import { openDialog } from '../../state/panels.ts'
import { useSession } from '../../state/session.ts'
import { deleteWorkflow, makeWorkflow, openGiven } from '../../state/workflows.ts'
import { Dialog } from '../Dialog.tsx'
import { Icon } from '../Icon.tsx'
import { useBuilding } from '../useWide.ts'

const several = (count: number, one: string): string => `${count} ${one}${count === 1 ? '' : 's'}`

function factsOf(graph: Graph): string {
  const takes = takenBy(graph).join(', ') || 'nothing'
  return `${several(everyNode(graph).length, 'node')}; takes ${takes}; gives ${givenBy(graph).join(', ') || 'nothing yet'}`
}

function Row({ slug, title, graph, words, onOpen, onDelete }: { slug: string; title: string; graph: Graph; words: string; onOpen: () => void; onDelete?: () => void }) {
  const byNode = useChecking((state) => state.byNode)
  const count = everyNode(graph).reduce((sum, node) => sum + (byNode[node.id]?.length ?? 0), 0)
  const open = () => { openDialog(null); onOpen() }
  return (
    <li data-testid={`workflow-${slug}`}>
      <span><strong>{title}{count > 0 && <> <span className="problem-word problem-warning">{several(count, 'problem')}</span></>}</strong><span className="choice-words">{factsOf(graph)}. {words}</span></span>
      {onDelete && <button type="button" className="mini" onClick={onDelete} aria-label={`Delete ${title}`}><Icon name="close" /></button>}
      <button type="button" className="button button-small" onClick={open} aria-label={`Open ${title}`}>Open</button>
    </li>
  )
}

function NewWorkflow() {
  const { exercise } = useSession()
  const [wish, setWish] = useState('')
  const add = (event: React.FormEvent) => {
    event.preventDefault()
    openDialog(null)
    makeWorkflow(wish, exercise)
  }
  return (
    <form className="s-field new-workflow" onSubmit={add}>
      <label htmlFor="new-workflow">A new, empty workflow</label>
      <span><input id="new-workflow" type="text" value={wish} maxLength={80} placeholder="What it is called" onChange={(event) => setWish(event.target.value)} /><button type="submit" className="button" disabled={!wish.trim()}>Add and open</button></span>
      <p className="field-help">Or select nodes on the canvas and press <kbd>G</kbd>: they become a workflow of their own.</p>
    </form>
  )
}

export function WorkflowsDialog() {
  const { exercise } = useSession()
  const doc = useWhole()
  const isFrozen = useEditor((state) => state.frozen !== null)
  const mayBuild = useBuilding() && !isFrozen
  const usedBy = (slug: string) => { const count = usersOf(doc, slug).length; return count ? `Run by ${several(count, 'sub-workflow')}.` : 'Nobody runs it yet.' }
  const given = exercise.workflows ?? []
  return (
    <Dialog title="Workflows" wide testId="workflows-dialog">
      <ul className="choices-list">
        <Row slug="" title="Main workflow" graph={doc} words={doc.fleet === undefined ? 'This is what a case runs through.' : 'The fleet routes cases to the others.'} onOpen={() => openWorkflow(null)} />
        {slugsOf(doc).map((slug) => (
          <Row key={slug} slug={slug} title={workflowTitle(slug, doc.workflows![slug])} graph={doc.workflows![slug]!} words={usedBy(slug)} onOpen={() => openWorkflow(slug)}
            {...(mayBuild ? { onDelete: () => deleteWorkflow(slug) } : {})} />
        ))}
      </ul>
      {given.length > 0 && <><h3>From the exercise</h3>
        <ul className="choices-list">{given.map((each) => <Row key={`${each.slug}/${each.version}`} slug={each.slug} title={`${workflowTitle(each.slug, each)}${each.version ? ` ${each.version}` : ''}`} graph={each} words={usedBy(each.slug)} onOpen={() => openGiven(each.slug, each.version ?? '', exercise)} />)}</ul></>}
      {mayBuild && <NewWorkflow />}
    </Dialog>
  )
}
