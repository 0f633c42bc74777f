/** How large a node is drawn: known without measuring, so that layout and frames agree with the page. */
import type { Graph, Point, WorkflowDocument, WorkflowNode } from './document.ts'
import { isContainer } from './document.ts'
import type { Exercise } from './exercise.ts'
import { exitsOf } from './ports.ts'

export interface Size { width: number; height: number }

export const CARD_WIDTH = 232
export const HEADER = 46
export const PORT_ROW = 20
export const FOOTER = 26
export const FRAME_TOP = 64
export const FRAME_SIDE = 28
export const FRAME_BOTTOM = 28
const LEAST_BODY = 48

/** A card's or an empty frame's size. */
export function cardSize(node: WorkflowNode, exercise: Exercise): Size {
  if (node.kind === 'note') return { width: CARD_WIDTH, height: 104 }
  const rows = exitsOf(node, exercise).length
  return { width: CARD_WIDTH, height: HEADER + Math.max(LEAST_BODY, rows * PORT_ROW + 6) + FOOTER }
}

/** Where an exit stands on its card or frame, from its top. */
export function exitOffset(node: WorkflowNode, index: number): number {
  return (isContainer(node) ? FRAME_TOP : HEADER) + 3 + index * PORT_ROW + PORT_ROW / 2
}

/** A node's size as drawn: a container is as large as what stands inside. */
export function sizeOf(node: WorkflowNode, doc: WorkflowDocument, exercise: Exercise): Size {
  if (!isContainer(node)) return cardSize(node, exercise)
  const rows = exitsOf(node, exercise).length
  const box = boundsOf(node.inside ?? { nodes: [], edges: [] }, doc, exercise)
  return {
    width: Math.max(340, (box ? box.right : 0) + FRAME_SIDE + 84),
    height: Math.max(FRAME_TOP + rows * PORT_ROW + FRAME_BOTTOM, 168, (box ? box.bottom : 0) + FRAME_BOTTOM),
  }
}

/** The right and bottom edge of what stands on one level. */
export function boundsOf(graph: Graph, doc: WorkflowDocument, exercise: Exercise): { right: number; bottom: number } | null {
  if (!graph.nodes.length) return null
  let right = 0
  let bottom = 0
  for (const node of graph.nodes) {
    const at: Point = doc.layout?.[node.id] ?? { x: 0, y: 0 }
    const size = sizeOf(node, doc, exercise)
    right = Math.max(right, at.x + size.width)
    bottom = Math.max(bottom, at.y + size.height)
  }
  return { right, bottom }
}
