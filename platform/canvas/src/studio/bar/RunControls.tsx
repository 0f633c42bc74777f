/** Choose a case, run it, submit. */
import { useEffect, useState } from 'react'
import { perform } from '../../state/performing.ts'
import { allNodes } from '../../core/document.ts'
import { useReadOnly, useWhole } from '../../state/editor.ts'
import { playPeople, useGates } from '../../state/gates.ts'
import { openDialog, setLive, usePanels } from '../../state/panels.ts'
import { skipToEnd, useRunning } from '../../state/running.ts'
import { useSession } from '../../state/session.ts'
import { Icon } from '../Icon.tsx'

/** The case to run: the one in the address, else the first. */
export function useChosenCase(): [string, (id: string) => void] {
  const { cases } = useSession()
  const asked = new URL(location.href).searchParams.get('case')
  const ranOn = useRunning((state) => state.caseId)
  const [chosen, setChosen] = useState(() => (asked && cases.some((item) => item.id === asked) ? asked : (cases[0]?.id ?? '')))
  useEffect(() => { if (ranOn && cases.some((item) => item.id === ranOn)) setChosen(ranOn) }, [ranOn, cases])
  return [chosen, setChosen]
}

export function RunControls() {
  const session = useSession()
  const isReadOnly = useReadOnly()
  const mode = useRunning((state) => state.mode)
  const isLive = usePanels((state) => state.live)
  const playsPeople = useGates((state) => state.playsPeople)
  const hasPeople = allNodes(useWhole()).some((node) => node.kind === 'human')
  const [chosen, setChosen] = useChosenCase()
  const isBusy = mode === 'starting' || mode === 'playing'
  return (
    <div className="run-controls">
      <select className="case-select" data-testid="case-select" aria-label="Practice case" value={chosen} disabled={isBusy} onChange={(event) => setChosen(event.target.value)}>
        {session.cases.length === 0 && <option value="">No practice case</option>}
        {session.cases.map((item) => <option key={item.id} value={item.id}>{item.title || item.id}</option>)}
      </select>
      {session.live_models && (
        <select className="case-select live-select" aria-label="How to run" value={isLive ? 'live' : 'simulated'} disabled={isBusy} onChange={(event) => setLive(event.target.value === 'live')}>
          <option value="simulated">Simulated</option><option value="live">Live models</option>
        </select>
      )}
      {hasPeople && !isLive && (
        <label className="play-people"><input type="checkbox" checked={playsPeople} disabled={isBusy} onChange={(event) => playPeople(event.target.checked)} />I play the people</label>
      )}
      {mode === 'playing'
        ? <button type="button" className="button bar-run is-playing" data-testid="run-button" onClick={skipToEnd}><Icon name="skip" />Skip</button>
        : <button type="button" className="button bar-run" data-testid="run-button" disabled={mode === 'starting' || !chosen} onClick={() => void perform(session, chosen)}><Icon name="play" />{mode === 'starting' ? 'Starting' : 'Run'}</button>}
      {!isReadOnly && <button type="button" className="button button-primary" data-testid="submit-button" onClick={() => openDialog('submit')}>Submit</button>}
    </div>
  )
}
