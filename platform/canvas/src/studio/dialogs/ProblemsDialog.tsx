/** All problems of the document, errors first, each with its remedy and a way there. */
import { nodeOf, titleOf } from '../../core/document.ts'
import type { Problem } from '../../core/exercise.ts'
import { useChecking } from '../../state/checking.ts'
import { goTo, useDocument } from '../../state/editor.ts'
import { openDialog, showTab } from '../../state/panels.ts'
import { Dialog } from '../Dialog.tsx'
import { Icon } from '../Icon.tsx'

function Row({ problem }: { problem: Problem }) {
  const doc = useDocument()
  const node = problem.node ? nodeOf(doc, problem.node) : undefined
  const words = (
    <>
      <span className={`problem-word ${problem.severity === 'error' ? 'problem-error' : 'problem-warning'}`}>{problem.severity === 'error' ? 'error' : 'warning'}</span>
      <span><strong>{node ? titleOf(node) : 'The workflow'}</strong><span className="problem-text">{problem.message}</span><span className="problem-remedy">{problem.remedy}</span></span>
    </>
  )
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
