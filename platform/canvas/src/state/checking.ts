/** The problems of the document on the screen: quick ones at once, the server's word as soon as it comes. */
import { create } from 'zustand'
import type { WorkflowDocument } from '../core/document.ts'
import type { Problem } from '../core/exercise.ts'
import { mergeProblems, quickProblems } from '../core/quick.ts'
import { checkDocument } from './api.ts'
import { useEditor, whole } from './editor.ts'
import type { Bootstrap } from './session.ts'

export interface Checking {
  problems: Problem[]
  byNode: Record<string, Problem[]>
  checked: WorkflowDocument | null
  /** The server could not check the latest document. */
  failed: boolean
}

export const useChecking = create<Checking>(() => ({ problems: [], byNode: {}, checked: null, failed: false }))

const NONE: Problem[] = []
export const useProblems = (id: string): Problem[] => useChecking((state) => state.byNode[id] ?? NONE)

const DELAY = 500

/** Starts checking; answers with how to stop. */
export function startChecking(session: Bootstrap): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  let server: Problem[] = []
  const publish = (document: WorkflowDocument, isCurrent: boolean) => {
    const quick = quickProblems(document, session.exercise)
    const trusted = isCurrent ? quick.filter((problem) => problem.severity === 'warning') : quick
    const problems = mergeProblems(server, trusted)
    useChecking.setState((before) => ({ problems, byNode: groupByNode(problems, before.byNode), checked: isCurrent ? document : null }))
  }
  const ask = async (document: WorkflowDocument) => {
    const answer = await checkDocument(session, document)
    if (isOtherWork(document, whole(useEditor.getState()))) return
    useChecking.setState({ failed: !answer.ok })
    if (!answer.ok) return
    server = answer.value.problems
    publish(document, true)
  }
  const look = (document: WorkflowDocument) => {
    clearTimeout(timer)
    publish(document, false)
    timer = setTimeout(() => void ask(document), DELAY)
  }
  look(whole(useEditor.getState()))
  const unsubscribe = useEditor.subscribe((state, before) => {
    if (isOtherWork(whole(state), whole(before))) look(whole(state))
  })
  return () => {
    unsubscribe()
    clearTimeout(timer)
  }
}

/** Whether more changed than where boxes stand: moving one asks for no check. */
const isOtherWork = (a: WorkflowDocument, b: WorkflowDocument): boolean => a.nodes !== b.nodes || a.edges !== b.edges || a.policy !== b.policy || a.workflows !== b.workflows || a.fleet !== b.fleet

/** Groups by node; a node whose problems did not change keeps its list, so that its card is not drawn again. */
function groupByNode(problems: Problem[], before: Record<string, Problem[]>): Record<string, Problem[]> {
  const groups: Record<string, Problem[]> = {}
  for (const problem of problems) if (problem.node) (groups[problem.node] ??= []).push(problem)
  for (const [id, group] of Object.entries(groups)) {
    if (before[id] && JSON.stringify(before[id]) === JSON.stringify(group)) groups[id] = before[id]
  }
  return groups
}

/** The server's findings from elsewhere (a refused run) join the list at once. */
export function showProblems(problems: Problem[]): void {
  useChecking.setState((before) => ({ problems, byNode: groupByNode(problems, before.byNode), checked: before.checked }))
}
