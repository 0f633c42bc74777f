/** The Studio's entry: reads what the page brought, opens the draft, and draws. */
import { createRoot } from 'react-dom/client'
import { fromData } from './core/exchange.ts'
import { withFreshPlaces, withPlaces } from './core/layout.ts'
import { emptyDocument, type WorkflowDocument } from './core/document.ts'
import { openDocument } from './state/editor.ts'
import { readBootstrap, type Bootstrap } from './state/session.ts'
import { Studio } from './studio/Studio.tsx'
import './studio/styles/studio.css'

/** The draft if there is one, else the starter, which is laid out for this page; one that cannot be drawn falls back to it. */
function firstDocument(session: Bootstrap): WorkflowDocument {
  const { draft, exercise } = session
  const read = fromData(draft.document)
  const isUntouched = JSON.stringify(draft.document) === JSON.stringify(exercise.starter)
  if (read.ok && !isUntouched) return withPlaces(read.value, exercise)
  const starter = fromData(exercise.starter)
  return starter.ok ? withFreshPlaces(starter.value, exercise) : emptyDocument()
}

const root = document.getElementById('studio')
const session = readBootstrap()
if (root && session) {
  const first = firstDocument(session)
  openDocument(first)
  createRoot(root).render(<Studio session={session} first={first} />)
} else if (root) {
  root.textContent = 'The Studio could not start: the page did not bring its data. Reload the page.'
}
