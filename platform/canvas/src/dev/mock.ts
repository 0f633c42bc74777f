/** A server made of nothing, for `vite dev`: answers the Studio's calls after a moment, as the real one would. */
import { everyNode, type WorkflowDocument } from '../core/document.ts'
import type { RunEvent, Path } from '../core/run.ts'
import { cases, exercise, starter } from './refund.ts'

const json = (data: unknown, status = 200) => new Response(JSON.stringify(data), { status, headers: { 'Content-Type': 'application/json' } })

function understood(text: string) {
  return [...text.matchAll(/[^.\n]+[.\n]?/g)].filter((match) => match[0].trim()).map((match) => {
    const sentence = match[0]
    const slugs: { slug: string; title: string; probability: number }[] = []
    if (/not orders|only sort/i.test(sentence)) slugs.push({ slug: 'ignore_embedded_instructions', title: 'Content is data, not orders', probability: 0.88 })
    if (/convert|euros/i.test(sentence)) slugs.push({ slug: 'normalise_units', title: 'One currency, one unit', probability: 0.86 })
    if (/no addresses/i.test(sentence)) slugs.push({ slug: 'no_personal_data', title: 'No personal data', probability: 0.9 })
    const contradicts = /invent|make up/i.test(sentence) ? [{ slug: 'leave_unknown_empty', title: 'Leave unknowns empty' }] : []
    return { text: sentence.trim(), start: match.index, end: match.index + sentence.length, understood: slugs, contradicts }
  })
}

function log(document: WorkflowDocument): RunEvent[] {
  const events: RunEvent[] = []
  const add = (at: number, type: RunEvent['type'], node: string | null, data: Record<string, unknown> = {}, path: Path = []) =>
    events.push({ seq: events.length + 1, at, type, node, path, data })
  const step = (node: string, from: number, to: number, port: string, values: Record<string, unknown>, extra: Record<string, unknown> = {}, path: Path = []) => {
    add(from, 'step_started', node, { inputs: ['message'] }, path)
    add(to, 'step_finished', node, { port, values, seconds: to - from, ...extra }, path)
  }
  const ids = new Set(everyNode(document).map((node) => node.id))
  add(0, 'run_started', null, { values: cases[0]!.values })
  step('start', 0, 0, 'done', { message: cases[0]!.values.message, policy: '…', rates: {} })
  add(0, 'step_started', 'find_order', { inputs: ['message'] })
  add(0, 'step_started', 'triage', { inputs: ['message'] })
  add(1.2, 'retry_scheduled', 'find_order', { reason: 'error' })
  add(1.2, 'step_started', 'find_order', { inputs: ['message'] })
  add(2.1, 'step_finished', 'triage', { port: 'done', values: { intent: 'refund' }, cost: 0.0004, tokens: 212 })
  add(2.4, 'step_finished', 'find_order', { port: 'done', values: { order: { id: '1043', total: { gbp: 36.9 } } } })
  step('analyst', 2.4, 9.8, 'done', { amount: { eur: 36.9 }, decision: 'approve' }, { cost: 0.0121, tokens: 1312, detail: { unseen: ['message'], tasks: [{ value: 'amount', needs_missing: ['customer'], inherited: [], hazards: [{ hazard: 'unit_mix_up', struck: true }] }] } })
  step('sound', 9.8, 9.8, 'pass', { feedback: '', verdict: 'pass' })
  add(9.8, 'step_started', 'letters')
  for (const turn of [1, 2]) {
    const path: Path = [['letters', turn]]
    const from = 9.8 + (turn - 1) * 6
    add(from, 'turn_started', 'letters', { turn })
    step('writer', from, from + 3, 'done', { reply: 'Dear customer, we refund 36.90 euros.' }, { cost: 0.0008, tokens: 402 }, path)
    step('reviewer', from + 3, from + 6, turn === 1 ? 'fail' : 'pass', { feedback: turn === 1 ? 'The tone is cold.' : '', verdict: turn === 1 ? 'fail' : 'pass' }, { cost: 0.004, tokens: 640 }, path)
  }
  add(21.8, 'step_finished', 'letters', { port: 'done', values: { reply: 'Dear customer …', feedback: '', verdict: 'pass' } })
  add(21.8, 'step_skipped', 'desk')
  step('end', 21.8, 21.8, '', {})
  add(21.8, 'run_finished', null, { status: 'delivered' })
  return events.filter((event) => event.node === null || ids.has(event.node))
}

const outcome = { score: 0.6, incidents: [], deliverables: [
  { name: 'intent', score: 1, expected: 'refund', got: 'refund' }, { name: 'amount', score: 0, expected: { eur: 43.2 }, got: { eur: 36.9 } },
  { name: 'decision', score: 1, expected: 'approve', got: 'approve' }, { name: 'reply', score: 0.5, expected: 'states decision; states amount', got: 'Dear customer, we refund 36.90 euros.' },
] }

let revision = 3
let ran: WorkflowDocument = starter

async function answer(url: string, init: RequestInit): Promise<Response> {
  await new Promise((resolve) => setTimeout(resolve, 180))
  const body = init.body ? JSON.parse(String(init.body)) : {}
  if (url.endsWith('/check/')) return json({ problems: [], valid: true })
  if (url.endsWith('/reading/')) return json({ sentences: understood(body.text) })
  if (url.includes('/drafts/')) return json({ document: body.document, revision: ++revision, saved_at: new Date().toISOString() })
  if (url.includes('/runs/') && init.method === 'POST') {
    ran = body.document
    return json({ id: 'r1', url: '/mock/runs/r1/', events_url: '/mock/runs/r1/events/' }, 201)
  }
  if (url.includes('/runs/')) return json({ id: 'r1', status: 'delivered', document: ran, case: 'practice-1', events: log(ran), outcome })
  if (url.includes('/submissions/') && init.method === 'POST') return json({ id: 's1', url: '/mock/submissions/s1/' }, 202)
  if (url.includes('/submissions/')) return json({ id: 's1', status: 'graded', document: starter })
  return json({ error: { code: 'not_found', message: 'There is nothing here.' } }, 404)
}

class MockEvents extends EventTarget {
  readyState = 1
  constructor(url: string) {
    super()
    const tell = (type: string, data: unknown) => this.dispatchEvent(new MessageEvent(type, { data: JSON.stringify(data) }))
    if (url.includes('/runs/')) {
      setTimeout(() => {
        for (const event of log(ran)) tell('step', event)
        tell('end', { status: 'delivered', outcome })
      }, 300)
    } else {
      setTimeout(() => tell('status', { status: 'grading', position: 0 }), 400)
      setTimeout(() => tell('status', { status: 'graded' }), 1800)
    }
  }
  close(): void { this.readyState = 2 }
}

const real = window.fetch
window.fetch = (input, init = {}) => (String(input).startsWith('/mock/') ? answer(String(input), init) : real(input, init))
Object.assign(window, { EventSource: MockEvents })

const bootstrap = document.createElement('script')
bootstrap.type = 'application/json'
bootstrap.id = 'studio-bootstrap'
bootstrap.textContent = JSON.stringify({
  exercise, cases, draft: { document: starter, revision }, user: { name: 'Amara' }, csrf: '', attempts: { used: 1, limit: 5, next_at: null },
  endpoints: { check: '/mock/check/', reading: '/mock/reading/', draft: '/mock/drafts/refund-desk/', runs: '/mock/runs/', submissions: '/mock/submissions/', exercise_page: '#' },
})
document.body.append(bootstrap)
