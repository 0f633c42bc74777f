/** What buttons and keys do with the further workflows of a document. */
import type { Exercise } from '../core/exercise.ts'
import { nodeOf, text, texts, titleOf, type WorkflowDocument, type WorkflowNode } from '../core/document.ts'
import { withPlaces } from '../core/layout.ts'
import { changeNode } from '../core/operations.ts'
import { addWorkflow, freshSlug, givenBy, MOST_WORKFLOWS, removeWorkflow, renameWorkflow, runnableOf, slugsOf, usersOf, workflowTitle, type Runnable } from '../core/workflows.ts'
import { change, changeWhole, isReadOnly, openWorkflow, select, shown, stepBack, stepInto, useEditor, whole } from './editor.ts'
import { say } from './panels.ts'

const doc = (): WorkflowDocument => whole(useEditor.getState())
const taken = (exercise: Exercise): string[] => (exercise.workflows ?? []).map((workflow) => workflow.slug)

/** The exercise's own workflow as something that can be looked at. */
const asDocument = ({ graph, title }: Runnable, exercise: Exercise): WorkflowDocument =>
  withPlaces({ podium: 1, title, nodes: graph.nodes, edges: graph.edges, layout: {} }, exercise)

/** Opens what a subflow on the canvas runs; says why not where there is nothing. */
export function openSubflow(node: WorkflowNode, exercise: Exercise): void {
  const found = runnableOf(doc(), exercise, node)
  if (!found) return say(text(node.workflow) ? `There is no workflow “${text(node.workflow)}” to open.` : 'Choose a workflow for it first.', 'err')
  const slug = text(node.workflow)
  if (useEditor.getState().trail.some((step) => step.slug === slug)) return openWorkflow(slug)
  stepInto({ slug, via: node.id, ...(found.isGiven ? { given: asDocument(found, exercise) } : {}) })
  say(`${found.title} is open. Alt+↑ leads back.`)
}

/** Looks at a workflow that the exercise brings along. */
export function openGiven(slug: string, version: string, exercise: Exercise): void {
  const graph = exercise.workflows?.findLast((each) => each.slug === slug && (each.version ?? '') === version)
  if (graph) stepInto({ slug, via: null, given: asDocument({ graph, title: workflowTitle(slug, graph), isGiven: true }, exercise) })
}

/** Opens the selected subflow. */
export function stepIn(exercise: Exercise): void {
  const state = useEditor.getState()
  const node = state.selected.length === 1 ? nodeOf(shown(state), state.selected[0]!) : undefined
  if (node?.kind === 'subflow') openSubflow(node, exercise)
}

/** Goes back to where the open workflow is run, and selects the subflow. */
export function stepOut(): void {
  const { trail } = useEditor.getState()
  const last = trail.at(-1)
  if (!last) return
  stepBack(trail.length - 1)
  if (last.via) select([last.via])
}

function mayAdd(): boolean {
  if (slugsOf(doc()).length < MOST_WORKFLOWS) return true
  say(`A document may hold ${MOST_WORKFLOWS} further workflows.`, 'err')
  return false
}

/** Adds a workflow that only takes and delivers, and opens it. */
export function makeWorkflow(wish: string, exercise: Exercise): void {
  if (useEditor.getState().frozen || !mayAdd()) return
  const slug = freshSlug(doc(), wish, taken(exercise))
  changeWhole('Add a workflow', (document) => addWorkflow(document, slug, wish.trim(), [], []))
  openWorkflow(slug)
  say(`“${wish.trim() || workflowTitle(slug, undefined)}” is new. Say at its Input what it takes, and at its Output what it delivers.`)
}

/** Makes a workflow for a subflow: it takes what arrives there, and gives what is taken over. */
export function makeFor(node: WorkflowNode, takes: string[], exercise: Exercise): void {
  if (isReadOnly(useEditor.getState()) || !mayAdd()) return
  const title = node.label?.trim() ?? ''
  const slug = freshSlug(doc(), title || titleOf(node), taken(exercise))
  change('Make a workflow', (view) => changeNode(addWorkflow(view, slug, title, takes, texts(node.yields)), node.id, { workflow: slug, version: undefined }))
  stepInto({ slug, via: node.id })
  say('A new workflow is open: build it between its Input and its Output. Alt+↑ leads back.')
}

/** What a subflow takes over when it is given a workflow: what it did if that comes out, else all that comes out. */
export function chooseWorkflow(node: WorkflowNode, slug: string, exercise: Exercise): Record<string, unknown> {
  const found = runnableOf(doc(), exercise, { ...node, workflow: slug, version: '' })
  const gives = found ? givenBy(found.graph) : []
  const kept = texts(node.yields).filter((name) => gives.includes(name))
  return { workflow: slug, version: undefined, yields: kept.length ? kept : gives }
}

/** Gives a workflow another slug. */
export function rename(slug: string, wish: string): void {
  const { trail } = useEditor.getState()
  changeWhole('Rename a workflow', (document) => renameWorkflow(document, slug, wish))
  if (doc().workflows?.[wish]) useEditor.setState({ trail: trail.map((step) => (step.slug === slug && !step.given ? { ...step, slug: wish } : step)) })
}

/** Takes a workflow away; undo brings it back. */
export function deleteWorkflow(slug: string): void {
  const before = doc()
  const title = workflowTitle(slug, before.workflows?.[slug])
  const users = usersOf(before, slug).length
  changeWhole('Delete a workflow', (document) => removeWorkflow(document, slug))
  say(`Deleted “${title}”. ${users ? `${users} sub-workflow${users === 1 ? '' : 's'} still ${users === 1 ? 'names' : 'name'} it. ` : ''}Undo brings it back.`)
}

/** Puts the selected nodes into a workflow of their own; a sub-workflow runs it in their place. */
export async function extractSelected(exercise: Exercise): Promise<void> {
  const state = useEditor.getState()
  if (isReadOnly(state) || !state.selected.length || !mayAdd()) return
  const { extract } = await import('../core/extract.ts')
  const slug = freshSlug(doc(), 'part', taken(exercise))
  const result = extract(shown(state), state.selected, slug, exercise)
  if (!result.ok) return say(result.reason, 'err')
  change('Make a sub-workflow', () => result.doc)
  select([result.id])
  say(`${state.selected.length === 1 ? 'The node stands' : 'The nodes stand'} in a workflow of ${state.selected.length === 1 ? 'its' : 'their'} own now. Give it a name; undo takes it back.`)
}
