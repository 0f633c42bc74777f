/** Who does the work: the roster with its craft fit, the model with its price, the values to return, the tools allowed. */
import { text, texts } from '../../core/document.ts'
import { dataTitle, fitFor, fitWord, type Agent, type Exercise } from '../../core/exercise.ts'
import { ExpressionField } from './ExpressionField.tsx'
import { costText } from '../../core/score.ts'
import { about, SelectField, TickList, type Tick } from './fields.tsx'
import { PromptField } from './PromptField.tsx'
import { useNode, useReaching, type Part } from './useNode.ts'

/** An agent's crafts in a few words, strongest first. */
export const craftWords = (agent: Agent): string =>
  Object.entries(agent.crafts).sort(([, a], [, b]) => b - a).filter(([, fit]) => fit >= 0.5).slice(0, 3)
    .map(([craft, fit]) => `${craft.replaceAll('_', ' ')} ${fitWord(fit)}`).join(', ')

/** What a usual call of a model costs, in words. */
const priceWords = (cost: unknown): string => (typeof cost === 'number' ? `about ${costText(cost)} a call` : '')

export function Who({ node, label = 'Agent' }: Part & { label?: string }) {
  const { exercise, isReadOnly, problems, set } = useNode(node)
  return (
    <>
      <SelectField label={label} value={text(node.agent)} empty="Choose from the roster" disabled={isReadOnly} problems={about(problems, 'agent')}
        options={exercise.roster.map((agent) => ({ value: agent.slug, label: agent.title, hint: craftWords(agent) }))}
        onChange={(agent) => set({ agent }, 'Choose the agent')} />
      <SelectField label="Model" value={text(node.model) || (node.kind === 'plan' ? 'large' : 'medium')} disabled={isReadOnly} problems={about(problems, 'model')}
        options={exercise.models.map((model) => ({ value: model.slug, label: model.title, hint: priceWords(model.cost) }))}
        help="A larger model slips less and costs more." onChange={(model) => set({ model }, 'Choose the model')} />
    </>
  )
}

function FitHint({ exercise, agent, value }: { exercise: Exercise; agent: Agent | undefined; value: string }) {
  const fit = fitFor(exercise, agent, value)
  const title = dataTitle(exercise, value)
  if (fit === undefined) return <>{title}</>
  return <>{title} <em className={`fit fit-${fitWord(fit)}`}>{fitWord(fit)} fit</em></>
}

/** The values an agent can be asked for: what is made by work first, the rest of the dictionary only if chosen. */
function yieldTicks(exercise: Exercise, agent: Agent | undefined): Tick[] {
  return exercise.data.filter((item) => item.source === 'work')
    .map((item) => ({ value: item.name, label: item.name, hint: <FitHint exercise={exercise} agent={agent} value={item.name} /> }))
}

export function AgentSettings({ node }: Part) {
  const { exercise, isReadOnly, problems, set } = useNode(node)
  const agent = exercise.roster.find((entry) => entry.slug === node.agent)
  const free = exercise.tools.filter((tool) => !tool.effect)
  return (
    <>
      <Who node={node} />
      <TickList label="Values to return" options={yieldTicks(exercise, agent)} ticked={texts(node.yields)} disabled={isReadOnly}
        problems={about(problems, 'yields')} none="This exercise names no values made by work." onChange={(yields) => set({ yields }, 'Choose values to return')} />
      <PromptField node={node} field="instructions" label="Instructions" />
      {free.length > 0 && (
        <TickList label="Tools it may call itself" ticked={texts(node.tools)} disabled={isReadOnly} problems={about(problems, 'tools')}
          options={free.map((tool) => ({ value: tool.slug, label: tool.title, hint: `gives ${tool.yields}` }))}
          onChange={(tools) => set({ tools: tools.length ? tools : undefined }, 'Choose tools')} />
      )}
      <WhenField node={node} />
    </>
  )
}

export function ReviewSettings({ node }: Part) {
  const { isReadOnly, problems, set } = useNode(node)
  const reaching = useReaching(node)
  return (
    <>
      <Who node={node} />
      <TickList label="Values to judge" options={reaching} ticked={texts(node.on)} disabled={isReadOnly} problems={about(problems, 'on')}
        onChange={(on) => set({ on }, 'Choose values to judge')} />
      <TickList label="Evidence it sees" help="A reviewer without the evidence can only judge how it reads." options={reaching.filter((tick) => !texts(node.on).includes(tick.value))}
        ticked={texts(node.sees)} disabled={isReadOnly} problems={about(problems, 'sees')} onChange={(sees) => set({ sees }, 'Choose evidence')} />
      <PromptField node={node} field="criteria" label="Criteria" />
      <WhenField node={node} />
    </>
  )
}

/** The condition under which the node acts at all; otherwise everything passes through it. Folded until it is used. */
export function WhenField({ node }: Part) {
  const { isReadOnly, problems, set } = useNode(node)
  const when = text(node.when)
  return (
    <details className="disclosure" open={when !== '' || undefined}>
      <summary>Only for some cases {when && <span className="tick-hint">when {when}</span>}</summary>
      <div className="inside">
        <ExpressionField node={node} label="Only when" value={when} placeholder="always" disabled={isReadOnly} problems={about(problems, 'when')}
          help="Leave empty to act on every case. Otherwise the case passes through untouched." onChange={(value) => set({ when: value.trim() ? value : undefined }, 'Change the condition')} />
      </div>
    </details>
  )
}
