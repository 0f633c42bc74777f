/** A node on the canvas: what it is, what it does, how it went. */
import type { NodeProps } from '@xyflow/react'
import { memo } from 'react'
import { text, titleOf, type WorkflowNode } from '../../core/document.ts'
import { excerptOf, footOf } from '../../core/excerpt.ts'
import { kindInfo } from '../../core/kinds.ts'
import type { NodeRun } from '../../core/run.ts'
import { costText, secondsText } from '../../core/score.ts'
import { useProblems } from '../../state/checking.ts'
import { useEditor, useReadOnly } from '../../state/editor.ts'
import { openQuickAdd, showTab } from '../../state/panels.ts'
import { useNodeRun, useRanNode, useRunning } from '../../state/running.ts'
import { openSubflow } from '../../state/workflows.ts'
import { useSession } from '../../state/session.ts'
import { Icon, KindIcon } from '../Icon.tsx'
import { useBuilding } from '../useWide.ts'
import { STATUS_WORDS } from '../words.ts'
import type { FlowNode } from './flow.ts'
import { Ports, useTakesWire } from './Ports.tsx'

/** The class that says how a node stands in the run on the screen. */
function useStanding(id: string, run: NodeRun | undefined): string {
  const isTold = useRunning((state) => state.mode !== 'none' && state.mode !== 'starting')
  const isOver = useRunning((state) => state.view.finished)
  const isKnown = useRanNode(id)
  const takes = useTakesWire(id)
  const standing = run ? `is-${run.status}` : !isKnown ? '' : isTold && isOver ? 'is-unreached' : isTold ? 'is-ahead' : ''
  return [standing, takes ? `wire-${takes}` : ''].join(' ')
}

function StatusPill({ run, isOver }: { run: NodeRun | undefined; isOver: boolean }) {
  if (!run) return isOver ? <span className="status-pill">not reached</span> : null
  const many = run.rounds || run.instances.length
  const count = many > 1 ? ` ×${many}` : ''
  return <span className={`status-pill status-${run.status}`}>{STATUS_WORDS[run.status]}{count}</span>
}

/** The mark of a node's problems; it opens the list. */
function ProblemMark({ id }: { id: string }) {
  const problems = useProblems(id)
  if (!problems.length) return null
  const hasError = problems.some((problem) => problem.severity === 'error')
  const words = `${problems.length} ${hasError ? 'problem' : 'warning'}${problems.length === 1 ? '' : 's'}`
  return (
    <span className={`problem-mark ${hasError ? 'problem-error' : 'problem-warning'}`} title={problems.map((problem) => problem.message).join('\n')}>
      <Icon name="problem" size={12} /><span className="visually-hidden">{words}</span>{problems.length > 1 ? problems.length : ''}
    </span>
  )
}

function Head({ node, id }: { node: WorkflowNode; id: string }) {
  const info = kindInfo(node.kind)
  const run = useNodeRun(id)
  const isKnown = useRanNode(id)
  const isOver = useRunning((state) => state.view.finished) && isKnown
  return (
    <header className="card-head">
      <span className={`kind-tile kind-${info.family}`}><KindIcon kind={node.kind} /></span>
      <span className="card-title"><strong>{titleOf(node)}</strong><small className={`kind-word-${info.family}`}>{info.word}</small></span>
      <span className="card-marks"><ProblemMark id={id} /><StatusPill run={run} isOver={isOver} /></span>
    </header>
  )
}

function Foot({ node, run }: { node: WorkflowNode; run: NodeRun | undefined }) {
  const { exercise } = useSession()
  const isFurther = useEditor((state) => state.trail.length > 0)
  if (!run?.instances.some((instance) => instance.end !== null)) return <footer className="card-foot">{isFurther && node.kind === 'input' ? 'from where it is run' : footOf(node, exercise)}</footer>
  const facts = [secondsText(run.seconds), run.tokens ? `${run.tokens} tokens` : '', run.cost ? costText(run.cost) : ''].filter(Boolean)
  return <footer className="card-foot figure">{facts.join('  ')}</footer>
}

export const NodeCard = memo(function NodeCard({ id, data, selected }: NodeProps<FlowNode>) {
  const { exercise } = useSession()
  const run = useNodeRun(id)
  const excerpt = excerptOf(data.node, exercise)
  return (
    <article className={`node-card ${data.node.kind === 'subflow' ? 'holds-workflow' : ''} ${selected ? 'is-selected' : ''} ${useStanding(id, run)}`} data-testid={`node-${id}`} data-status={run?.status ?? ''}
      onDoubleClick={() => (data.node.kind === 'subflow' ? openSubflow(data.node, exercise) : showTab('settings'))}>
      <Head node={data.node} id={id} />
      <p className={`card-excerpt ${excerpt ? '' : 'is-empty'}`}>{excerpt || emptyWords(data.node)}</p>
      {data.node.kind === 'subflow' && text(data.node.workflow) !== '' && (
        <button type="button" className="card-open nodrag" tabIndex={selected ? 0 : -1} onClick={() => openSubflow(data.node, exercise)} title="Open what it runs (Alt+↓)"><Icon name="open" size={12} />Open</button>
      )}
      <Foot node={data.node} run={run} />
      <Ports node={data.node} selected={selected} />
    </article>
  )
})

const emptyWords = (node: WorkflowNode): string =>
  ({ agent: 'No instructions yet', review: 'No criteria yet', tool: 'No tool chosen', router: 'No branch yet', check: 'No rule yet', output: 'Delivers nothing yet', input: 'Gives nothing yet', set: 'Sets nothing yet', human: 'Sees nothing yet', subflow: 'Runs nothing yet', plan: 'No instructions yet', memory: 'Keeps nothing yet' } as Record<string, string>)[node.kind] ?? ''

/** A loop or a map: a frame around what it repeats. */
export const FrameNode = memo(function FrameNode({ id, data, selected }: NodeProps<FlowNode>) {
  const { exercise } = useSession()
  const run = useNodeRun(id)
  const isReadOnly = useReadOnly()
  const isBuilding = useBuilding()
  const info = kindInfo(data.node.kind)
  const isEmpty = !data.node.inside?.nodes.length
  const addInside = (event: React.MouseEvent) => {
    const box = event.currentTarget.getBoundingClientRect()
    openQuickAdd({ screen: { x: box.left, y: box.bottom + 4 }, parent: id })
  }
  return (
    <section className={`frame frame-${info.family} ${selected ? 'is-selected' : ''} ${useStanding(id, run)}`} data-testid={`node-${id}`}
      data-status={run?.status ?? ''}>
      <div className="frame-head">
        <Head node={data.node} id={id} />
        <p className="frame-rule">{excerptOf(data.node, exercise)}</p>
      </div>
      {!isReadOnly && isBuilding && (
        <button type="button" className={`frame-add nodrag ${isEmpty ? 'is-empty' : ''}`} onClick={addInside}>
          <Icon name="plus" size={12} />{isEmpty ? 'Add what should repeat' : 'Add inside'}
        </button>
      )}
      <Ports node={data.node} selected={selected} />
    </section>
  )
})

/** A remark. */
export const RemarkNode = memo(function RemarkNode({ id, data, selected }: NodeProps<FlowNode>) {
  return (
    <article className={`remark ${selected ? 'is-selected' : ''}`} data-testid={`node-${id}`}>
      <p>{String(data.node.text ?? '') || 'An empty note. Write it in the panel on the right.'}</p>
    </article>
  )
})
