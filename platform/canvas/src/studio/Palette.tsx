/** The kinds of nodes, those this exercise needs first; to drag, or to press. */
import { useState } from 'react'
import { GROUPS, paletteOf, searchKinds, type KindInfo } from '../core/kinds.ts'
import { addKind } from '../state/actions.ts'
import { useSession } from '../state/session.ts'
import { DRAG_TYPE } from './canvas/Canvas.tsx'
import { Icon, KindIcon } from './Icon.tsx'

function Item({ info }: { info: KindInfo }) {
  const { exercise } = useSession()
  return (
    <li>
      <button type="button" className="palette-item" data-testid={`palette-${info.kind}`} draggable title={info.help}
        onDragStart={(event) => { event.dataTransfer.setData(DRAG_TYPE, info.kind); event.dataTransfer.effectAllowed = 'copy' }}
        onClick={() => addKind(info.kind, exercise)}>
        <span className={`kind-tile kind-${info.family}`}><KindIcon kind={info.kind} /></span>
        <span className="palette-words"><strong>{info.word}</strong><small>{info.help}</small></span>
      </button>
    </li>
  )
}

function Groups({ kinds }: { kinds: KindInfo[] }) {
  return GROUPS.map((group) => {
    const own = kinds.filter((info) => info.group === group)
    if (!own.length) return null
    return <section key={group}><h2>{group}</h2><ul>{own.map((info) => <Item key={info.kind} info={info} />)}</ul></section>
  })
}

export function Palette() {
  const { exercise } = useSession()
  const [query, setQuery] = useState('')
  const { first, more } = paletteOf(exercise.level, exercise.kinds)
  const found = query.trim() ? searchKinds([...first, ...more], query) : null
  return (
    <nav className="palette" aria-label="Kinds of nodes">
      <div className="palette-search">
        <Icon name="search" />
        <input type="search" value={query} onChange={(event) => setQuery(event.target.value)} placeholder="Find a kind" aria-label="Find a kind of node" />
      </div>
      <div className="palette-list">
        {found ? (found.length ? <Groups kinds={found} /> : <p className="empty-words">No kind fits “{query}”.</p>) : (
          <>
            <Groups kinds={first} />
            {more.length > 0 && <details className="disclosure palette-more"><summary>More kinds</summary><div className="palette-rest"><Groups kinds={more} /></div></details>}
          </>
        )}
      </div>
    </nav>
  )
}
