/** All problems of the document, errors first, each with its remedy and a way there. */
import { nodeAnywhere, titleOf } from '../../core/document.ts'
import type { Problem } from '../../core/exercise.ts'
import { homeOf, workflowTitle } from '../../core/workflows.ts'
import { useChecking } from '../../state/checking.ts'
import { goTo, openWorkflow, useWhole } from '../../state/editor.ts'
import { openDialog, showTab } from '../../state/panels.ts'
import { Dialog } from '../Dialog.tsx'
import { Icon } from '../Icon.tsx'

/** The further workflow that a place in the document is in. */
const workflowAt = (pointer: string | undefined): string | undefined => pointer?.match(/^\/workflows\/([a-z][a-z0-9_-]*)/)?.[1]

function Row({ problem }: { problem: Problem }) {
  const doc = useWhole()
  const node = problem.node ? nodeAnywhere(doc, problem.node) : undefined
  const slug = node ? homeOf(doc, node.id) : workflowAt(problem.pointer)
  const workflow = slug ? doc.workflows?.[slug] : undefined
  const where = slug && workflow ? workflowTitle(slug, workflow) : ''
  const words = (
    <>
      <span className={`problem-word ${problem.severity === 'error' ? 'problem-error' : 'problem-warning'}`}>{problem.severity === 'error' ? 'error' : 'warning'}</span>
      <span><strong>{node ? titleOf(node) : where || 'The workflow'}{node && where ? <small> in {where}</small> : null}</strong><span className="problem-text">{problem.message}</span><span className="problem-remedy">{problem.remedy}</span></span>
    </>
  )
  if (!node && slug && workflow) {
    return (
      <li>
        <button type="button" className="problem-row" onClick={() => { openDialog(null); openWorkflow(slug) }}>{words}<span className="problem-go">Open it <Icon name="right" size={12} /></span></button>
      </li>
    )
  }
  if (!node) return <li><div className="problem-row">{words}</div></li>
  return (
    <li>
      <button type="button" className="problem-row" onClick={() => { openDialog(null); showTab('settings'); goTo(node.id) }}>{words}<span className="problem-go">Go there <Icon name="right" size={12} /></span></button>
    </li>
  )
}

export function ProblemsDialog() {
  const problems = useChecking((state) => state.problems)
  const isChecked = useChecking((state) => state.checked !== null)
  const isFailed = useChecking((state) => state.failed)
  const none = isFailed ? 'Nothing stands out, but the server could not check it just now.' : isChecked ? 'This workflow can be run and submitted.' : 'Nothing stands out. The server is still looking.'
  const word = problems.some((problem) => problem.severity === 'error') ? 'problem' : 'warning'
  return (
    <Dialog title={problems.length ? `${problems.length} ${word}${problems.length === 1 ? '' : 's'}` : 'No problems'} testId="problems-dialog">
      {problems.length === 0 && <p>{none}</p>}
      <ul className="problem-list">{problems.map((problem, at) => <Row key={`${problem.code}${problem.node}${at}`} problem={problem} />)}</ul>
    </Dialog>
  )
}
