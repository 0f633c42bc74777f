/** Instructions or criteria: the editor, loaded when first needed, and under it what the sandbox understood. */
import { lazy, Suspense, useCallback, useState } from 'react'
import { text } from '../../core/document.ts'
import { settle } from '../../state/editor.ts'
import { about } from './fields.tsx'
import { Reading, type Meant } from './Reading.tsx'
import { useNode, useReaching, type Part } from './useNode.ts'
import { useReading } from './useReading.ts'

const PromptEditor = lazy(() => import('./PromptEditor.tsx'))

export function PromptField({ node, field, label }: Part & { field: 'instructions' | 'criteria'; label: string }) {
  const { isReadOnly, problems, set } = useNode(node)
  const reaching = useReaching(node)
  const value = text(node[field])
  const state = useReading(value)
  const [{ held, hovered }, setMeant] = useState<Meant>({ held: -1, hovered: -1 })
  const [wanted, setWanted] = useState<{ at: number; count: number } | null>(null)
  const own = about(problems, field)
  const put = (next: string) => set({ [field]: next }, `Write ${label.toLowerCase()}`)
  const hold = useCallback((at: number) => setMeant((before) => (before.held === at ? before : { ...before, held: at })), [])
  const hover = useCallback((at: number) => setMeant((before) => (before.hovered === at ? before : { ...before, hovered: at })), [])
  return (
    <div className="s-field prompt-field">
      <span className="field-title" id={`label-${node.id}-${field}`}>{label}</span>
      <div className="prompt" data-testid="prompt-editor">
        <Suspense fallback={<textarea className="mono" rows={8} aria-labelledby={`label-${node.id}-${field}`} value={value} disabled={isReadOnly} onChange={(event) => put(event.target.value)} />}>
          <PromptEditor key={`${node.id}/${field}`} value={value} label={label} values={reaching.map((tick) => ({ name: tick.value, hint: String(tick.hint), sample: tick.sample }))}
            hasVariables={field === 'instructions'} readOnly={isReadOnly} onChange={put} onLeave={settle} reading={state.reading} lit={hovered >= 0 ? hovered : held} onHold={hold} onHover={hover} wanted={wanted} />
        </Suspense>
      </div>
      {field === 'instructions' && !isReadOnly && <p className="field-help">Type <kbd>{'{{'}</kbd> or <kbd>/</kbd> to insert a value. The agent sees only the values named here.</p>}
      {own.map((problem, at) => <p key={at} className={problem.severity === 'error' ? 'field-problem' : 'field-warning'}>{problem.message} {problem.remedy}</p>)}
      <Reading state={state} meant={{ held, hovered }} onHold={hold} onHover={hover} onGo={(sentence) => setWanted((before) => ({ at: sentence.start, count: (before?.count ?? 0) + 1 }))} />
    </div>
  )
}
