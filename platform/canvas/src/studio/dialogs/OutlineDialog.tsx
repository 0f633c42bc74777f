/** The workflow as a list: nodes in order, what each does, where it leads. For screen readers, and for anybody. */
import { isContainer, source, target, titleOf, type Graph, type WorkflowNode } from '../../core/document.ts'
import { excerptOf } from '../../core/excerpt.ts'
import { kindInfo } from '../../core/kinds.ts'
import { layersOf } from '../../core/layout.ts'
import { slugsOf, workflowTitle } from '../../core/workflows.ts'
import { useProblems } from '../../state/checking.ts'
import { goTo, useWhole } from '../../state/editor.ts'
import { openDialog } from '../../state/panels.ts'
import { useRunning } from '../../state/running.ts'
import { useSession } from '../../state/session.ts'
import { Dialog } from '../Dialog.tsx'
import { KindIcon } from '../Icon.tsx'
import { portLabel, STATUS_WORDS } from '../words.ts'
import { exitsOf } from '../../core/ports.ts'

function Exits({ node, graph }: { node: WorkflowNode; graph: Graph }) {
  const { exercise } = useSession()
  const values = new Set(exitsOf(node, exercise).filter((port) => port.type === 'value').map((port) => port.name))
  const edges = graph.edges.filter((edge) => source(edge).node === node.id)
  if (!edges.length) return node.kind === 'output' || node.kind === 'note' ? null : <p className="outline-exits">Leads nowhere.</p>
  const titles = new Map(graph.nodes.map((other) => [other.id, titleOf(other)]))
  return <p className="outline-exits">Leads to {edges.map((edge) => `${titles.get(target(edge).node) ?? target(edge).node} (${portLabel(source(edge).port, values.has(source(edge).port))})`).join(', ')}.</p>
}

/** How many problems or warnings a node has, in the words of the bar. */
function ProblemWord({ id }: { id: string }) {
  const problems = useProblems(id)
  if (!problems.length) return null
  const hasError = problems.some((problem) => problem.severity === 'error')
  return <span className={`problem-word ${hasError ? 'problem-error' : 'problem-warning'}`}>{problems.length} {hasError ? 'problem' : 'warning'}{problems.length === 1 ? '' : 's'}</span>
}

function Entry({ node, graph }: { node: WorkflowNode; graph: Graph }) {
  const { exercise } = useSession()
  const run = useRunning((state) => state.view.nodes[node.id])
  const info = kindInfo(node.kind)
  return (
    <li>
      <button type="button" className="outline-node" onClick={() => { openDialog(null); goTo(node.id) }}>
        <span className={`kind-tile kind-${info.family}`}><KindIcon kind={node.kind} /></span>
        <span><strong>{titleOf(node)}</strong> <small>{info.word}</small></span>
        {run && <span className={`status-pill status-${run.status}`}>{STATUS_WORDS[run.status]}</span>}
        <ProblemWord id={node.id} />
      </button>
      <p className="outline-excerpt">{excerptOf(node, exercise)}</p>
      <Exits node={node} graph={graph} />
      {isContainer(node) && node.inside && <><p className="outline-inside">Inside it:</p><Level graph={node.inside} /></>}
    </li>
  )
}

function Level({ graph }: { graph: Graph }) {
  const layers = layersOf(graph)
  const nodes = [...graph.nodes].sort((a, b) => (layers.get(a.id) ?? 0) - (layers.get(b.id) ?? 0))
  return <ol className="outline">{nodes.map((node) => <Entry key={node.id} node={node} graph={graph} />)}</ol>
}

export function OutlineDialog() {
  const doc = useWhole()
  return (
    <Dialog title="Outline" wide testId="outline-dialog">
      {doc.nodes.length ? <Level graph={doc} /> : <p>The {slugsOf(doc).length ? 'main workflow' : 'canvas'} is empty.</p>}
      {slugsOf(doc).map((slug) => <section key={slug}><h3>The workflow “{workflowTitle(slug, doc.workflows![slug])}”</h3><Level graph={doc.workflows![slug]!} /></section>)}
    </Dialog>
  )
}
