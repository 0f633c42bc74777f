/** Submitting: asked once, followed to the end, with the way to the result. */
import { useEffect, useRef, useState } from 'react'
import { getSubmission, submitDocument, type SubmissionRecord } from '../../state/api.ts'
import { showProblems, useChecking } from '../../state/checking.ts'
import { useEditor, whole } from '../../state/editor.ts'
import { openDialog } from '../../state/panels.ts'
import { saveNow } from '../../state/saving.ts'
import { useSession, type Bootstrap } from '../../state/session.ts'
import { keepVersion } from '../../state/shelf.ts'
import { Dialog } from '../Dialog.tsx'

type Phase = { step: 'ask' } | { step: 'sending' } | { step: 'refused'; message: string; problems: number } | { step: 'follow'; id: string }

const ENDS = new Set(['graded', 'not_gradable', 'grader_fault'])

/** How many graded attempts are left within 24 hours; null where they are not counted. */
const attemptsLeft = ({ attempts }: Bootstrap): number | null => (attempts ? Math.max(0, attempts.limit - attempts.used) : null)

const resultPage = (record: SubmissionRecord): string => record.page_url ?? `/submissions/${record.id}/`

/** Follows a submission by its event stream, and by asking where there is none. */
function useSubmission(id: string): SubmissionRecord {
  const session = useSession()
  const [record, setRecord] = useState<SubmissionRecord>({ id, status: 'queued' })
  useEffect(() => {
    let isOpen = true
    let timer: ReturnType<typeof setTimeout> | undefined
    const ask = async () => {
      const answer = await getSubmission(session, id)
      if (!isOpen) return
      if (answer.ok) setRecord({ ...answer.value, id })
      if (!answer.ok || !ENDS.has(answer.value.status)) timer = setTimeout(() => void ask(), 2000)
    }
    const stream = new EventSource(`${session.endpoints.submissions}${id}/events/`)
    stream.addEventListener('status', (message) => {
      const told = JSON.parse((message as MessageEvent<string>).data) as SubmissionRecord
      setRecord((before) => ({ ...before, ...told, id }))
      if (ENDS.has(told.status)) stream.close()
    })
    stream.addEventListener('error', () => {
      stream.close()
      void ask()
    })
    return () => {
      isOpen = false
      stream.close()
      clearTimeout(timer)
    }
  }, [id, session])
  return record
}

const WORDS: Record<string, [string, string]> = {
  queued: ['Queued', 'It waits for its turn. You can leave this page: it is graded all the same.'],
  grading: ['Grading', 'Your workflow runs on the hidden cases. This takes a few seconds. You can leave this page.'],
  graded: ['Graded', 'The scores and the evidence for each are on the result page.'],
  not_gradable: ['Not gradable', 'The document cannot be graded. This cost no attempt; the result page says why.'],
  grader_fault: ['The grader failed', 'This is not your fault and cost no attempt. It is tried again, then looked at by staff.'],
}

function Follow({ id }: { id: string }) {
  const record = useSubmission(id)
  const [word, words] = WORDS[record.status] ?? [record.status, '']
  const isOver = ENDS.has(record.status)
  const link = useRef<HTMLAnchorElement>(null)
  useEffect(() => { if (isOver) link.current?.focus() }, [isOver])
  return (
    <>
      <p className="submit-status" role="status" data-testid="submission-status" data-status={record.status}>
        <strong className={isOver ? '' : 'is-now'}>{word}</strong>
        {!isOver && Boolean(record.position) && <span> Number {record.position} in line.</span>} {words}
      </p>
      {!isOver && <div className="progress-line" aria-hidden="true"><span /></div>}
      <p className="dialog-buttons">
        <button type="button" className="button" onClick={() => openDialog(null)}>{isOver ? 'Stay here' : 'Go on building'}</button>
        <a ref={link} className={`button ${isOver ? 'button-primary' : ''}`} href={resultPage(record)} data-testid="result-link">{isOver ? 'See the result' : 'Follow it on its page'}</a>
      </p>
    </>
  )
}

function Ask({ onSend, isSending }: { onSend: () => void; isSending: boolean }) {
  const session = useSession()
  const left = attemptsLeft(session)
  const errors = useChecking((state) => state.problems.filter((problem) => problem.severity === 'error').length)
  return (
    <>
      <p>Your workflow is graded on hidden cases: ordinary ones, and ones with faults in the data, with traps, and with tools that fail. Practice runs are unlimited; this counts.</p>
      {left !== null && <p><strong>{left === 1 ? '1 graded attempt' : `${left} graded attempts`} left within 24 hours.</strong></p>}
      {errors > 0 && <p className="field-problem">{errors === 1 ? 'There is 1 problem' : `There are ${errors} problems`} that may keep it from being graded. <button type="button" className="link" onClick={() => openDialog('problems')}>Look at {errors === 1 ? 'it' : 'them'} first</button></p>}
      <p className="dialog-buttons">
        <button type="button" className="button" onClick={() => openDialog(null)}>Not yet</button>
        <button type="button" className="button button-primary" data-testid="confirm-submit" disabled={isSending || left === 0} onClick={onSend}>{isSending ? 'Submitting' : 'Submit for grading'}</button>
      </p>
    </>
  )
}

export function SubmitDialog() {
  const session = useSession()
  const [phase, setPhase] = useState<Phase>({ step: 'ask' })
  const key = useRef(crypto.randomUUID?.() ?? `${Date.now()}-${Math.random()}`)
  const send = async () => {
    setPhase({ step: 'sending' })
    const document = whole(useEditor.getState())
    await saveNow()
    keepVersion(session.exercise.slug, document, 'Submitted')
    const answer = await submitDocument(session, document, key.current)
    if (answer.ok) return setPhase({ step: 'follow', id: answer.value.id })
    if (answer.problems.length) showProblems(answer.problems)
    setPhase({ step: 'refused', message: answer.message, problems: answer.problems.length })
  }
  return (
    <Dialog title="Submit for grading">
      {(phase.step === 'ask' || phase.step === 'sending') && <Ask onSend={() => void send()} isSending={phase.step === 'sending'} />}
      {phase.step === 'follow' && <Follow id={phase.id} />}
      {phase.step === 'refused' && (
        <>
          <p className="field-problem" role="alert">{phase.message}</p>
          <p className="dialog-buttons">
            {phase.problems > 0 && <button type="button" className="button" onClick={() => openDialog('problems')}>Show the problems</button>}
            <button type="button" className="button" onClick={() => openDialog(null)}>Close</button>
            <button type="button" className="button button-primary" onClick={() => void send()}>Try again</button>
          </p>
        </>
      )}
    </Dialog>
  )
}
