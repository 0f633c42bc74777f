/** The learner plays the person at a gate: what they are asked, what they see, and Approve or Reject. */
import { useEffect, useId, useState } from 'react'
import type { WorkflowNode } from '../../core/document.ts'
import { changesOf, typedOf, type Gate, type GateValue } from '../../core/gate.ts'
import { decide, useGates, useOpenGates } from '../../state/gates.ts'
import { useSession } from '../../state/session.ts'
import { Data } from '../Data.tsx'
import { AreaField, SelectField, TextField } from './fields.tsx'

function Seen({ values }: { values: GateValue[] }) {
  if (!values.length) return <p className="field-help">This person is shown nothing. What they see is a setting of the gate.</p>
  return (
    <dl className="values">
      {values.map((value) => (
        <div key={value.name}><dt>{value.title} <span className="mono">{value.name}</span></dt><dd>{value.arrived ? <Data data={value.data} /> : <em className="nothing">did not arrive</em>}</dd></div>
      ))}
    </dl>
  )
}

const BOOLEANS = [{ value: 'true', label: 'true' }, { value: 'false', label: 'false' }]

function EditField({ value, text, wrong, onChange }: { value: GateValue; text: string; wrong: string | undefined; onChange: (text: string) => void }) {
  const problems = wrong ? [{ code: 'wrong_value', message: wrong, remedy: '', node: null, field: null, severity: 'error' as const }] : []
  const shared = { label: value.title, value: text, problems, onChange, help: value.arrived ? undefined : 'It did not arrive: you may write it.' }
  if (value.type === 'enum') return <SelectField {...shared} empty="empty" options={value.values.map((each) => ({ value: each, label: each }))} />
  if (value.type === 'boolean') return <SelectField {...shared} empty="empty" options={BOOLEANS} />
  if (value.type === 'text') return <AreaField {...shared} rows={5} />
  if (value.type === 'list' || value.type === 'record') return <AreaField {...shared} mono rows={4} />
  const units: Record<string, string> = { money: 'In euros.', date: 'As 2026-03-02.' }
  return <TextField {...shared} mono help={shared.help ?? units[value.type]} />
}

function GateForm({ gate }: { gate: Gate }) {
  const session = useSession()
  const isDeciding = useGates((state) => state.isDeciding)
  const problems = useGates((state) => state.problems)
  const [typed, setTyped] = useState(() => typedOf(gate))
  const [comment, setComment] = useState('')
  const heading = useId()
  const { values, wrong } = changesOf(gate, typed)
  const told = Object.fromEntries(problems.map((problem) => [problem.pointer?.replace(/^\/values\//, '') ?? '', problem.message]))
  const changed = Object.keys(values).length
  const isUnread = Object.keys(wrong).length > 0
  return (
    <form className="gate-form s-form" aria-labelledby={heading} data-testid="gate-form" onSubmit={(event) => { event.preventDefault(); void decide(session, gate, 'approved', values, comment) }}>
      <h3 id={heading}>You are the person here</h3>
      <p className="gate-asks">{gate.asks || 'Look at what came, and approve or reject it.'}</p>
      <Seen values={gate.sees} />
      {gate.edits.length > 0 && <h4>You may correct</h4>}
      {gate.edits.map((value) => (
        <EditField key={value.name} value={value} text={typed[value.name] ?? ''} wrong={wrong[value.name] ?? told[value.name]} onChange={(text) => setTyped({ ...typed, [value.name]: text })} />
      ))}
      <TextField label="Why (if you like)" value={comment} onChange={setComment} />
      {problems.filter((problem) => !problem.pointer?.startsWith('/values/')).map((problem) => <p key={problem.code} className="field-problem" role="alert">{problem.message}</p>)}
      <p className="gate-buttons">
        <button type="submit" className="button button-primary" disabled={isDeciding || isUnread}>{changed ? 'Approve with corrections' : 'Approve'}</button>
        <button type="button" className="button" disabled={isDeciding || changed > 0 || isUnread} onClick={() => void decide(session, gate, 'rejected', {}, comment)}>Reject</button>
      </p>
      <p className="field-help">{changed ? 'What is rejected is not corrected: take your changes back to reject.' : `In the run's own time this look takes ${gate.minutes} ${gate.minutes === 1 ? 'minute' : 'minutes'}, however long you think.`}</p>
    </form>
  )
}

/** The gate of this node, where the run on the screen waits at it; of several items one after the other. */
export function GatePanel({ node }: { node: WorkflowNode }) {
  const gates = useOpenGates().filter((gate) => gate.node === node.id)
  const gate = gates[0]
  const place = gate ? gate.path.map(([, count]) => count).join('.') : ''
  useEffect(() => { if (gate) document.getElementById('node-panel')?.scrollTo({ top: 0 }) }, [gate?.step])
  if (!gate) return null
  return <GateForm key={`${gate.step}/${place}`} gate={gate} />
}
