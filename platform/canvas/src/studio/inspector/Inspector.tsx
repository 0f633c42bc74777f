/** The panel on the right: the selected node's settings and its last run; the exercise's aims where nothing is selected. */
import { edgeId, everyEdge, everyPlace, placeOf, titleOf, type WorkflowNode } from '../../core/document.ts'
import { dataTitle } from '../../core/exercise.ts'
import { kindInfo } from '../../core/kinds.ts'
import { secondsText } from '../../core/score.ts'
import { deleteSelected, duplicateSelected, setNode, wireWords } from '../../state/actions.ts'
import { useProblems } from '../../state/checking.ts'
import { select, useDocument, useEditor, useReadOnly } from '../../state/editor.ts'
import { openDialog, showTab, usePanels } from '../../state/panels.ts'
import { useRunning } from '../../state/running.ts'
import { useSession } from '../../state/session.ts'
import { Icon, KindIcon } from '../Icon.tsx'
import { useBuilding } from '../useWide.ts'
import { AgentSettings, ReviewSettings } from './AgentSettings.tsx'
import { Connections } from './Connections.tsx'
import { FailSettings } from './FailSettings.tsx'
import { TextField } from './fields.tsx'
import * as settings from './FlowSettings.tsx'
import { LastRun } from './LastRun.tsx'

const PARTS: Partial<Record<WorkflowNode['kind'], (props: { node: WorkflowNode }) => React.ReactNode>> = {
  agent: AgentSettings, review: ReviewSettings, tool: settings.ToolSettings, router: settings.RouterSettings, check: settings.CheckSettings,
  human: settings.HumanSettings, loop: settings.LoopSettings, map: settings.MapSettings, join: settings.JoinSettings, set: settings.SetSettings,
  input: settings.InputSettings, output: settings.OutputSettings, note: settings.NoteSettings,
}

/** Problems that belong to no field shown below: said at the top. */
function LooseProblems({ node }: { node: WorkflowNode }) {
  const problems = useProblems(node.id)
  const shownFields = new Set(['agent', 'model', 'yields', 'instructions', 'criteria', 'tool', 'on', 'sees', 'edits', 'minutes', 'until', 'max', 'over', 'copies', 'wait', 'merge', 'values', 'when', 'retry', 'timeout', 'fallback', 'budget', 'rules', 'branches', 'idempotent_by', 'tools'])
  const loose = problems.filter((problem) => !problem.field || !shownFields.has(problem.field.split(/[/.]/)[0]!))
  if (!loose.length) return null
  return <ul className="loose-problems">{loose.map((problem, at) => <li key={at} className={problem.severity === 'error' ? 'field-problem' : 'field-warning'}>{problem.message} {problem.remedy}</li>)}</ul>
}

function Settings({ node }: { node: WorkflowNode }) {
  const isReadOnly = useReadOnly()
  const Part = PARTS[node.kind]
  return (
    <div className="s-form">
      <LooseProblems node={node} />
      {node.kind !== 'note' && <TextField label="Name" value={node.label ?? ''} placeholder={titleOf({ ...node, label: '' })} disabled={isReadOnly} onChange={(label) => setNode(node.id, { label: label || undefined }, 'Rename')} />}
      {Part ? <Part key={node.id} node={node} /> : <p className="field-help">This version cannot run this kind yet. Its settings are kept as they are.</p>}
      <FailSettings key={`${node.id}-fail`} node={node} />
      <Connections key={`${node.id}-wires`} node={node} />
    </div>
  )
}

function Tabs() {
  const tab = usePanels((state) => state.tab)
  const hasRun = useRunning((state) => state.mode !== 'none')
  return (
    <div className="s-tabs" role="tablist" aria-label="What to show of the node">
      {(['settings', 'last-run'] as const).map((name) => (
        <button key={name} type="button" role="tab" id={`tab-${name}`} aria-selected={tab === name} aria-controls="node-panel" tabIndex={tab === name ? 0 : -1}
          onClick={() => showTab(name)} onKeyDown={(event) => {
            if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return
            const other = name === 'settings' ? 'last-run' : 'settings'
            showTab(other)
            document.getElementById(`tab-${other}`)?.focus()
          }}>
          {name === 'settings' ? 'Settings' : 'Last run'}{name === 'last-run' && !hasRun ? <span className="visually-hidden"> (nothing ran yet)</span> : null}
        </button>
      ))}
    </div>
  )
}

function NodePanel({ node }: { node: WorkflowNode }) {
  const tab = usePanels((state) => state.tab)
  const isReadOnly = useReadOnly()
  const isBuilding = useBuilding()
  const info = kindInfo(node.kind)
  return (
    <>
      <header className="inspector-head">
        <span className={`kind-tile kind-${info.family}`}><KindIcon kind={node.kind} /></span>
        <span><h2>{titleOf(node)}</h2><p>{info.word}: {info.help.charAt(0).toLowerCase() + info.help.slice(1)}</p></span>
        <button type="button" className="mini inspector-close" onClick={() => select([])} aria-label="Close the panel"><Icon name="close" /></button>
      </header>
      <Tabs />
      <div id="node-panel" role="tabpanel" aria-labelledby={`tab-${tab}`} className="inspector-body">
        {tab === 'settings' ? <Settings node={node} /> : <LastRun node={node} />}
        {tab === 'settings' && !isReadOnly && isBuilding && (
          <p className="node-actions">
            <button type="button" className="button button-small" onClick={duplicateSelected}>Duplicate</button>
            <button type="button" className="button button-small button-danger" onClick={deleteSelected}>Delete</button>
            <code className="node-id">{node.id}</code>
          </p>
        )}
      </div>
    </>
  )
}

/** What the exercise wants, and what it may cost: where nothing is selected. */
function Aims() {
  const { exercise, endpoints } = useSession()
  const { budget } = exercise
  const limits = [budget.cost !== undefined && `€${budget.cost} a case`, budget.seconds !== undefined && `${secondsText(budget.seconds)} a case`, budget.human_minutes !== undefined && `${budget.human_minutes} human minutes on average`].filter(Boolean)
  return (
    <div className="inspector-body aims">
      <h2>What to deliver</h2>
      <ul className="deliverables">{exercise.deliverables.map((item) => <li key={item.name}><code>{item.name}</code> {dataTitle(exercise, item.name)} <span className="figure">{Math.round(item.weight * 100)} %</span></li>)}</ul>
      {exercise.policies.length > 0 && <><h3>House rules</h3><ul className="rules">{exercise.policies.map((policy) => <li key={policy.id}>{policy.title}</li>)}</ul></>}
      {limits.length > 0 && <><h3>Budget</h3><p>{limits.join(', ')}</p></>}
      <p className="aims-links">
        {exercise.brief_html && <button type="button" className="button button-small" onClick={() => openDialog('brief')}>Read the brief</button>}
        <a className="button button-small button-quiet" href={endpoints.exercise_page}>Exercise page</a>
      </p>
      <p className="field-help">Select a node to set it up. Press <kbd>?</kbd> for all keys.</p>
    </div>
  )
}

function WirePanel({ id }: { id: string }) {
  const doc = useDocument()
  const isReadOnly = useReadOnly()
  const edge = everyEdge(doc).find((candidate) => edgeId(candidate) === id)
  if (!edge) return null
  return (
    <div className="inspector-body s-form">
      <h2>A wire</h2>
      <p>{wireWords(doc, edge)}</p>
      {!isReadOnly && <p><button type="button" className="button button-small button-danger" onClick={deleteSelected}>Take it away</button></p>}
    </div>
  )
}

export function Inspector() {
  const doc = useDocument()
  const selected = useEditor((state) => state.selected)
  const selectedEdges = useEditor((state) => state.selectedEdges)
  const isReadOnly = useReadOnly()
  const node = selected.length === 1 ? placeOf(doc, selected[0]!)?.node : undefined
  const open = node ? 'is-open' : ''
  return (
    <aside className={`inspector ${open}`} data-testid="inspector" aria-label={node ? `Panel of ${titleOf(node)}` : 'Panel'}>
      {node ? <NodePanel node={node} />
        : selected.length > 1 ? (
          <div className="inspector-body">
            <h2>{selected.length} of {everyPlace(doc).length} nodes</h2>
            {!isReadOnly && <p className="node-actions"><button type="button" className="button button-small" onClick={duplicateSelected}>Duplicate</button><button type="button" className="button button-small button-danger" onClick={deleteSelected}>Delete</button></p>}
          </div>
        ) : selectedEdges.length === 1 ? <WirePanel id={selectedEdges[0]!} /> : <Aims />}
    </aside>
  )
}
