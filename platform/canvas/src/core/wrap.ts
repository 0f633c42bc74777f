/** A line of boxes, broken into rows like the systems on a page of a score. */
import type { Point } from './document.ts'

export interface Box extends Point { id: string; width: number; height: number }

const GAP_X = 72
const ROW_GAP = 72
const ASPECT = 1.9
/** Up to this width a line stays one line. */
const ONE_LINE = 1500

/** Boxes that stand above one another, column by column from the left. */
function columnsOf(boxes: Box[]): Box[][] {
  const columns: Box[][] = []
  let right = Number.NEGATIVE_INFINITY
  for (const box of [...boxes].sort((a, b) => a.x - b.x)) {
    if (box.x >= right) columns.push([])
    columns.at(-1)!.push(box)
    right = Math.max(right, box.x + box.width)
  }
  return columns
}

const widthOf = (column: Box[]): number => Math.max(...column.map((box) => box.x + box.width)) - Math.min(...column.map((box) => box.x))

/** Columns shared out over rows of about the same width, so that the page is roughly 1.9 times as wide as high. */
function rowsOf(columns: Box[][], line: number, height: number): Box[][][] {
  const count = line <= ONE_LINE ? 1 : Math.max(1, Math.round(Math.sqrt(line / ((height + ROW_GAP) * ASPECT))))
  const most = line / count
  const rows: Box[][][] = [[]]
  let used = 0
  for (const column of columns) {
    const width = widthOf(column) + GAP_X
    if (rows.at(-1)!.length && used + width / 2 > most) {
      rows.push([])
      used = 0
    }
    rows.at(-1)!.push(column)
    used += width
  }
  return rows
}

/** New places: each row starts at the left edge; within a row the boxes keep how high they stood to one another. */
export function wrapRows(boxes: Box[]): Record<string, Point> {
  if (!boxes.length) return {}
  const columns = columnsOf(boxes)
  const line = columns.reduce((sum, column) => sum + widthOf(column) + GAP_X, -GAP_X)
  const height = Math.max(...boxes.map((box) => box.y + box.height)) - Math.min(...boxes.map((box) => box.y))
  const points: Record<string, Point> = {}
  let top = 0
  for (const row of rowsOf(columns, line, height)) {
    const all = row.flat()
    const highest = Math.min(...all.map((box) => box.y))
    let left = 0
    for (const column of row) {
      const start = Math.min(...column.map((box) => box.x))
      for (const box of column) points[box.id] = { x: Math.round(left + box.x - start), y: Math.round(top + box.y - highest) }
      left += widthOf(column) + GAP_X
    }
    top += Math.max(...all.map((box) => box.y + box.height)) - highest + ROW_GAP
  }
  return points
}

/** How far above a box its row begins: the top of the highest box that stands beside it. */
export function liftAbove(box: Box, others: Box[]): number {
  const beside = others.filter((other) => other.y < box.y + box.height && box.y < other.y + other.height)
  return box.y - Math.min(box.y, ...beside.map((other) => other.y))
}
