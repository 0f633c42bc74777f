/** A memory: which store, reading or writing, which values, under which key. */
import { allNodes, text, texts, titleOf, type WorkflowDocument } from '../../core/document.ts'
import { dataTitle, type Exercise } from '../../core/exercise.ts'
import { slugFrom } from '../../core/workflows.ts'
import { useWhole } from '../../state/editor.ts'
import { about, SelectField, TextField, TickList, type Tick } from './fields.tsx'
import { useNode, useReaching, type Part } from './useNode.ts'

/** Who writes which value into a store, in any workflow of the document. */
function writersOf(doc: WorkflowDocument, store: string): Map<string, string> {
  const writers = allNodes(doc).filter((node) => node.kind === 'memory' && node.action === 'write' && node.store === store)
  return new Map(writers.flatMap((node) => texts(node.values).map((name) => [name, titleOf(node)] as const)))
}

/** The stores that other memories of the document use. */
const storesOf = (doc: WorkflowDocument, except: string): string[] =>
  [...new Set(allNodes(doc).filter((node) => node.kind === 'memory').map((node) => text(node.store)))].filter((store) => store && store !== except)

/** What can be read: what somebody writes there first, then the rest of the data dictionary. */
function readable(exercise: Exercise, writers: Map<string, string>): Tick[] {
  const written = [...writers].map(([name, writer]) => ({ value: name, label: name, hint: `${dataTitle(exercise, name)}, written by ${writer}` }))
  const others = exercise.data.filter((item) => !writers.has(item.name)).map((item) => ({ value: item.name, label: item.name, hint: 'nobody writes it there yet' }))
  return [...written, ...others]
}

/** Values, and fields of values, that an entry can be kept under. */
const keysOf = (exercise: Exercise, names: string[]): string[] =>
  exercise.data.filter((item) => names.includes(item.name)).flatMap((item) => (item.fields?.length ? [`${item.name}.${item.fields[0]}`] : item.type === 'text' ? [] : [item.name])).slice(0, 3)

export function MemorySettings({ node }: Part) {
  const { exercise, isReadOnly, problems, set } = useNode(node)
  const reaching = useReaching(node)
  const doc = useWhole()
  const store = text(node.store)
  const isWrite = node.action === 'write'
  const key = text(node.key)
  const chips = (values: string[], take: (value: string) => void) => !isReadOnly && values.length > 0 && (
    <p className="examples">For example: {values.map((value) => <button key={value} type="button" className="code-chip" onClick={() => take(value)}>{value}</button>)}</p>
  )
  return (
    <>
      <SelectField label="What it does" value={isWrite ? 'write' : 'read'} disabled={isReadOnly} problems={about(problems, 'action')}
        options={[{ value: 'read', label: 'Reads what was kept' }, { value: 'write', label: 'Writes, for later steps' }]}
        onChange={(action) => set({ action, values: [] }, 'Change reading and writing')} />
      <TextField label="Store" mono value={store} disabled={isReadOnly} problems={about(problems, 'store')} help="Memories that name the same store share it."
        onChange={(value) => set({ store: value.trim() ? slugFrom(value.replaceAll(' ', '-')) : '' }, 'Name the store')} />
      {!store && chips(storesOf(doc, store), (value) => set({ store: value }, 'Name the store'))}
      <TickList label={isWrite ? 'Values to keep' : 'Values to look up'} options={isWrite ? reaching : readable(exercise, writersOf(doc, store))} ticked={texts(node.values)} disabled={isReadOnly}
        problems={about(problems, 'values')} onChange={(values) => set({ values }, 'Choose values')}
        {...(isWrite ? {} : { help: 'Where one of them was never written, the case leaves by “nothing there”.' })} />
      <TextField label="Kept under" mono value={key} placeholder="one entry for all" disabled={isReadOnly} problems={about(problems, 'key')}
        help="A value, or a field of one, such as order.id: then there is an entry for each. Leave it empty for one entry."
        onChange={(value) => set({ key: value.trim() || undefined }, 'Change the key')} />
      {!key && chips(keysOf(exercise, reaching.map((tick) => tick.value)), (value) => set({ key: value }, 'Change the key'))}
    </>
  )
}
