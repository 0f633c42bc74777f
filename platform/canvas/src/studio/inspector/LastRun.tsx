/** What the node did in the last run: its prompt, what it saw, what it made, what it cost, and what went wrong. */
import { useEffect, useMemo, useState } from 'react'
import { nodeAnywhere, sameWork, titleOf } from '../../core/document.ts'
import { storyOf } from '../../core/happened.ts'
import { composePrompt, inputsOf } from '../../core/prompt.ts'
import { pathWords, type Instance } from '../../core/run.ts'
import { costText, secondsText } from '../../core/score.ts'
import { freeze, useReadOnly, useWhole } from '../../state/editor.ts'
import { useNodeRun, useRunning } from '../../state/running.ts'
import { useSession } from '../../state/session.ts'
import { Data } from '../Data.tsx'
import { Icon } from '../Icon.tsx'
import { openSubflow } from '../../state/workflows.ts'
import { portLabel, STATUS_WORDS } from '../words.ts'
import { PlanRun } from './PlanRun.tsx'
import type { Part } from './useNode.ts'

export function Values({ title, values }: { title: string; values: unknown }) {
  if (Array.isArray(values)) {
    if (!values.length) return null
    return <section><h3>{title}</h3><p className="mono">{values.map(String).join(', ')}</p></section>
  }
  const entries = Object.entries((values ?? {}) as Record<string, unknown>)
  if (!entries.length) return null
  return (
    <section>
      <h3>{title}</h3>
      <dl className="values">{entries.map(([key, value]) => <div key={key}><dt className="mono">{key}</dt><dd><Data data={unwrap(value)} /></dd></div>)}</dl>
    </section>
  )
}

/** A value may come bare, or as data with what is known of it. */
const unwrap = (value: unknown): unknown =>
  value && typeof value === 'object' && !Array.isArray(value) && 'data' in value && 'labels' in value ? (value as { data: unknown }).data : value

function Lines({ title, lines, tone }: { title: string; lines: string[]; tone: string }) {
  if (!lines.length) return null
  return <section className={`lines lines-${tone}`}><h3>{title}</h3><ul>{lines.map((line) => <li key={line}>{line}</li>)}</ul></section>
}

/** How it went, in words: what went wrong, what was found, what is good to know. */
export function StoryLines({ instance }: { instance: Instance }) {
  const { exercise, hazards } = useSession()
  const story = storyOf(instance, new Map(exercise.policies.map((policy) => [policy.id, policy.title])), hazards)
  return (
    <>
      <Lines title="What went wrong" lines={story.wrong} tone="wrong" />
      <Lines title="What was found" lines={story.looked} tone="looked" />
      <Lines title="Good to know" lines={story.notes} tone="notes" />
    </>
  )
}

/** The run is of an earlier version: say so, and show that version. */
function Stale() {
  const ran = useRunning((state) => state.document)
  const id = useRunning((state) => state.id)
  const draft = useWhole()
  const isFrozen = useReadOnly()
  const isStale = useMemo(() => Boolean(ran && !isFrozen && !sameWork(ran, draft)), [ran, draft, isFrozen])
  if (!isStale || !ran || !id) return null
  return <p className="stale-words">The workflow has changed since this run. <button type="button" className="link" onClick={() => freeze({ what: 'run', id, document: ran })}>Show the version that ran</button></p>
}

export function LastRun({ node }: Part) {
  const { exercise } = useSession()
  const run = useNodeRun(node.id)
  const doc = useWhole()
  const { mode, view, events, document: ranDocument } = useRunning()
  const [at, setAt] = useState(0)
  const count = run?.instances.length ?? 0
  useEffect(() => setAt(Math.max(0, count - 1)), [count, node.id])
  if (mode === 'none') return <p className="empty-words">Nothing ran yet. Choose a case above and press Run; what this node saw and made then stands here.</p>
  if (!run || !count) return <p className="empty-words">{run?.status === 'skipped' || view.finished ? 'The last run did not come here.' : 'The run has not come here yet.'}</p>
  const instance = run.instances[Math.min(at, count - 1)]!
  const where = pathWords(instance.path, (id) => { const found = nodeAnywhere(ranDocument ?? doc, id); return found && { kind: found.kind, title: titleOf(found) } })
  const inputs = inputsOf(events, instance)
  const ranNode = (ranDocument && nodeAnywhere(ranDocument, node.id)) ?? node
  const prompt = composePrompt(ranNode, inputs)
  const end = instance.end ?? view.at
  return (
    <div className="last-run">
      <Stale />
      {count > 1 && (
        <div className="stepper" role="group" aria-label="Which time">
          <button type="button" className="mini" disabled={at <= 0} onClick={() => setAt(at - 1)} aria-label="The time before"><Icon name="left" /></button>
          <span aria-live="polite">{at + 1} of {count}{where ? `: ${where}` : ''}</span>
          <button type="button" className="mini" disabled={at >= count - 1} onClick={() => setAt(at + 1)} aria-label="The next time"><Icon name="right" /></button>
        </div>
      )}
      <p className="run-facts">
        <span className={`status-pill status-${instance.status}`}>{STATUS_WORDS[instance.status]}</span>
        <span className="figure">{secondsText(end - instance.start)}</span>
        {instance.tokens > 0 && <span className="figure">{instance.tokens} tokens</span>}
        {instance.cost > 0 && <span className="figure">{costText(instance.cost)}</span>}
        {instance.attempts > 1 && <span>{instance.attempts} tries</span>}
        {instance.port && <span>left by “{portLabel(instance.port, false)}”</span>}
      </p>
      <StoryLines instance={instance} />
      <PlanRun instance={instance} id={node.id} />
      {node.kind === 'subflow' && <p><button type="button" className="button button-small" onClick={() => openSubflow(node, exercise)}><Icon name="open" />See what ran inside</button></p>}
      <Values title="Made" values={instance.values} />
      <Values title="Received" values={Object.keys(inputs).length ? inputs : instance.inputs} />
      {prompt && <section><h3>{node.kind === 'review' ? 'The criteria' : 'The exact prompt'}</h3><pre className="prompt-shown">{prompt}</pre></section>}
    </div>
  )
}
