/** The one or two lines by which a card says what its node does. */
import { text, texts, type WorkflowNode } from './document.ts'
import { dataTitle, type Exercise } from './exercise.ts'
import { branches } from './ports.ts'

const list = (names: string[]): string => names.join(', ')

/** What a node says of itself; empty where nothing is set. */
export function excerptOf(node: WorkflowNode, exercise: Exercise): string {
  switch (node.kind) {
    case 'agent': return text(node.instructions)
    case 'review': return text(node.criteria)
    case 'tool': {
      const tool = exercise.tools.find((entry) => entry.slug === node.tool)
      return tool ? `${tool.title}${tool.needs.length ? `: needs ${list(tool.needs)}` : ''}` : ''
    }
    case 'router': return branches(node).map((branch) => `${branch.port}: ${branch.when}`).join('\n')
    case 'check': return texts(node.rules).join('\n') || (node.schema ? 'JSON Schema' : '')
    case 'human': return text(node.asks) || (texts(node.sees).length ? `sees ${list(texts(node.sees))}` : '')
    case 'loop': return `until ${text(node.until) || '…'}, at most ${Number(node.max) || 3} turns`
    case 'map': return node.copies ? `${String(node.copies)} copies` : `each ${text(node.item) || 'item'} of ${text(node.over) || '…'}`
    case 'join': return `${waitWords(node.wait)}, ${text(node.merge) || 'first'}${texts(node.values).length ? ` ${list(texts(node.values))}` : ''}`
    case 'set': return Object.entries((node.values ?? {}) as Record<string, unknown>).map(([name, formula]) => `${name} = ${String(formula)}`).join('\n')
    case 'memory': return `${node.action === 'write' ? 'writes' : 'reads'} ${list(texts(node.values)) || '…'}\n${node.action === 'write' ? 'to' : 'from'} ${text(node.store) || '…'}${text(node.key) ? `, by ${text(node.key)}` : ''}`
    case 'subflow': return text(node.workflow) ? `runs ${text(node.workflow)}${text(node.version) ? ` ${text(node.version)}` : ''}` : ''
    case 'plan': return text(node.instructions) || (texts(node.roster).length ? `plans with ${list(texts(node.roster))}` : '')
    case 'input': case 'output': return list(texts(node.values))
    case 'note': return text(node.text)
    default: return ''
  }
}

/** How long a join waits, in words. */
export function waitWords(wait: unknown): string {
  if (typeof wait === 'number') return `waits for ${wait}`
  return wait === 'any' ? 'waits for any' : 'waits for all'
}

/** The line at the foot of a card before anything ran: who works, with what. */
export function footOf(node: WorkflowNode, exercise: Exercise): string {
  const agent = exercise.roster.find((entry) => entry.slug === node.agent)
  const model = exercise.models.find((entry) => entry.slug === node.model)
  switch (node.kind) {
    case 'plan': return `${agent?.title ?? 'Nobody'} plans, at most ${Number(node.tasks ?? 6)} tasks`
    case 'memory': return 'shared store'
    case 'agent': case 'review': return [agent?.title, model && `${model.slug} model`].filter(Boolean).join(', ')
    case 'tool': return exercise.tools.find((entry) => entry.slug === node.tool)?.effect ? 'acts on the world' : 'looks up'
    case 'human': return `${Number(node.minutes ?? 2)} min a case`
    case 'output': return texts(node.values).length ? `${texts(node.values).length} delivered` : ''
    case 'input': return 'from the case'
    case 'check': return texts(node.on).map((name) => dataTitle(exercise, name)).join(', ')
    default: return ''
  }
}
