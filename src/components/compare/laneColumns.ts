// The columns of the table of lanes: what each is called, what it says of a lane, which lane is best in it, and whether it applies at all.

import { formatLoss } from '../../plots/formatLoss.ts'
import { percent } from '../code/codeWords.ts'
import type { LaneFigures, Reached, TableFacts } from './laneFigures.ts'

export const COLUMN_IDS = [
  'test-loss',
  'test-loss-clean',
  'test-mse',
  'parameters',
  'images-per-second',
  'time-to-loss',
  'pictures-to-loss',
  'knn-accuracy',
  'active-share',
  'code',
  'compression',
] as const
export type ColumnId = (typeof COLUMN_IDS)[number]

export type Best = 'lowest' | 'highest' | null

/** What a cell says. */
export interface Cell {
  readonly text: string
  /** Unformatted; Infinity: never; null: not known (yet). */
  readonly value: number | null
  /** The true value may be as low as this: so closely was it measured. */
  readonly least?: number
  /** What is behind it. */
  readonly title?: string
}

export interface LaneColumn {
  readonly id: ColumnId
  /** A soft hyphen says where it may be broken. */
  readonly head: string
  readonly title: string
  /** Of its longest figures, in digits: commas and spaces are narrower. */
  readonly width: number
  readonly applies: (facts: TableFacts) => boolean
  readonly best: (facts: TableFacts) => Best
  readonly cell: (figures: LaneFigures) => Cell
}

const UNKNOWN = '–'
const WHOLE = new Intl.NumberFormat('en-US')
/** Rates hold still to so many digits. */
const RATE_DIGITS = 3

const always = () => true
const lowest = () => 'lowest' as const
const highest = () => 'highest' as const

const COLUMNS: Record<ColumnId, Omit<LaneColumn, 'id'>> = {
  'test-loss': {
    head: 'test loss',
    title: 'The loss on pictures that no lane is ever trained on',
    width: 5,
    applies: ({ measure }) => measure !== 'testLossClean',
    best: ({ measure, isComparable }) => (measure === 'testLoss' && isComparable ? 'lowest' : null),
    cell: ({ testLoss }) => loss(testLoss),
  },
  'test-loss-clean': {
    head: 'loss, clean',
    title: 'The loss on test pictures that nothing was done to',
    width: 5.2,
    applies: ({ measure }) => measure === 'testLossClean',
    best: ({ isComparable }) => (isComparable ? 'lowest' : null),
    cell: ({ testLossClean }) => loss(testLossClean),
  },
  'test-mse': {
    head: 'error (MSE)',
    title: 'The mean squared error on the test pictures of the test loss',
    width: 6.2,
    applies: always,
    best: ({ measure, isComparable }) => (measure !== 'testLossClean' && isComparable ? 'lowest' : null),
    cell: ({ testMse }) => loss(testMse),
  },
  parameters: {
    head: 'weights',
    title: 'Numbers that are trained',
    width: 6.8,
    applies: always,
    best: lowest,
    cell: ({ parameters }) => ({ text: WHOLE.format(parameters), value: parameters }),
  },
  'images-per-second': {
    head: 'images/s',
    title: 'Pictures a second that the engine trains on, waiting left out',
    width: 6.8,
    applies: always,
    best: highest,
    cell: ({ imagesPerSecond: rate }) => ({ text: rate === null ? UNKNOWN : WHOLE.format(Number(rate.toPrecision(RATE_DIGITS))), value: rate }),
  },
  'time-to-loss': {
    head: 'time to',
    title:
      'How long training takes until the test figure that is compared is first measured at or under this: the pictures seen by then at the lane’s images a second. Waiting, for the speed chosen or for other lanes, is left out',
    width: 5,
    applies: ({ isComparable }) => isComparable,
    best: lowest,
    cell: ({ reached }) => goalCell(reached, seconds, (samples, rate) => rate && samples / rate),
  },
  'pictures-to-loss': {
    head: 'pictures to it',
    title:
      'Training pictures seen when the test figure that is compared was first measured at or under the chosen one, each time that one is shown counted',
    width: 6.2,
    applies: ({ isComparable }) => isComparable,
    best: lowest,
    cell: ({ reached }) => goalCell(reached, (samples) => WHOLE.format(samples)),
  },
  'knn-accuracy': {
    head: 'kNN',
    title: 'How well the class can be told from the code: by the vote of the 10 nearest training codes',
    width: 4,
    applies: ({ hasKnn }) => hasKnn,
    best: ({ isKnnComparable }) => (isKnnComparable ? 'highest' : null),
    cell: ({ knn }) =>
      knn
        ? {
            text: `${Math.round(100 * knn.accuracy)} %`,
            value: knn.accuracy,
            title: `The class of ${WHOLE.format(knn.test)} test pictures, each told by the 10 nearest of ${WHOLE.format(knn.training)} training codes`,
          }
        : { text: UNKNOWN, value: null, title: 'Worked out once no lane trains' },
  },
  'active-share': {
    head: 'active',
    title: 'The share of the code’s units that is at work in a picture',
    width: 4.6,
    applies: ({ hasActiveShare }) => hasActiveShare,
    best: () => null,
    cell: ({ activeShare: share }) => ({ text: share === null ? UNKNOWN : percent(share), value: share }),
  },
  code: {
    head: 'code',
    title: 'Numbers that a picture is made into',
    width: 3.4,
    applies: always,
    best: () => null,
    cell: ({ code }) => ({ text: WHOLE.format(code), value: code }),
  },
  compression: {
    head: 'com\u00adpression',
    title: 'Numbers of a picture for each of its code',
    width: 5.8,
    applies: always,
    best: highest,
    cell: ({ compression }) => ({ text: ratio(compression), value: compression }),
  },
}

export function columnOf(id: ColumnId): LaneColumn {
  return { id, ...COLUMNS[id] }
}

/** Those that say something of some lane, in their order. */
export function columnsFor(facts: TableFacts): readonly LaneColumn[] {
  return COLUMN_IDS.map(columnOf).filter(({ applies }) => applies(facts))
}

/** Which cells are the best of a column: none where fewer than two are known, where all show the same, or where another may in truth be better. */
export function bestOf(cells: readonly Cell[], best: Best): readonly boolean[] {
  const known = cells.filter(({ value }) => value !== null && !Number.isNaN(value))
  const values = known.map(({ value }) => value as number)
  const top = best === 'lowest' ? Math.min(...values) : Math.max(...values)
  const winner = known.find(({ value }) => value === top)
  const others = known.filter(({ text }) => text !== winner?.text)
  const isSure = others.every(({ least = Number.POSITIVE_INFINITY }) => best !== 'lowest' || least >= top)
  const isTold = best !== null && others.length > 0 && isSure
  return cells.map((cell) => isTold && cell.text === winner?.text)
}

/** "3.6 s", "12 s", "4.2 min". */
export function seconds(value: number): string {
  if (value < 9.95) return `${value.toFixed(1)} s`
  if (value < 90) return `${Math.round(value)} s`
  return value < 594 ? `${(value / 60).toFixed(1)} min` : `${WHOLE.format(Math.round(value / 60))} min`
}

/** "392 : 1", "24.5 : 1", "1 : 2". */
export function ratio(value: number): string {
  return value >= 1 ? `${shortRatio(value)} : 1` : `1 : ${shortRatio(1 / value)}`
}

function shortRatio(value: number): string {
  return value >= 100 ? WHOLE.format(Math.round(value)) : String(Number(value.toFixed(1)))
}

function loss(value: number | null): Cell {
  return { text: formatLoss(value), value }
}

/** `of`: what so many pictures come to in the column's unit, at a rate; null while that is not known. */
function goalCell(
  reached: Reached,
  format: (value: number) => string,
  of: (samples: number, rate: number | null) => number | null = (own) => own,
): Cell {
  if (reached === null) return { text: UNKNOWN, value: null }
  if (reached === 'never') return { text: 'never', value: Number.POSITIVE_INFINITY, title: 'It has ended above this loss' }
  const { samples, samplesBefore, imagesPerSecond } = reached
  const [value, least] = [of(samples, imagesPerSecond), of(samplesBefore, imagesPerSecond)]
  if (value === null || least === null) return { text: UNKNOWN, value: null }
  return { text: format(value), value, least, title: `Between ${format(least)} and ${format(value)}: it was measured then, and not between` }
}
