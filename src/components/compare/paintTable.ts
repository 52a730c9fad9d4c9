// Writes the figures of the lanes into the cells that React has made for them: only where one has changed.

import { setText } from '../controls/setText.ts'
import { laneColor } from './laneColors.ts'
import { bestOf, type Cell, type LaneColumn } from './laneColumns.ts'
import type { LaneFigures, TableFacts } from './laneFigures.ts'
import type { Saying } from './sayComparison.ts'

export interface TableFigures {
  readonly columns: readonly LaneColumn[]
  readonly facts: TableFacts
  /** In the order of the rows. */
  readonly lanes: readonly LaneFigures[]
}

/** A cell holds its text, the mark of the best, and the same mark in words. */
export function paintTable(table: HTMLTableElement, { columns, facts, lanes }: TableFigures): void {
  const rows = [...(table.tBodies[0]?.rows ?? [])]
  columns.forEach((column, j) => {
    const cells = lanes.map(column.cell)
    const marks = bestOf(cells, column.best(facts))
    cells.forEach((cell, i) => {
      // The row's name comes first.
      const element = rows[i]?.cells[j + 1]
      if (element) paintCell(element, cell, marks[i] === true)
    })
  })
}

/** Lanes' names stand in their colours. */
export function paintSentence(element: HTMLElement, saying: Saying): void {
  const text = saying.map((part) => (typeof part === 'string' ? part : part.name)).join('')
  if (element.textContent === text) return
  element.replaceChildren(
    ...saying.map((part) => {
      if (typeof part === 'string') return part
      const name = document.createElement('b')
      name.textContent = part.name
      name.style.setProperty('--lane', laneColor(part.laneId))
      return name
    }),
  )
}

function paintCell(element: HTMLTableCellElement, { text, value, title = '' }: Cell, isBest: boolean): void {
  const [shown, , words] = element.children
  if (shown) setText(shown, text)
  const unformatted = value === null ? '' : value === Number.POSITIVE_INFINITY ? 'never' : String(value)
  if (element.dataset.value !== unformatted) element.dataset.value = unformatted
  if (element.title !== title) element.title = title
  if ((element.dataset.best !== undefined) === isBest) return
  if (isBest) element.dataset.best = ''
  else delete element.dataset.best
  if (words) words.textContent = isBest ? ' (best)' : ''
}
