/** Follows a submission while it is queued and graded, then shows its result by loading the page again. */

interface Status {
  status: 'queued' | 'grading' | 'graded' | 'not_gradable' | 'grader_fault'
  position?: number | null
}

const ORDER = ['queued', 'grading', 'graded']

/** `root` carries the address of the event stream; inside it, list items carry `data-step`. */
export function followGrading(root: HTMLElement): void {
  const source = new EventSource(root.dataset.gradingEvents ?? '')
  source.addEventListener('status', (event) => {
    const now = JSON.parse((event as MessageEvent<string>).data) as Status
    if (!ORDER.slice(0, 2).includes(now.status)) {
      source.close()
      window.location.reload()
      return
    }
    showStep(root, now)
  })
}

/** Marks what is behind, what is now, and what is to come; says the place in the queue where it is known. */
export function showStep(root: HTMLElement, now: Status): void {
  const at = ORDER.indexOf(now.status)
  root.querySelectorAll<HTMLElement>('[data-step]').forEach((item) => {
    const place = ORDER.indexOf(item.dataset.step ?? '')
    item.dataset.state = place < at ? 'done' : place === at ? 'now' : 'next'
    if (place === at) item.setAttribute('aria-current', 'step')
    else item.removeAttribute('aria-current')
  })
  const position = root.querySelector<HTMLElement>('[data-position]')
  if (!position) return
  const ahead = now.status === 'queued' && now.position ? now.position - 1 : 0
  position.hidden = ahead < 1
  const figure = position.querySelector('[data-ahead]')
  if (figure) figure.textContent = String(ahead)
}
