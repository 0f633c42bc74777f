/** What every part of the inspector needs of its node. */
import { useMemo } from 'react'
import type { WorkflowNode } from '../../core/document.ts'
import { dataTitle } from '../../core/exercise.ts'
import { sampleOf, valuesReaching } from '../../core/upstream.ts'
import { setNode } from '../../state/actions.ts'
import { useProblems } from '../../state/checking.ts'
import { useDocument, useReadOnly } from '../../state/editor.ts'
import { useSession } from '../../state/session.ts'
import type { Tick } from './fields.tsx'

export interface Part { node: WorkflowNode }

export function useNode(node: WorkflowNode) {
  const session = useSession()
  const isReadOnly = useReadOnly()
  const problems = useProblems(node.id)
  return {
    ...session, isReadOnly, problems,
    set: (settings: Record<string, unknown>, label?: string) => setNode(node.id, settings, label),
  }
}

/** The values that reach a node, ready to be ticked. */
export function useReaching(node: WorkflowNode): (Tick & { sample: string })[] {
  const { exercise, cases } = useSession()
  const doc = useDocument()
  return useMemo(() => valuesReaching(doc, node.id, exercise).map((item) => ({
    value: item.name, label: item.name, hint: `${dataTitle(exercise, item.name)}, from ${item.origin}`, sample: sampleOf(item.name, cases),
  })), [doc, node.id, exercise, cases])
}
