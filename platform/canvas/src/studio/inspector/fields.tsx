/** The inspector's form fields: label above, help and problem under it, one undo step per visit. */
import { useId, type ReactNode } from 'react'
import type { Problem } from '../../core/exercise.ts'
import { settle } from '../../state/editor.ts'

interface Shell { label: string; help?: ReactNode; problems?: Problem[] | undefined }

/** The problems of a node that speak of one field, or of something in it. */
export const about = (problems: Problem[], field: string): Problem[] =>
  problems.filter((problem) => problem.field === field || problem.field?.startsWith(`${field}/`) || problem.field?.startsWith(`${field}.`))

function Notes({ id, help, problems }: { id: string; help?: ReactNode; problems?: Problem[] | undefined }) {
  return (
    <div id={id} className="field-notes">
      {help && <p className="field-help">{help}</p>}
      {problems?.map((problem, at) => (
        <p key={at} className={problem.severity === 'error' ? 'field-problem' : 'field-warning'}>{problem.message} {problem.remedy}</p>
      ))}
    </div>
  )
}

const isBad = (problems: Problem[] | undefined): boolean => Boolean(problems?.some((problem) => problem.severity === 'error'))

export function TextField({ label, help, problems, value, onChange, mono, placeholder, disabled }: Shell & {
  value: string; onChange: (value: string) => void; mono?: boolean; placeholder?: string; disabled?: boolean
}) {
  const id = useId()
  return (
    <div className="s-field">
      <label htmlFor={id}>{label}</label>
      <input id={id} type="text" className={mono ? 'mono' : ''} value={value} placeholder={placeholder} disabled={disabled} spellCheck={!mono}
        aria-describedby={`${id}-notes`} aria-invalid={isBad(problems) || undefined} onChange={(event) => onChange(event.target.value)} onBlur={settle} />
      <Notes id={`${id}-notes`} help={help} problems={problems} />
    </div>
  )
}

export function AreaField({ label, help, problems, value, onChange, mono, placeholder, disabled, fresh, rows = 3 }: Shell & {
  value: string; onChange: (value: string) => void; mono?: boolean; placeholder?: string; disabled?: boolean; rows?: number
  /** It was just added by hand: typing goes here. */
  fresh?: boolean
}) {
  const id = useId()
  return (
    <div className="s-field">
      <label htmlFor={id}>{label}</label>
      <textarea id={id} rows={rows} autoFocus={fresh} className={mono ? 'mono' : ''} value={value} placeholder={placeholder} disabled={disabled} spellCheck={!mono}
        aria-describedby={`${id}-notes`} aria-invalid={isBad(problems) || undefined} onChange={(event) => onChange(event.target.value)} onBlur={settle} />
      <Notes id={`${id}-notes`} help={help} problems={problems} />
    </div>
  )
}

/** A number, or nothing: an empty field takes the setting away. */
export function NumberField({ label, help, problems, value, onChange, min = 0, max, step = 1, unit, disabled }: Shell & {
  value: number | undefined; onChange: (value: number | undefined) => void; min?: number; max?: number; step?: number; unit?: string; disabled?: boolean
}) {
  const id = useId()
  return (
    <div className="s-field">
      <label htmlFor={id}>{label}</label>
      <span className="with-unit">
        <input id={id} type="number" inputMode="decimal" min={min} max={max} step={step} value={value ?? ''} disabled={disabled}
          aria-describedby={`${id}-notes`} aria-invalid={isBad(problems) || undefined} onBlur={settle}
          onChange={(event) => onChange(event.target.value === '' || Number.isNaN(event.target.valueAsNumber) ? undefined : event.target.valueAsNumber)} />
        {unit && <span className="unit">{unit}</span>}
      </span>
      <Notes id={`${id}-notes`} help={help} problems={problems} />
    </div>
  )
}

export interface Option { value: string; label: string; hint?: string }

export function SelectField({ label, help, problems, value, options, onChange, empty, disabled }: Shell & {
  value: string; options: Option[]; onChange: (value: string) => void; empty?: string; disabled?: boolean
}) {
  const id = useId()
  const isUnknown = value !== '' && !options.some((option) => option.value === value)
  return (
    <div className="s-field">
      <label htmlFor={id}>{label}</label>
      <select id={id} value={value} disabled={disabled} aria-describedby={`${id}-notes`} aria-invalid={isBad(problems) || undefined}
        onChange={(event) => { onChange(event.target.value); settle() }}>
        {empty !== undefined && <option value="">{empty}</option>}
        {isUnknown && <option value={value}>{value} (not in this exercise)</option>}
        {options.map((option) => <option key={option.value} value={option.value}>{option.hint ? `${option.label} · ${option.hint}` : option.label}</option>)}
      </select>
      <Notes id={`${id}-notes`} help={help} problems={problems} />
    </div>
  )
}

export interface Tick { value: string; label: string; hint?: ReactNode }

/** A list to tick: values to return, values to see, tools allowed. */
export function TickList({ label, help, problems, options, ticked, onChange, none, disabled }: Shell & {
  options: Tick[]; ticked: string[]; onChange: (ticked: string[]) => void; none?: string; disabled?: boolean
}) {
  const id = useId()
  const extra = ticked.filter((name) => !options.some((option) => option.value === name)).map((name): Tick => ({ value: name, label: name, hint: 'does not arrive here' }))
  const toggle = (name: string, isOn: boolean) => {
    onChange(isOn ? [...ticked, name] : ticked.filter((other) => other !== name))
    settle()
  }
  return (
    <fieldset className="s-field" aria-describedby={`${id}-notes`}>
      <legend>{label}</legend>
      {options.length + extra.length === 0 && <p className="field-help">{none ?? 'Nothing arrives here yet. Wire something to this node first.'}</p>}
      <ul className="ticks">
        {[...options, ...extra].map((option) => (
          <li key={option.value}>
            <label>
              <input type="checkbox" checked={ticked.includes(option.value)} disabled={disabled} onChange={(event) => toggle(option.value, event.target.checked)} />
              <span className="tick-name">{option.label}</span>
              {option.hint && <span className="tick-hint">{option.hint}</span>}
            </label>
          </li>
        ))}
      </ul>
      <Notes id={`${id}-notes`} help={help} problems={problems} />
    </fieldset>
  )
}
