/** The node's wires as a list, to add and remove: everything the mouse can do, by keyboard. */
import { useId, useMemo, useState } from 'react'
import { edgeId, everyPlace, nodeOf, placeOf, source, target, titleOf, type Edge } from '../../core/document.ts'
import { possibleWires } from '../../core/connect.ts'
import { exitsOf } from '../../core/ports.ts'
import { unwire, wire } from '../../state/actions.ts'
import { goTo, useDocument, useReadOnly } from '../../state/editor.ts'
import { useSession } from '../../state/session.ts'
import { Icon } from '../Icon.tsx'
import { useBuilding } from '../useWide.ts'
import { portLabel } from '../words.ts'
import type { Part } from './useNode.ts'

function Row({ edge, side }: { edge: Edge; side: 'in' | 'out' }) {
  const doc = useDocument()
  const { exercise } = useSession()
  const isBuilding = useBuilding()
  const isReadOnly = useReadOnly() || !isBuilding
  const from = source(edge)
  const other = side === 'in' ? from.node : target(edge).node
  const node = nodeOf(doc, from.node)
  const isValue = Boolean(node && exitsOf(node, exercise).some((port) => port.name === from.port && port.type === 'value'))
  const otherNode = nodeOf(doc, other)
  const name = otherNode ? titleOf(otherNode) : other
  return (
    <li>
      <span className={`wire-sign wire-sign-${isValue ? 'value' : 'path'}`} aria-hidden="true" />
      <span className="wire-text">
        <span className={isValue ? 'mono' : ''}>{portLabel(from.port, isValue)}</span> {side === 'in' ? 'from' : 'to'}{' '}
        <button type="button" className="link" onClick={() => goTo(other)}>{name}</button>
      </span>
      {!isReadOnly && <button type="button" className="mini" onClick={() => unwire(edgeId(edge))} aria-label={`Remove the wire ${portLabel(from.port, isValue)} ${side === 'in' ? 'from' : 'to'} ${name}`}><Icon name="close" size={12} /></button>}
    </li>
  )
}

/** Two lists of choices: from where, and to where; refused ones say why beneath. */
function AddWire({ node }: Part) {
  const doc = useDocument()
  const { exercise } = useSession()
  const id = useId()
  const [choice, setChoice] = useState('')
  const { incoming, outgoing } = useMemo(() => possibleWires(doc, node.id, exercise), [doc, node.id, exercise])
  const titles = useMemo(() => new Map(everyPlace(doc).map((place) => [place.node.id, place.node])), [doc])
  const port = (edge: Edge) => {
    const from = titles.get(source(edge).node)
    const isValue = Boolean(from && exitsOf(from, exercise).some((exit) => exit.name === source(edge).port && exit.type === 'value'))
    return portLabel(source(edge).port, isValue)
  }
  const title = (id: string) => { const found = titles.get(id); return found ? titleOf(found) : id }
  const options = {
    from: incoming.map((edge) => ({ ...edge, words: `${title(source(edge).node)}: ${port(edge)}` })),
    to: outgoing.map((edge) => ({ ...edge, words: `${port(edge)} to ${title(target(edge).node)}` })),
  }
  const all = [...options.from, ...options.to]
  const add = () => {
    const edge = all.find((option) => edgeId(option) === choice)
    if (edge && wire({ from: edge.from, to: edge.to }, exercise)) setChoice('')
  }
  if (!all.length) return null
  return (
    <div className="s-field add-wire">
      <label htmlFor={id}>Connect</label>
      <span>
        <select id={id} value={choice} onChange={(event) => setChoice(event.target.value)}>
          <option value="">Choose a wire</option>
          {options.from.length > 0 && <optgroup label="Comes from">{options.from.map((option) => <option key={edgeId(option)} value={edgeId(option)}>{option.words}</option>)}</optgroup>}
          {options.to.length > 0 && <optgroup label="Leads to">{options.to.map((option) => <option key={edgeId(option)} value={edgeId(option)}>{option.words}</option>)}</optgroup>}
        </select>
        <button type="button" className="button button-small" disabled={!choice} onClick={add}>Connect</button>
      </span>
    </div>
  )
}

export function Connections({ node }: Part) {
  const doc = useDocument()
  const isBuilding = useBuilding()
  const isReadOnly = useReadOnly() || !isBuilding
  const place = placeOf(doc, node.id)
  if (!place || node.kind === 'note') return null
  const incoming = place.graph.edges.filter((edge) => target(edge).node === node.id)
  const outgoing = place.graph.edges.filter((edge) => source(edge).node === node.id)
  return (
    <section className="connections" aria-label="Connections">
      <h3>Connections</h3>
      {incoming.length + outgoing.length === 0 && <p className="field-help">{place.parent === null ? 'No wires yet.' : 'No wires: it starts with each turn, with everything its frame received.'}</p>}
      <ul>{incoming.map((edge) => <Row key={edgeId(edge)} edge={edge} side="in" />)}{outgoing.map((edge) => <Row key={edgeId(edge)} edge={edge} side="out" />)}</ul>
      {!isReadOnly && <AddWire node={node} />}
    </section>
  )
}
