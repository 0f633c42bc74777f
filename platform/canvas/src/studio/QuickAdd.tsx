/** The quick add: what fits here, found by typing, added by Enter, wired at once. */
import { useEffect, useMemo, useRef, useState } from 'react'
import { makeNode, paletteOf, searchKinds } from '../core/kinds.ts'
import { hasEntry } from '../core/ports.ts'
import { addKind } from '../state/actions.ts'
import { openQuickAdd, usePanels, type QuickAddAt } from '../state/panels.ts'
import { useSession } from '../state/session.ts'
import { KindIcon } from './Icon.tsx'

const WIDTH = 288
const HEIGHT = 360

/** The kinds that fit: on a wire or behind a port only what can be wired there. */
function useKinds(wish: QuickAddAt, query: string) {
  const { exercise } = useSession()
  return useMemo(() => {
    const { first, more } = paletteOf(exercise.level, exercise.kinds)
    const fits = [...first, ...more].filter((info) => {
      if (!wish.from && !wish.edge) return wish.parent === null || !['input', 'output'].includes(info.kind)
      if (wish.parent !== null && info.kind === 'output') return false
      return hasEntry(makeNode(info.kind, 'x')) && !(wish.edge && info.kind === 'output')
    })
    return searchKinds(fits, query)
  }, [exercise, wish, query])
}

function Box({ wish }: { wish: QuickAddAt }) {
  const { exercise } = useSession()
  const [query, setQuery] = useState('')
  const [at, setAt] = useState(0)
  const list = useRef<HTMLUListElement>(null)
  const before = useRef(document.activeElement)
  const kinds = useKinds(wish, query)
  const close = (back = true) => {
    openQuickAdd(null)
    if (back && before.current instanceof HTMLElement) before.current.focus()
  }
  const take = (index: number) => {
    const info = kinds[index]
    if (!info) return
    close(false)
    addKind(info.kind, exercise, { parent: wish.parent, ...(wish.at ? { at: wish.at } : {}), ...(wish.from ? { from: wish.from } : {}), ...(wish.edge ? { edge: wish.edge } : {}) })
  }
  useEffect(() => { void list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' }) }, [at])
  const left = Math.max(8, Math.min(wish.screen.x, window.innerWidth - WIDTH - 8))
  const top = Math.max(8, Math.min(wish.screen.y, window.innerHeight - HEIGHT - 8))
  return (
    <div className="quick-add" style={{ left, top, width: WIDTH, maxHeight: HEIGHT }} role="dialog" aria-label="Add a node"
      onBlur={(event) => { if (!event.currentTarget.contains(event.relatedTarget)) openQuickAdd(null) }}>
      <input autoFocus type="text" role="combobox" aria-expanded="true" aria-controls="quick-add-list" aria-activedescendant={kinds[at] ? `quick-${kinds[at].kind}` : undefined}
        aria-label="Find a kind of node" placeholder="Which node comes here?" value={query}
        onChange={(event) => { setQuery(event.target.value); setAt(0) }}
        onKeyDown={(event) => {
          if (event.key === 'Escape') close()
          else if (event.key === 'Enter') take(at)
          else if (event.key === 'ArrowDown') setAt(Math.min(kinds.length - 1, at + 1))
          else if (event.key === 'ArrowUp') setAt(Math.max(0, at - 1))
          else return
          event.preventDefault()
          event.stopPropagation()
        }} />
      <ul id="quick-add-list" role="listbox" aria-label="Kinds that fit" ref={list}>
        {kinds.map((info, index) => (
          <li key={info.kind} id={`quick-${info.kind}`} role="option" aria-selected={index === at} onPointerMove={() => setAt(index)}
            onMouseDown={(event) => event.preventDefault()} onClick={() => take(index)}>
            <span className={`kind-tile kind-${info.family}`}><KindIcon kind={info.kind} /></span>
            <span className="palette-words"><strong>{info.word}</strong><small>{info.help}</small></span>
          </li>
        ))}
      </ul>
      {!kinds.length && <p className="empty-words">No kind fits “{query}” here.</p>}
    </div>
  )
}

export function QuickAdd() {
  const wish = usePanels((state) => state.quickAdd)
  return wish ? <Box key={`${wish.screen.x},${wish.screen.y}`} wish={wish} /> : null
}
