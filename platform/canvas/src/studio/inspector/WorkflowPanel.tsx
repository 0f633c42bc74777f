/** A further workflow with nothing selected in it: its name, what it takes and gives, who runs it. */
import { useState } from 'react'
import { titleOf } from '../../core/document.ts'
import { describeWorkflow, givenBy, slugRefusal, takenBy, usersOf, workflowTitle } from '../../core/workflows.ts'
import { changeWhole, goTo, settle, useDocument, useEditor, useReadOnly, useWhole, type Opened } from '../../state/editor.ts'
import { deleteWorkflow, rename } from '../../state/workflows.ts'
import { useBuilding } from '../useWide.ts'
import { TextField } from './fields.tsx'

const Names = ({ names, none }: { names: string[]; none: string }) => <p>{names.length ? names.map((name) => <code key={name} className="name-chip">{name}</code>) : <span className="field-help">{none}</span>}</p>

/** The slug changes when the field is left, so that half a name never reaches those who run it. */
function SlugField({ slug }: { slug: string }) {
  const doc = useWhole()
  const [wish, setWish] = useState(slug)
  const refusal = slugRefusal(doc, slug, wish)
  const leave = () => {
    if (refusal === null && wish !== slug) rename(slug, wish)
    else setWish(slug)
  }
  return (
    <div onBlur={leave} onKeyDown={(event) => { if (event.key === 'Enter') leave() }}>
      <TextField label="Known as" mono value={wish} help={refusal ?? 'Sub-workflows name it so, and follow when it changes.'} onChange={setWish} />
    </div>
  )
}

export default function WorkflowPanel({ open }: { open: Opened }) {
  const doc = useWhole()
  const view = useDocument()
  const isReadOnly = useReadOnly()
  const isBuilding = useBuilding()
  const isFrozen = useEditor((state) => state.frozen !== null)
  const workflow = open.given ? undefined : doc.workflows?.[open.slug]
  const users = usersOf(doc, open.slug)
  const title = workflowTitle(open.slug, open.given ?? workflow)
  return (
    <div className="inspector-body s-form" data-testid="workflow-panel">
      <h2>{title}</h2>
      {open.given ? <p className="field-help">This workflow comes with the exercise. It can be looked at and run, not changed.</p>
        : !isFrozen && !isReadOnly && (
          <>
            <TextField label="Title" value={workflow?.title ?? ''} placeholder={workflowTitle(open.slug, undefined)} onChange={(value) => changeWhole('Change the title', (document) => describeWorkflow(document, open.slug, { title: value }), `workflow/${open.slug}/title`)} />
            <SlugField key={open.slug} slug={open.slug} />
            <TextField label="Version" value={workflow?.version ?? ''} placeholder="none" onChange={(value) => changeWhole('Change the version', (document) => describeWorkflow(document, open.slug, { version: value }), `workflow/${open.slug}/version`)} />
          </>
        )}
      <section><h3>Takes</h3><Names names={takenBy(view)} none="Nothing: it has no Input, or the Input gives nothing." /></section>
      <section><h3>Gives</h3><Names names={givenBy(view)} none="Nothing yet: tick values at its Output." /></section>
      <section>
        <h3>Run by</h3>
        {users.length ? <ul className="rules">{users.map((node) => <li key={node.id}><button type="button" className="link" onClick={() => { settle(); goTo(node.id) }}>{titleOf(node)}</button></li>)}</ul> : <p className="field-help">No sub-workflow runs it yet.</p>}
      </section>
      {!open.given && !isReadOnly && isBuilding && <p className="node-actions"><button type="button" className="button button-small button-danger" onClick={() => deleteWorkflow(open.slug)}>Delete this workflow</button></p>}
    </div>
  )
}
