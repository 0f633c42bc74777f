/** A node's panel: its settings and its last run. Loaded apart from the first screen. */
import { titleOf, type WorkflowNode } from '../../core/document.ts'
import { kindInfo } from '../../core/kinds.ts'
import { deleteSelected, duplicateSelected, setNode } from '../../state/actions.ts'
import { useProblems } from '../../state/checking.ts'
import { select, useReadOnly } from '../../state/editor.ts'
import { showTab, usePanels } from '../../state/panels.ts'
import { useRunning } from '../../state/running.ts'
import { Icon, KindIcon } from '../Icon.tsx'
import { useBuilding } from '../useWide.ts'
import { AgentSettings, ReviewSettings } from './AgentSettings.tsx'
import { Connections } from './Connections.tsx'
import { FailSettings } from './FailSettings.tsx'
import { TextField } from './fields.tsx'
import * as settings from './FlowSettings.tsx'
import { GatePanel } from './GatePanel.tsx'
import { LastRun } from './LastRun.tsx'
import { MemorySettings } from './MemorySettings.tsx'
import { PlanSettings } from './PlanSettings.tsx'
import { SubflowSettings } from './SubflowSettings.tsx'

const PARTS: Partial<Record<WorkflowNode['kind'], (props: { node: WorkflowNode }) => React.ReactNode>> = {
  agent: AgentSettings, review: ReviewSettings, tool: settings.ToolSettings, router: settings.RouterSettings, check: settings.CheckSettings,
  human: settings.HumanSettings, loop: settings.LoopSettings, map: settings.MapSettings, join: settings.JoinSettings, set: settings.SetSettings,
  memory: MemorySettings, plan: PlanSettings, subflow: SubflowSettings,
  input: settings.InputSettings, output: settings.OutputSettings, note: settings.NoteSettings,
}

/** Problems that belong to no field shown below: said at the top. */
function LooseProblems({ node }: { node: WorkflowNode }) {
  const problems = useProblems(node.id)
  const shownFields = new Set(['agent', 'model', 'yields', 'instructions', 'criteria', 'tool', 'on', 'sees', 'edits', 'minutes', 'until', 'max', 'over', 'copies', 'wait', 'merge', 'values', 'when', 'retry', 'timeout', 'fallback', 'budget', 'rules', 'branches', 'idempotent_by', 'tools',
    'store', 'action', 'key', 'workflow', 'version', 'roster', 'task_model', 'tasks', 'depth'])
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

export default function NodePanel({ node }: { node: WorkflowNode }) {
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
        {tab === 'settings' ? <Settings node={node} /> : <>{node.kind === 'human' && <GatePanel node={node} />}<LastRun node={node} /></>}
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
