/** A condition: a text field in the type of code, with the values at hand and examples one press away. */
import type { ReactNode } from 'react'
import type { Problem } from '../../core/exercise.ts'
import type { WorkflowNode } from '../../core/document.ts'
import { useSession } from '../../state/session.ts'
import { AreaField } from './fields.tsx'
import { useReaching } from './useNode.ts'

/** Conditions that fit the values at hand, for people who have not written one before. */
export function examplesFor(types: { name: string; type: string; values?: string[] | undefined; fields?: string[] | undefined }[], most = 3): string[] {
  const made = types.flatMap(({ name, type, values, fields }) => {
    if (type === 'enum' && values?.[0]) return [`${name} == '${values[0]}'`]
    if (type === 'money') return [`${name}.eur <= 500.0`]
    if (type === 'number') return [`${name} >= 0.0`]
    if (type === 'text') return [`size(${name}) > 0`]
    if (type === 'boolean') return [name]
    if (type === 'list') return [`size(${name}) > 0`]
    if (type === 'record' && fields?.[0]) return [`has(${name}.${fields[0]})`]
    return []
  })
  return made.slice(0, most)
}

export function ExpressionField({ node, label, value, onChange, help, problems, placeholder, disabled, among, fresh }: {
  node: WorkflowNode; label: string; value: string; onChange: (value: string) => void; help?: ReactNode; problems?: Problem[]
  placeholder?: string; disabled?: boolean; among?: string[]; fresh?: boolean
}) {
  const { exercise } = useSession()
  const reaching = useReaching(node)
  const names = new Set(among?.length ? among : reaching.map((tick) => tick.value))
  const examples = value.trim() ? [] : examplesFor(exercise.data.filter((item) => names.has(item.name)))
  return (
    <div className="expression">
      <AreaField label={label} mono rows={value.length > 38 ? 2 : 1} value={value} onChange={onChange} problems={problems} help={help}
        {...(placeholder ? { placeholder } : {})} {...(disabled ? { disabled } : {})} {...(fresh ? { fresh } : {})} />
      {!disabled && examples.length > 0 && (
        <p className="examples">For example: {examples.map((example) => (
          <button key={example} type="button" className="code-chip" onClick={() => onChange(example)}>{example}</button>
        ))}</p>
      )}
    </div>
  )
}
