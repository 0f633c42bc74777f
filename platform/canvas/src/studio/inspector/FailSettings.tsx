/** "When it fails": retry, time limit, fallback and budget. Folded away until somebody wants it or set it. */
import { text, type WorkflowNode } from '../../core/document.ts'
import type { Exercise } from '../../core/exercise.ts'
import { limitsOf } from '../../core/kinds.ts'
import { about, NumberField, SelectField, TickList, type Option } from './fields.tsx'
import { useNode, type Part } from './useNode.ts'

type Mapping = Record<string, unknown>
const mapping = (value: unknown): Mapping => (value && typeof value === 'object' && !Array.isArray(value) ? (value as Mapping) : {})
const amount = (value: unknown): number | undefined => (typeof value === 'number' ? value : undefined)

/** A mapping with one entry set or taken away; nothing left means no setting at all. */
function entry(before: unknown, key: string, value: unknown): Mapping | undefined {
  const next = { ...mapping(before), [key]: value }
  if (value === undefined) delete next[key]
  return Object.keys(next).length ? next : undefined
}

function fallbackOptions(node: WorkflowNode, exercise: Exercise): Option[] {
  if (node.kind === 'tool') return exercise.tools.filter((tool) => tool.slug !== node.tool).map((tool) => ({ value: `tool:${tool.slug}`, label: `Tool: ${tool.title}` }))
  return [
    ...exercise.models.filter((model) => model.slug !== node.model).map((model) => ({ value: `model:${model.slug}`, label: `Model: ${model.title}` })),
    ...exercise.roster.filter((agent) => agent.slug !== node.agent).map((agent) => ({ value: `agent:${agent.slug}`, label: `Agent: ${agent.title}` })),
  ]
}

const REASONS = [{ value: 'error', label: 'an error' }, { value: 'timeout', label: 'a time-out' }, { value: 'rate_limited', label: 'too many calls' }]

function Retry({ node }: Part) {
  const { isReadOnly, problems, set } = useNode(node)
  const retry = mapping(node.retry)
  return (
    <>
      <NumberField label="Try again" value={amount(retry.max) ?? 0} min={0} max={10} unit="times" disabled={isReadOnly} problems={about(problems, 'retry')}
        onChange={(max) => set({ retry: max ? { on: ['error', 'timeout', 'rate_limited'], ...retry, max } : undefined }, 'Change the retries')} />
      {Boolean(retry.max) && (
        <>
          <TickList label="After" options={REASONS} ticked={Array.isArray(retry.on) ? retry.on.map(String) : []} disabled={isReadOnly} onChange={(on) => set({ retry: { ...retry, on } }, 'Change the retries')} />
          <NumberField label="Waiting first" value={amount(retry.wait)} step={0.5} unit="s" disabled={isReadOnly} onChange={(wait) => set({ retry: entry(retry, 'wait', wait) }, 'Change the wait')} />
        </>
      )}
    </>
  )
}

function Budget({ node }: Part) {
  const { isReadOnly, problems, set } = useNode(node)
  const budget = mapping(node.budget)
  const put = (key: string, value: number | undefined) => set({ budget: entry(budget, key, value) }, 'Change the budget')
  return (
    <>
      <NumberField label="Spend at most" value={amount(budget.cost)} step={0.001} unit="€" disabled={isReadOnly} problems={about(problems, 'budget')} onChange={(value) => put('cost', value)} />
      <NumberField label="Work at most" value={amount(budget.seconds)} unit="s" disabled={isReadOnly} onChange={(value) => put('seconds', value)} />
      <NumberField label="Call at most" value={amount(budget.calls)} unit="times" disabled={isReadOnly} onChange={(value) => put('calls', value)}
        help="Reaching a limit leaves by “at its limit”. Wire that port, or the run fails there." />
    </>
  )
}

export function FailSettings({ node }: Part) {
  const { exercise, isReadOnly, problems, set } = useNode(node)
  const limits = limitsOf(node.kind)
  if (!limits.length) return null
  const used = limits.filter((limit) => node[limit] !== undefined)
  const fallback = Object.entries(mapping(node.fallback))[0]
  return (
    <details className="disclosure" open={used.length > 0}>
      <summary>When it fails {used.length > 0 && <span className="tick-hint">{used.join(', ')}</span>}</summary>
      <div className="inside s-form">
        {limits.includes('retry') && <Retry node={node} />}
        {limits.includes('timeout') && <NumberField label="Give up after" value={amount(node.timeout)} unit="s" disabled={isReadOnly} problems={about(problems, 'timeout')} onChange={(timeout) => set({ timeout }, 'Change the time limit')} />}
        {limits.includes('fallback') && (
          <SelectField label="Then fall back on" value={fallback ? `${fallback[0]}:${text(fallback[1])}` : ''} empty="Nothing" options={fallbackOptions(node, exercise)} disabled={isReadOnly} problems={about(problems, 'fallback')}
            onChange={(value) => set({ fallback: value ? { [value.split(':')[0]!]: value.slice(value.indexOf(':') + 1) } : undefined }, 'Change the fallback')} />
        )}
        {limits.includes('budget') && <Budget node={node} />}
      </div>
    </details>
  )
}
