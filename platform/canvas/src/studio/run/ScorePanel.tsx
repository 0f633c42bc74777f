/** The Score: one stave per node, a bar for each performance, a hand that moves through it. */
import { useEffect, useMemo, useRef } from 'react'
import { kindInfo } from '../../core/kinds.ts'
import { secondsText, stavesOf, type Bar, type Stave } from '../../core/score.ts'
import { runnableOf } from '../../core/workflows.ts'
import { goTo, useEditor, useWhole } from '../../state/editor.ts'
import { openScore, showTab, usePanels } from '../../state/panels.ts'
import { clearRun, replay, scrubTo, skipToEnd, useRunning } from '../../state/running.ts'
import { putAway } from '../../state/shelf.ts'
import { useSession } from '../../state/session.ts'
import { Icon } from '../Icon.tsx'
import { RUN_WORDS, STATUS_WORDS } from '../words.ts'
import { costText } from '../../core/score.ts'
import { ResultStrip } from './ResultStrip.tsx'

/** The whole length of the run in simulated seconds, as far as it is known. */
function useLength(): number {
  return useRunning((state) => Math.max(0.001, state.complete ? (state.events.at(-1)?.at ?? 0) : Math.max(state.view.at, 1)))
}

function BarMark({ bar, length, family }: { bar: Bar; length: number; family: string }) {
  const left = (bar.start / length) * 100
  const width = ((bar.end - bar.start) / length) * 100
  const isMoment = width < 0.7
  return <span className={`score-bar kind-bar-${family} bar-${bar.status} ${isMoment ? 'is-moment' : ''} ${bar.running ? 'is-now' : ''}`} style={{ left: `${left}%`, ...(isMoment ? {} : { width: `${Math.min(100 - left, width)}%` }) }} />
}

function staveWords(stave: Stave): string {
  if (!stave.status) return 'not reached'
  const times = stave.bars.length > 1 ? `, ${stave.bars.length} times` : ''
  return `${STATUS_WORDS[stave.status]}${times}, ${secondsText(stave.seconds)}`
}

function Row({ stave, length }: { stave: Stave; length: number }) {
  const isSelected = useEditor((state) => state.selected.length === 1 && state.selected[0] === stave.id)
  const { family } = kindInfo(stave.kind)
  const row = useRef<HTMLLIElement>(null)
  useEffect(() => { if (isSelected) row.current?.scrollIntoView({ block: 'nearest' }) }, [isSelected])
  const count = Math.max(stave.rounds, stave.bars.length)
  return (
    <li ref={row} className={`stave-row ${isSelected ? 'is-selected' : ''} ${stave.status ? '' : 'is-unreached'}`}>
      <button type="button" className="stave-name" style={{ paddingLeft: 16 + stave.depth * 14 }} onClick={() => { goTo(stave.id); showTab('last-run') }}>
        {stave.title}{count > 1 && <span className="figure"> ×{count}</span>}<span className="visually-hidden">: {staveWords(stave)}</span>
      </button>
      <span className="score-stave" aria-hidden="true">{stave.bars.map((bar) => <BarMark key={bar.key} bar={bar} length={length} family={family} />)}</span>
      <span className="stave-time figure" aria-hidden="true">{stave.status === 'running' || stave.status === 'waiting' ? STATUS_WORDS[stave.status] : stave.bars.length ? secondsText(stave.seconds) : stave.status === 'skipped' ? 'skipped' : '–'}</span>
    </li>
  )
}

/** Time and money spent so far against the exercise's budget for one case. */
function Meter({ label, spent, limit, show }: { label: string; spent: number; limit: number | undefined; show: (amount: number) => string }) {
  const isOver = limit !== undefined && spent > limit
  return (
    <span className={`meter ${isOver ? 'is-over' : ''}`}>
      {label} <strong className="figure">{show(spent)}</strong>{limit !== undefined && <span className="figure"> of {show(limit)}</span>}{isOver && <span> over budget</span>}
    </span>
  )
}

function Scrubber({ length }: { length: number }) {
  const at = useRunning((state) => state.at)
  const isComplete = useRunning((state) => state.complete)
  return (
    <input type="range" className="scrubber" aria-label="Moment of the run" disabled={!isComplete} min={0} max={length} step={length / 500} value={Math.min(at, length)}
      style={{ '--at': `${(Math.min(at, length) / length) * 100}%` } as React.CSSProperties}
      aria-valuetext={`${secondsText(at)} of ${secondsText(length)}`} onChange={(event) => scrubTo(event.target.valueAsNumber)} />
  )
}

function Controls() {
  const mode = useRunning((state) => state.mode)
  const hasEvents = useRunning((state) => state.events.length > 0)
  const cost = useRunning((state) => state.view.cost)
  const at = useRunning((state) => state.view.at)
  const minutes = useRunning((state) => state.view.minutes)
  const { exercise } = useSession()
  return (
    <>
      <span className="score-meters">
        <Meter label="Time" spent={at} limit={exercise.budget.seconds} show={secondsText} />
        <Meter label="Cost" spent={cost} limit={exercise.budget.cost} show={costText} />
        {minutes > 0 && <Meter label="Human" spent={minutes} limit={undefined} show={(amount) => `${Math.round(amount * 10) / 10} min`} />}
      </span>
      {mode === 'playing' ? <button type="button" className="bar-button" onClick={skipToEnd}><Icon name="skip" />Skip</button>
        : <button type="button" className="bar-button" onClick={replay} disabled={!hasEvents}><Icon name="replay" />Replay</button>}
    </>
  )
}

function StatusWord() {
  const { mode, view, problem, status } = useRunning()
  if (mode === 'none') return <span className="score-status">{problem ?? 'Nothing ran yet'}</span>
  if (mode === 'starting') return <span className="score-status is-now">queued</span>
  if (status === 'waiting' && mode === 'shown' && !view.finished) return <span className="score-status is-waiting" role="status">{RUN_WORDS.waiting}</span>
  if (!view.finished) return <span className="score-status is-now" role="status">running</span>
  const word = RUN_WORDS[view.status] ?? RUN_WORDS[status] ?? view.status
  return <span className={`score-status ${view.status === 'delivered' ? 'is-ok' : 'is-err'}`} role="status">{word}{view.reason ? `: ${view.reason}` : ''}</span>
}

export function ScorePanel() {
  const { exercise } = useSession()
  const draft = useWhole()
  const ranOn = useRunning((state) => state.document)
  const doc = ranOn ?? draft
  const isOpen = usePanels((state) => state.scoreOpen)
  const view = useRunning((state) => state.view)
  const mode = useRunning((state) => state.mode)
  const length = useLength()
  const staves = useMemo(() => (isOpen ? stavesOf(doc, view, (node) => runnableOf(doc, exercise, node)) : []), [doc, view, isOpen, exercise])
  return (
    <section className={`score-panel ${isOpen ? 'is-open' : ''}`} data-testid="score-panel" aria-label="The Score: the run, node by node">
      <header className="score-head">
        <button type="button" className="score-toggle" aria-expanded={isOpen} onClick={() => openScore(!isOpen)}><Icon name={isOpen ? 'down' : 'up'} />The Score <small>the run, node by node</small></button>
        <StatusWord />
        <span className="bar-space" />
        {mode !== 'none' && <Controls />}
        {mode === 'shown' && <button type="button" className="mini" onClick={() => { const { id } = useRunning.getState(); if (id) putAway(exercise.slug, id); clearRun(); openScore(false) }} aria-label="Take the run off the canvas"><Icon name="close" /></button>}
      </header>
      {isOpen && (
        <>
          <ResultStrip />
          {mode === 'none' || mode === 'starting'
            ? <p className="empty-words score-empty">{mode === 'starting' ? 'The run is starting.' : 'Choose a case and press Run: each node gets a stave, and the bars show who played when.'}</p>
            : (
              <div className="score-body">
                <div className="scrub-row"><span className="scrub-name figure">{secondsText(Math.min(view.at, length))}</span><Scrubber length={length} /><span className="stave-time figure">{secondsText(length)}</span></div>
                <ul className="staves">{staves.map((stave) => <Row key={stave.key} stave={stave} length={length} />)}</ul>
              </div>
            )}
        </>
      )}
    </section>
  )
}
