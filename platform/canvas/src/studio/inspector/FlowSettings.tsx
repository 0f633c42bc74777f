/** Settings of the kinds that steer: tool, router, check, loop, map, join, set, human, input, output, note. */
import { useState } from 'react'
import { text, texts } from '../../core/document.ts'
import { changeNode, renamePort } from '../../core/operations.ts'
import { branches } from '../../core/ports.ts'
import { change, useEditor } from '../../state/editor.ts'
import { Icon } from '../Icon.tsx'
import { WhenField } from './AgentSettings.tsx'
import { ExpressionField } from './ExpressionField.tsx'
import { about, AreaField, NumberField, SelectField, TextField, TickList } from './fields.tsx'
import { useNode, useReaching, type Part } from './useNode.ts'

const name = (value: string): string => value.toLowerCase().replace(/[^a-z0-9_]+/g, '_').replace(/^[^a-z]+/, '').slice(0, 40)

export function ToolSettings({ node }: Part) {
  const { exercise, isReadOnly, problems, set } = useNode(node)
  const reaching = useReaching(node)
  const tool = exercise.tools.find((entry) => entry.slug === node.tool)
  const missing = tool?.needs.filter((need) => !reaching.some((tick) => tick.value === need)) ?? []
  return (
    <>
      <SelectField label="Tool" value={text(node.tool)} empty="Choose a tool" disabled={isReadOnly} problems={about(problems, 'tool')}
        options={exercise.tools.map((entry) => ({ value: entry.slug, label: entry.title, hint: `gives ${entry.yields}` }))}
        onChange={(slug) => set({ tool: slug }, 'Choose the tool')} />
      {tool && (
        <p className="fact-line">Needs {tool.needs.length ? tool.needs.join(', ') : 'nothing'}; gives {tool.yields}; takes about {tool.seconds} s.
          {tool.effect && <strong> It acts on the world.</strong>}{tool.outside && ' It leaves the house.'}
          {missing.length > 0 && <span className="field-warning"> Not wired yet: {missing.join(', ')}.</span>}
        </p>
      )}
      {tool?.effect && (
        <TextField label="Once for each" mono value={texts(node.idempotent_by).join(', ')} placeholder="order.id" disabled={isReadOnly} problems={about(problems, 'idempotent_by')}
          help="A second call with the same value does nothing. Keeps a retry from acting twice."
          onChange={(line) => set({ idempotent_by: line.trim() ? line.split(',').map((part) => part.trim()).filter(Boolean) : undefined }, 'Change “once for each”')} />
      )}
      <WhenField node={node} />
    </>
  )
}

export function RouterSettings({ node }: Part) {
  const { isReadOnly, problems, set } = useNode(node)
  const list = branches(node)
  const put = (next: { port: string; when: string }[], label: string) => set({ branches: next }, label)
  const move = (at: number, by: number) => {
    const next = [...list]
    const [item] = next.splice(at, 1)
    next.splice(at + by, 0, item!)
    put(next, 'Move a branch')
  }
  const rename = (at: number, wish: string) => {
    const port = name(wish)
    const before = list[at]!.port
    change('Rename a branch', (doc) => renamePort(changeNode(doc, node.id, { branches: list.with(at, { ...list[at]!, port }) }), node.id, before, port), `${node.id}/branch/${at}`)
  }
  return (
    <fieldset className="s-field">
      <legend>Branches, tried from the top</legend>
      <ol className="branches">
        {list.map((branch, at) => (
          <li key={at}>
            <div className="branch-head">
              <TextField label={`Branch ${at + 1}`} mono value={branch.port} disabled={isReadOnly} onChange={(value) => rename(at, value)} />
              {!isReadOnly && <span className="branch-tools">
                <button type="button" className="mini" disabled={at === 0} onClick={() => move(at, -1)} aria-label={`Move ${branch.port} up`}><Icon name="up" /></button>
                <button type="button" className="mini" disabled={at === list.length - 1} onClick={() => move(at, 1)} aria-label={`Move ${branch.port} down`}><Icon name="down" /></button>
                <button type="button" className="mini" onClick={() => put(list.toSpliced(at, 1), 'Remove a branch')} aria-label={`Remove ${branch.port}`}><Icon name="close" /></button>
              </span>}
            </div>
            <ExpressionField node={node} label="When" value={branch.when} disabled={isReadOnly} problems={about(problems, `branches/${at}`)}
              onChange={(when) => put(list.with(at, { ...branch, when }), 'Change a condition')} />
          </li>
        ))}
      </ol>
      {!isReadOnly && <button type="button" className="button button-small" onClick={() => put([...list, { port: `branch_${list.length + 1}`, when: '' }], 'Add a branch')}><Icon name="plus" />Add a branch</button>}
      <p className="field-help">A case that fits none leaves by “otherwise”.</p>
    </fieldset>
  )
}

export function CheckSettings({ node }: Part) {
  const { isReadOnly, problems, set } = useNode(node)
  const reaching = useReaching(node)
  const rules = texts(node.rules)
  const [added, setAdded] = useState(-1)
  const put = (next: string[], label: string) => set({ rules: next }, label)
  return (
    <>
      <TickList label="Values to test" options={reaching} ticked={texts(node.on)} disabled={isReadOnly} problems={about(problems, 'on')}
        onChange={(on) => set({ on }, 'Choose values to test')} />
      <fieldset className="s-field">
        <legend>Rules, all must hold</legend>
        {rules.map((rule, at) => (
          <div className="rule" key={at}>
            <ExpressionField node={node} label={`Rule ${at + 1}`} value={rule} fresh={at === added} among={texts(node.on)} disabled={isReadOnly} problems={about(problems, `rules/${at}`)}
              onChange={(value) => put(rules.with(at, value), 'Change a rule')} />
            {!isReadOnly && <button type="button" className="mini" onClick={() => put(rules.toSpliced(at, 1), 'Remove a rule')} aria-label={`Remove rule ${at + 1}`}><Icon name="close" /></button>}
          </div>
        ))}
        {!isReadOnly && <button type="button" className="button button-small" onClick={() => { setAdded(rules.length); put([...rules, ''], 'Add a rule') }}><Icon name="plus" />Add a rule</button>}
        {about(problems, 'rules').filter((problem) => problem.field === 'rules').map((problem, at) => <p key={at} className="field-warning">{problem.message} {problem.remedy}</p>)}
      </fieldset>
    </>
  )
}

export function HumanSettings({ node }: Part) {
  const { exercise, isReadOnly, problems, set } = useNode(node)
  const reaching = useReaching(node)
  const limit = exercise.budget.human_minutes
  return (
    <>
      <NumberField label="Minutes a case" value={Number(node.minutes ?? 2)} min={0} step={0.5} unit="min" disabled={isReadOnly} problems={about(problems, 'minutes')}
        {...(limit ? { help: `The budget is ${limit} ${limit === 1 ? 'minute' : 'minutes'} on average over all cases, so send only what needs a person.` } : {})} onChange={(minutes) => set({ minutes: minutes ?? 0 })} />
      <TickList label="What the person sees" options={reaching} ticked={texts(node.sees)} disabled={isReadOnly} problems={about(problems, 'sees')} onChange={(sees) => set({ sees }, 'Choose what is seen')} />
      <TickList label="What the person may correct" help="A wrong value that may not be corrected is rejected." options={reaching} ticked={texts(node.edits)} disabled={isReadOnly}
        problems={about(problems, 'edits')} onChange={(edits) => set({ edits }, 'Choose what may be corrected')} />
      <AreaField label="What is asked" value={text(node.asks)} disabled={isReadOnly} placeholder="Is it right, and may it go out?" onChange={(asks) => set({ asks: asks || undefined }, 'Change the question')} />
      <WhenField node={node} />
    </>
  )
}

export function LoopSettings({ node }: Part) {
  const { isReadOnly, problems, set } = useNode(node)
  return (
    <>
      <ExpressionField node={node} label="Until" value={text(node.until)} disabled={isReadOnly} problems={about(problems, 'until')}
        help="Looked at after each turn. A review or check inside gives “verdict”." onChange={(until) => set({ until }, 'Change the condition')} />
      <NumberField label="At most" value={Number(node.max ?? 3)} min={1} max={20} unit="turns" disabled={isReadOnly} problems={about(problems, 'max')}
        help="After the last turn the case leaves by “at its limit”." onChange={(max) => set({ max: max ?? 1 })} />
    </>
  )
}

export function MapSettings({ node }: Part) {
  const { exercise, isReadOnly, problems, set } = useNode(node)
  const reaching = useReaching(node)
  const lists = reaching.filter((tick) => exercise.data.find((item) => item.name === tick.value)?.type === 'list')
  const isCopies = node.over === undefined
  return (
    <>
      <SelectField label="What repeats it" value={isCopies ? 'copies' : 'over'} disabled={isReadOnly} problems={about(problems, 'over')}
        options={[{ value: 'copies', label: 'Several copies, for a vote' }, { value: 'over', label: 'Each item of a list' }]}
        onChange={(value) => set(value === 'copies' ? { copies: 3, over: undefined, item: undefined } : { copies: undefined, over: lists[0]?.value ?? '', item: 'item' }, 'Change what repeats')} />
      {isCopies
        ? <NumberField label="Copies" value={Number(node.copies ?? 3)} min={1} max={20} disabled={isReadOnly} problems={about(problems, 'copies')} onChange={(copies) => set({ copies: copies ?? 1 })} />
        : <>
            <SelectField label="List" value={text(node.over)} empty="Choose a list" disabled={isReadOnly} options={lists.map((tick) => ({ value: tick.value, label: tick.label }))} onChange={(over) => set({ over }, 'Choose the list')} />
            <TextField label="Each item is called" mono value={text(node.item) || 'item'} disabled={isReadOnly} onChange={(item) => set({ item: name(item) })} />
          </>}
      <NumberField label="At a time" value={node.concurrency === undefined ? undefined : Number(node.concurrency)} min={1} max={100} disabled={isReadOnly} help="Empty: ten at a time." onChange={(concurrency) => set({ concurrency })} />
    </>
  )
}

export function JoinSettings({ node }: Part) {
  const { isReadOnly, problems, set } = useNode(node)
  const reaching = useReaching(node)
  const isCount = typeof node.wait === 'number'
  return (
    <>
      <SelectField label="Waits for" value={isCount ? 'count' : text(node.wait) || 'all'} disabled={isReadOnly} problems={about(problems, 'wait')}
        options={[{ value: 'all', label: 'All wires' }, { value: 'any', label: 'Any one wire' }, { value: 'count', label: 'A number of wires' }]}
        onChange={(wait) => set({ wait: wait === 'count' ? 2 : wait }, 'Change what it waits for')} />
      {isCount && <NumberField label="How many" value={Number(node.wait)} min={1} max={100} disabled={isReadOnly} onChange={(wait) => set({ wait: wait ?? 1 })} />}
      <SelectField label="Then" value={text(node.merge) || 'first'} disabled={isReadOnly} problems={about(problems, 'merge')}
        options={[{ value: 'first', label: 'Takes the first' }, { value: 'vote', label: 'Votes' }, { value: 'collect', label: 'Collects into a list' }]} onChange={(merge) => set({ merge }, 'Change how it merges')} />
      <TickList label="Values brought together" options={reaching} ticked={texts(node.values)} disabled={isReadOnly} problems={about(problems, 'values')} onChange={(values) => set({ values }, 'Choose values')} />
    </>
  )
}

export function SetSettings({ node }: Part) {
  const { isReadOnly, problems, set } = useNode(node)
  const rows = Object.entries((node.values ?? {}) as Record<string, unknown>).map(([key, formula]) => [key, String(formula)] as const)
  const put = (next: (readonly [string, string])[], label: string) => set({ values: Object.fromEntries(next) }, label)
  return (
    <fieldset className="s-field">
      <legend>Values it sets</legend>
      {rows.map(([key, formula], at) => (
        <div className="rule" key={at}>
          <div className="rule-body">
            <TextField label="Name" mono value={key} disabled={isReadOnly} onChange={(wish) => { const next = name(wish); if (!rows.some(([other], index) => other === next && index !== at)) put(rows.with(at, [next, formula]), 'Rename a value') }} />
            <ExpressionField node={node} label="Formula" value={formula} disabled={isReadOnly} problems={about(problems, `values/${key}`)} onChange={(value) => put(rows.with(at, [key, value]), 'Change a formula')} />
          </div>
          {!isReadOnly && <button type="button" className="mini" onClick={() => put(rows.toSpliced(at, 1), 'Remove a value')} aria-label={`Remove ${key}`}><Icon name="close" /></button>}
        </div>
      ))}
      {!isReadOnly && <button type="button" className="button button-small" onClick={() => put([...rows, [`value_${rows.length + 1}`, '']], 'Add a value')}><Icon name="plus" />Add a value</button>}
    </fieldset>
  )
}

/** Whether a further workflow is open: its input takes, and its output gives, whatever the document can name. */
const useIsFurther = (): boolean => useEditor((state) => state.trail.length > 0)

export function InputSettings({ node }: Part) {
  const { exercise, isReadOnly, problems, set } = useNode(node)
  const isFurther = useIsFurther()
  const given = exercise.data.filter((item) => isFurther || item.source === 'case')
  return <TickList label={isFurther ? 'Values it takes from where it is run' : 'Values from the case'} options={given.map((item) => ({ value: item.name, label: item.name, hint: item.title }))} ticked={texts(node.values)}
    disabled={isReadOnly} problems={about(problems, 'values')} none="Cases of this exercise bring no values." onChange={(values) => set({ values }, 'Choose values')} />
}

export function OutputSettings({ node }: Part) {
  const { exercise, isReadOnly, problems, set } = useNode(node)
  const isFurther = useIsFurther()
  const ticks = useReaching(node)
  const reaching = new Set(ticks.map((tick) => tick.value))
  const deliverables = exercise.deliverables.map((item) => ({ value: item.name, label: item.name, hint: reaching.has(item.name) ? `weighs ${Math.round(item.weight * 100)} %` : <em className="fit fit-weak">does not arrive yet</em> }))
  return <TickList label={isFurther ? 'Values it gives back' : 'Deliverables'} options={isFurther ? ticks : deliverables}
    ticked={texts(node.values)} disabled={isReadOnly} problems={about(problems, 'values')} onChange={(values) => set({ values }, isFurther ? 'Choose values' : 'Choose deliverables')} />
}

export function NoteSettings({ node }: Part) {
  const { isReadOnly, set } = useNode(node)
  return <AreaField label="Note" rows={6} value={text(node.text)} disabled={isReadOnly} onChange={(value) => set({ text: value }, 'Write a note')} />
}
