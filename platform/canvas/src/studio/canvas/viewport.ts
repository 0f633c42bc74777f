/** Where the view stands: everything if it fits at a size that can be read, else from the top left, like a page. */
import type { ReactFlowInstance } from '@xyflow/react'
import type { FlowEdge, FlowNode } from './flow.ts'

export type Flow = ReactFlowInstance<FlowNode, FlowEdge>

export const LEAST_ZOOM = 0.55
const MARGIN = 32

/** Whether the person asked for less movement. */
export const isCalm = (): boolean => matchMedia('(prefers-reduced-motion: reduce)').matches

const stageBox = (): DOMRect | undefined => document.querySelector('.stage')?.getBoundingClientRect()

/** Along one axis: centred if it fits, else from its start. */
const align = (start: number, length: number, zoom: number, room: number): number =>
  (length * zoom + 2 * MARGIN > room ? MARGIN : (room - length * zoom) / 2) - start * zoom

/** Brings everything into view, never smaller than can be read. */
export function fitPage(flow: Flow, duration = 0): void {
  const box = stageBox()
  const nodes = flow.getNodes()
  if (!box || !nodes.length) return
  const bounds = flow.getNodesBounds(nodes)
  const fits = Math.min((box.width - 2 * MARGIN) / bounds.width, (box.height - 2 * MARGIN) / bounds.height)
  const zoom = Math.max(LEAST_ZOOM, Math.min(1, fits))
  void flow.setViewport({ x: align(bounds.x, bounds.width, zoom, box.width), y: align(bounds.y, bounds.height, zoom, box.height), zoom }, { duration: isCalm() ? 0 : duration })
}

/** Moves the view only if the node cannot be seen whole. */
export function bringIntoView(flow: Flow, id: string): void {
  const node = flow.getInternalNode(id)
  const box = stageBox()
  if (!node || !box) return
  const { x, y } = node.internals.positionAbsolute
  const { width = 0, height = 0 } = node.measured
  const from = flow.flowToScreenPosition({ x, y })
  const to = flow.flowToScreenPosition({ x: x + width, y: y + height })
  const isSeen = from.x >= box.left + 8 && from.y >= box.top + 8 && to.x <= box.right - 8 && to.y <= box.bottom - 8
  if (!isSeen) void flow.setCenter(x + width / 2, y + height / 2, { zoom: Math.max(LEAST_ZOOM, Math.min(1, flow.getZoom())), duration: isCalm() ? 0 : 240 })
}
