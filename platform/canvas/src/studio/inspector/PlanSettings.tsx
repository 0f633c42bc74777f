/** A plan: who plans towards which values, whom work may be given to, and how far it may go. */
import { text, texts } from '../../core/document.ts'
import { costText } from '../../core/score.ts'
import { craftWords, Who } from './AgentSettings.tsx'
import { about, NumberField, SelectField, TickList } from './fields.tsx'
import { PromptField } from './PromptField.tsx'
import { useNode, type Part } from './useNode.ts'

export function PlanSettings({ node }: Part) {
  const { exercise, isReadOnly, problems, set } = useNode(node)
  const work = exercise.data.filter((item) => item.source === 'work')
  return (
    <>
      <Who node={node} label="Planner" />
      <TickList label="Values that must come out" options={work.map((item) => ({ value: item.name, label: item.name, hint: item.title }))} ticked={texts(node.yields)} disabled={isReadOnly}
        problems={about(problems, 'yields')} none="This exercise names no values made by work." onChange={(yields) => set({ yields }, 'Choose the values')} />
      <PromptField node={node} field="instructions" label="Instructions" />
      <TickList label="Whom it may give work to" options={exercise.roster.map((agent) => ({ value: agent.slug, label: agent.title, hint: craftWords(agent) }))} ticked={texts(node.roster)} disabled={isReadOnly}
        problems={about(problems, 'roster')} onChange={(roster) => set({ roster }, 'Choose the roster')} />
      <SelectField label="Model of the tasks" value={text(node.task_model) || 'medium'} disabled={isReadOnly} problems={about(problems, 'task_model')}
        options={exercise.models.map((model) => ({ value: model.slug, label: model.title, hint: typeof model.cost === 'number' ? `about ${costText(model.cost)} a call` : '' }))}
        onChange={(model) => set({ task_model: model }, 'Choose the model of the tasks')} />
      <NumberField label="Tasks in all" value={Number(node.tasks ?? 6)} min={1} max={20} unit="at most" disabled={isReadOnly} problems={about(problems, 'tasks')}
        help="A plan with more leaves by “at its limit”, and nothing of it is done." onChange={(tasks) => set({ tasks: tasks ?? 1 }, 'Limit the tasks')} />
      <SelectField label="Plans within the plan" value={String(node.depth ?? 1)} disabled={isReadOnly} problems={about(problems, 'depth')}
        options={[{ value: '1', label: 'None: each task is done at once' }, { value: '2', label: 'A task may be planned once more' }, { value: '3', label: 'Two levels of plans' }]}
        onChange={(depth) => set({ depth: Number(depth) }, 'Limit the plans')} />
    </>
  )
}
