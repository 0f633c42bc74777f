/** A run waits for a person: say so wherever one looks, and lead there. */
import { showGate, useOpenGates } from '../../state/gates.ts'
import { KindIcon } from '../Icon.tsx'

export function GateBar() {
  const [gate, ...others] = useOpenGates()
  if (!gate) return null
  return (
    <div className="gate-bar" role="status" data-testid="gate-bar">
      <KindIcon kind="human" />
      <span>The run waits for you at “{gate.title}”{others.length ? ` and at ${others.length} more` : ''}. It stays as long as you like, also when you close this page.</span>
      <button type="button" className="button button-small" onClick={() => showGate(gate)}>Decide</button>
    </div>
  )
}
