/** The further workflows of a document: looking at one as if it were the document, adding, renaming, taking away. */
import {
  allNodes, everyGraph, everyNode, text, texts,
  type Graph, type Workflow, type WorkflowDocument, type WorkflowNode,
} from './document.ts'
import type { Exercise } from './exercise.ts'
import { freshId } from './operations.ts'

const SLUG_PATTERN = /^[a-z][a-z0-9_-]{0,59}$/
/** As many further workflows as a document may hold. */
export const MOST_WORKFLOWS = 20

/**
 * The document with one further workflow in the place of its own graph, and its own graph in that one's place: every
 * operation on a document then works on that workflow, ids stay unique over all of it, and a second swap undoes the first.
 */
export function swap(doc: WorkflowDocument, slug: string): WorkflowDocument {
  const workflow = doc.workflows?.[slug]
  if (!workflow) return doc
  return { ...doc, nodes: workflow.nodes, edges: workflow.edges, workflows: { ...doc.workflows, [slug]: { ...workflow, nodes: doc.nodes, edges: doc.edges } } }
}

/** The slugs of the further workflows, in the document's order. */
export const slugsOf = (doc: WorkflowDocument): string[] => Object.keys(doc.workflows ?? {})

/** The workflow that holds a node: a slug, null for the document's own, undefined where there is no such node. */
export function homeOf(doc: WorkflowDocument, id: string): string | null | undefined {
  const holds = (graph: Graph): boolean => everyNode(graph).some((node) => node.id === id)
  if (holds(doc)) return null
  return slugsOf(doc).find((slug) => holds(doc.workflows![slug]!))
}

/** The subflows that run a workflow. */
export const usersOf = (doc: WorkflowDocument, slug: string): WorkflowNode[] =>
  allNodes(doc).filter((node) => node.kind === 'subflow' && node.workflow === slug)

const valuesOf = (graph: Graph, kind: 'input' | 'output'): string[] =>
  [...new Set(graph.nodes.filter((node) => node.kind === kind).flatMap((node) => texts(node.values)))]

/** The values that a workflow takes from where it is run. */
export const takenBy = (graph: Graph): string[] => valuesOf(graph, 'input')
/** The values that a workflow delivers. */
export const givenBy = (graph: Graph): string[] => valuesOf(graph, 'output')

/** What a workflow is called on the page. */
export function workflowTitle(slug: string, workflow: Pick<Workflow, 'title'> | undefined): string {
  if (workflow?.title?.trim()) return workflow.title.trim()
  const words = slug.replaceAll(/[_-]+/g, ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** A wish as a slug: small letters, digits, hyphens and underscores. */
export function slugFrom(wish: string): string {
  const slug = wish.toLowerCase().replace(/[^a-z0-9_-]+/g, '-').replace(/^[^a-z]+|-+$/g, '').slice(0, 56)
  return SLUG_PATTERN.test(slug) ? slug : 'workflow'
}

/** A slug that no workflow of the document, nor any of `taken`, has. */
export function freshSlug(doc: WorkflowDocument, wish: string, taken: readonly string[] = []): string {
  const stem = slugFrom(wish)
  for (let count = 1; ; count += 1) {
    const slug = count === 1 ? stem : `${stem}-${count}`
    if (!doc.workflows?.[slug] && !taken.includes(slug)) return slug
  }
}

/** Adds a workflow that only takes and delivers. */
export function addWorkflow(doc: WorkflowDocument, slug: string, title: string, takes: string[], gives: string[]): WorkflowDocument {
  const start = freshId(doc, 'start')
  const end = freshId(doc, 'end', new Set([start]))
  const workflow: Workflow = {
    ...(title ? { title } : {}),
    nodes: [{ id: start, kind: 'input', values: takes }, { id: end, kind: 'output', values: gives }],
    edges: [],
  }
  return {
    ...doc, workflows: { ...doc.workflows, [slug]: workflow },
    layout: { ...doc.layout, [start]: { x: 0, y: 0 }, [end]: { x: 608, y: 0 } },
  }
}

/** Changes what is said of a workflow; an empty text takes the setting away. */
export function describeWorkflow(doc: WorkflowDocument, slug: string, said: { title?: string; version?: string }): WorkflowDocument {
  const workflow = doc.workflows?.[slug]
  if (!workflow) return doc
  const next: Workflow = { ...workflow, ...said }
  for (const key of ['title', 'version'] as const) if (!next[key]) delete next[key]
  return { ...doc, workflows: { ...doc.workflows, [slug]: next } }
}

/** Why a workflow cannot be called so; null where it can. */
export function slugRefusal(doc: WorkflowDocument, slug: string, wish: string): string | null {
  if (wish === slug) return null
  if (!SLUG_PATTERN.test(wish)) return 'Use small letters, digits, hyphens and underscores, and begin with a letter.'
  return doc.workflows?.[wish] ? `There is a workflow “${wish}” already.` : null
}

function renameUsers<G extends Graph>(graph: G, before: string, after: string): G {
  const nodes = graph.nodes.map((node) => {
    if (node.kind === 'subflow' && node.workflow === before) return { ...node, workflow: after }
    return node.inside ? { ...node, inside: renameUsers(node.inside, before, after) } : node
  })
  return { ...graph, nodes }
}

/** A fleet's routing names workflows too. */
function renameInFleet(fleet: unknown, before: string, after: string): unknown {
  if (!fleet || typeof fleet !== 'object' || Array.isArray(fleet)) return fleet
  const { otherwise, routing } = fleet as Record<string, unknown>
  const route = (entry: unknown) => (entry && typeof entry === 'object' && (entry as { to?: unknown }).to === before ? { ...entry, to: after } : entry)
  return {
    ...fleet, ...(otherwise === undefined ? {} : { otherwise: otherwise === before ? after : otherwise }),
    ...(routing === undefined ? {} : { routing: Array.isArray(routing) ? routing.map(route) : routing }),
  }
}

/** Gives a workflow another slug; whoever runs it follows. */
export function renameWorkflow(doc: WorkflowDocument, before: string, after: string): WorkflowDocument {
  if (!doc.workflows?.[before] || slugRefusal(doc, before, after) !== null || before === after) return doc
  const workflows = Object.fromEntries(Object.entries(doc.workflows).map(([slug, workflow]) => [slug === before ? after : slug, renameUsers(workflow, before, after)]))
  return { ...renameUsers(doc, before, after), workflows, ...(doc.fleet === undefined ? {} : { fleet: renameInFleet(doc.fleet, before, after) }) }
}

/** Takes a workflow away, with the places of its nodes. Subflows that ran it stay, and are told that it is gone. */
export function removeWorkflow(doc: WorkflowDocument, slug: string): WorkflowDocument {
  if (!doc.workflows?.[slug]) return doc
  const { [slug]: gone, ...workflows } = doc.workflows
  const ids = new Set(everyNode(gone!).map((node) => node.id))
  const { workflows: _all, ...rest } = doc
  return {
    ...rest, ...(Object.keys(workflows).length ? { workflows } : {}),
    layout: Object.fromEntries(Object.entries(doc.layout ?? {}).filter(([id]) => !ids.has(id))),
  }
}

/** The slugs whose graphs differ between two documents; null stands for the document's own. */
export function whereDiffers(a: WorkflowDocument, b: WorkflowDocument): (string | null)[] {
  const isOther = (one: Graph | undefined, two: Graph | undefined, places: boolean): boolean =>
    one?.nodes !== two?.nodes || one?.edges !== two?.edges || (places && everyNode(one!).some((node) => !samePlace(a, b, node.id)))
  const slugs = [...new Set([...slugsOf(a), ...slugsOf(b)])]
  const found: (string | null)[] = isOther(a, b, true) ? [null] : []
  return [...found, ...slugs.filter((slug) => isOther(a.workflows?.[slug], b.workflows?.[slug], Boolean(b.workflows?.[slug])))]
}

const samePlace = (a: WorkflowDocument, b: WorkflowDocument, id: string): boolean =>
  a.layout?.[id]?.x === b.layout?.[id]?.x && a.layout?.[id]?.y === b.layout?.[id]?.y

/** The workflow that a subflow names among the document's own. */
export const runBy = (doc: WorkflowDocument, node: WorkflowNode): Workflow | undefined =>
  node.kind === 'subflow' ? doc.workflows?.[text(node.workflow)] : undefined

/** The workflows of the document that nodes run, and those that these run in turn. */
export function runFrom(doc: WorkflowDocument, graph: Graph, found: Record<string, Workflow> = {}): Record<string, Workflow> {
  for (const node of everyNode(graph)) {
    const slug = node.kind === 'subflow' ? text(node.workflow) : ''
    const workflow = doc.workflows?.[slug]
    if (!workflow || found[slug]) continue
    found[slug] = workflow
    runFrom(doc, workflow, found)
  }
  return found
}

/** What a subflow runs, found in the document first, then in what the exercise brings along. */
export interface Runnable { graph: Workflow; title: string; isGiven: boolean }

export function runnableOf(doc: WorkflowDocument, exercise: Exercise, node: WorkflowNode): Runnable | undefined {
  const slug = text(node.workflow)
  const own = doc.workflows?.[slug]
  const version = text(node.version)
  const graph = own ?? exercise.workflows?.findLast((each) => each.slug === slug && (!version || each.version === version))
  return slug && graph ? { graph, title: workflowTitle(slug, graph), isGiven: !own } : undefined
}

/** The subflows whose workflow is not in the document: the exercise brings it, or nobody does. */
export const foreignSubflows = (doc: WorkflowDocument): ReadonlySet<string> =>
  new Set(everyGraph(doc).flatMap(everyNode).filter((node) => node.kind === 'subflow' && !runBy(doc, node)).map((node) => node.id))
