/** The plan of a run, task by task: who did what, after whom, how it went. */
import { composePrompt, inputsOf } from '../../core/prompt.ts'
import type { Instance, PlannedTask } from '../../core/run.ts'
import { costText, secondsText, taskTitle } from '../../core/score.ts'
import { useRunning } from '../../state/running.ts'
import { useSession } from '../../state/session.ts'
import { STATUS_WORDS } from '../words.ts'
import { StoryLines, Values } from './LastRun.tsx'

const numberOf = (id: string): string => id.slice(id.indexOf('.') + 1)

/** What a task waits for: values by name, other tasks by number. */
function waitWords(task: PlannedTask): string {
  const parts = [task.needs.length ? `from ${task.needs.join(', ')}` : '', task.after.length ? `after ${task.after.map(numberOf).join(', ')}` : ''].filter(Boolean)
  return parts.length ? `, ${parts.join(', ')}` : ''
}

function Task({ task, part }: { task: PlannedTask; part: string }) {
  const { exercise } = useSession()
  const run = useRunning((state) => state.view.nodes[task.id])
  const events = useRunning((state) => state.events)
  const instance = run?.instances.findLast((each) => each.path.some(([id]) => id === part))
  const agent = exercise.roster.find((entry) => entry.slug === task.agent)?.title ?? task.agent
  const status = instance?.status ?? run?.status
  const prompt = instance && task.instructions ? composePrompt({ id: task.id, kind: 'agent', instructions: task.instructions }, inputsOf(events, instance)) : task.instructions
  return (
    <li>
      <details className="planned-task">
        <summary>
          <span className="figure">{numberOf(task.id)}</span>
          <span><strong>{agent}</strong> {task.plans ? 'plans' : 'makes'} <span className="mono">{task.yields.join(', ')}</span>{waitWords(task)}</span>
          {status && <span className={`status-pill status-${status}`}>{STATUS_WORDS[status]}</span>}
        </summary>
        <div className="inside last-run">
          {task.goal && <p>{taskTitle(task)}</p>}
          {instance && (
            <>
              <p className="run-facts">{instance.end !== null && <span className="figure">{secondsText(instance.end - instance.start)}</span>}{instance.cost > 0 && <span className="figure">{costText(instance.cost)}</span>}</p>
              <StoryLines instance={instance} />
              <Values title="Made" values={instance.values} />
            </>
          )}
          {prompt && <section><h3>The exact prompt</h3><pre className="prompt-shown">{prompt}</pre></section>}
          {instance && instance.tasks.length > 0 && <Tasks instance={instance} part={task.id} />}
        </div>
      </details>
    </li>
  )
}

function Tasks({ instance, part }: { instance: Instance; part: string }) {
  return <ol className="planned">{instance.tasks.map((task) => <Task key={task.id} task={task} part={part} />)}</ol>
}

/** The plan that a node made this time; nothing where it made none. */
export function PlanRun({ instance, id }: { instance: Instance; id: string }) {
  if (!instance.tasks.length) return null
  return (
    <section data-testid="plan-run">
      <h3>The plan <small>{instance.tasks.length} {instance.tasks.length === 1 ? 'task' : 'tasks'}</small></h3>
      <Tasks instance={instance} part={id} />
    </section>
  )
}
