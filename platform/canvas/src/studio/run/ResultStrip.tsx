/** What came out: each deliverable right or wrong, what was got and what was wanted. */
import { useState } from 'react'
import { dataTitle } from '../../core/exercise.ts'
import { shorten } from '../../core/upstream.ts'
import type { Outcome } from '../../state/api.ts'
import { useRunning } from '../../state/running.ts'
import { useSession } from '../../state/session.ts'
import { Icon } from '../Icon.tsx'
import { Data } from '../Data.tsx'

type Result = NonNullable<Outcome['deliverables']>[number]

const verdictOf = (score: number | null): 'right' | 'partly right' | 'wrong' | 'unscored' =>
  score === null ? 'unscored' : score >= 0.995 ? 'right' : score > 0.005 ? 'partly right' : 'wrong'

function Deliverable({ result }: { result: Result }) {
  const { exercise } = useSession()
  const [isOpen, setOpen] = useState(false)
  const verdict = verdictOf(result.score)
  return (
    <li className={`result result-${verdict.replace(' ', '-')}`}>
      <button type="button" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        <span className="result-verdict"><Icon name={verdict === 'right' ? 'good' : verdict === 'wrong' ? 'wrong' : 'minus'} size={12} />{verdict}</span>
        <strong>{dataTitle(exercise, result.name)}</strong>
        <span className="result-short mono">{result.got === null || result.got === undefined ? 'not delivered' : shorten(result.got, 32)}</span>
      </button>
      {isOpen && (
        <dl className="result-detail">
          {result.unscored && <div><dt>Not scored</dt><dd>{result.unscored}</dd></div>}
          <div><dt>Got</dt><dd><Data data={result.got} /></dd></div>
          {result.expected !== undefined && <div><dt>Expected</dt><dd><Data data={result.expected} /></dd></div>}
        </dl>
      )}
    </li>
  )
}

export function ResultStrip() {
  const outcome = useRunning((state) => (state.complete && state.mode === 'shown' ? state.outcome : null))
  if (!outcome) return null
  return (
    <div className="results" data-testid="result-strip">
      {outcome.score === null && <p className="results-score"><small>Not scored</small></p>}
      {typeof outcome.score === 'number' && <p className="results-score"><span className="big">{Math.round(outcome.score * 100)}</span><small>of 100 on this case</small></p>}
      {outcome.endpoint_failed && <p className="results-incident"><Icon name="problem" />{outcome.endpoint_failed}</p>}
      {Boolean(outcome.incidents?.length) && <p className="results-incident"><Icon name="problem" /><strong>Incident:</strong> {outcome.incidents!.map((incident) => incident.title || incident.id).join('; ')}. It makes the case count zero.</p>}
      <ul>{outcome.deliverables?.map((result) => <Deliverable key={result.name} result={result} />)}</ul>
    </div>
  )
}
