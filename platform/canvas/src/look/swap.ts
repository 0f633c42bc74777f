/** A link marked `data-swap` is replaced by what it leads to; without this it simply leads there. */
export function swapLinks(page: Document): void {
  page.addEventListener('click', (event) => {
    const link = (event.target as Element).closest<HTMLAnchorElement>('a[data-swap]')
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return
    event.preventDefault()
    void swap(link)
  })
}

async function swap(link: HTMLAnchorElement): Promise<void> {
  link.setAttribute('aria-busy', 'true')
  const answer = await fetch(link.href, { headers: { 'HX-Request': 'true' } }).catch(() => null)
  if (!answer?.ok) {
    window.location.assign(link.href)
    return
  }
  const place = link.parentElement ?? link
  place.innerHTML = await answer.text()
  const first = place.firstElementChild as HTMLElement | null
  first?.setAttribute('tabindex', '-1')
  first?.focus({ preventScroll: true })
}
