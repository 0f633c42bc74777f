/** Instructions or criteria: the editor, loaded when first needed, and under it what the sandbox understood. */
import { lazy, Suspense } from 'react'
import { text } from '../../core/document.ts'
import { settle } from '../../state/editor.ts'
import { about } from './fields.tsx'
import { Reading } from './Reading.tsx'
import { useNode, useReaching, type Part } from './useNode.ts'

const PromptEditor = lazy(() => import('./PromptEditor.tsx'))

export function PromptField({ node, field, label }: Part & { field: 'instructions' | 'criteria'; label: string }) {
  const { isReadOnly, problems, set } = useNode(node)
  const reaching = useReaching(node)
  const value = text(node[field])
  const own = about(problems, field)
  const put = (next: string) => set({ [field]: next }, `Write ${label.toLowerCase()}`)
  return (
    <div className="s-field prompt-field">
      <span className="field-title" id={`label-${node.id}-${field}`}>{label}</span>
      <div className="prompt" data-testid="prompt-editor">
        <Suspense fallback={<textarea className="mono" rows={8} aria-labelledby={`label-${node.id}-${field}`} value={value} disabled={isReadOnly} onChange={(event) => put(event.target.value)} />}>
          <PromptEditor key={`${node.id}/${field}`} value={value} label={label} values={reaching.map((tick) => ({ name: tick.value, hint: String(tick.hint), sample: tick.sample }))}
            hasVariables={field === 'instructions'} readOnly={isReadOnly} onChange={put} onLeave={settle} />
        </Suspense>
      </div>
      {field === 'instructions' && !isReadOnly && <p className="field-help">Type <kbd>{'{{'}</kbd> or <kbd>/</kbd> to insert a value. The agent sees only the values named here.</p>}
      {own.map((problem, at) => <p key={at} className={problem.severity === 'error' ? 'field-problem' : 'field-warning'}>{problem.message} {problem.remedy}</p>)}
      <Reading text={value} />
    </div>
  )
}
