// What is to be seen in the table of lanes, in a sentence, from its numbers alone.

import { countText } from '../../spec/countText.ts'
import type { LaneId } from '../../store/state.ts'
import type { LaneFigures, TableFacts } from './laneFigures.ts'

export interface NamedFigures {
  readonly name: string
  readonly figures: LaneFigures
}

/** A sentence in pieces: what is no text names a lane. */
export type Saying = readonly (string | { readonly name: string; readonly laneId: LaneId })[]

/** Nearer to each other two losses are called alike: chance may turn them. */
const ALIKE_MAX = 0.005
/** Rates differ by so much from one moment to the next. */
const RATE_NOISE = 0.03
const NUMBER_WORDS: Readonly<Record<number, string>> = { 3: 'three', 4: 'four' }
/** From here on factors are told rather than percent. */
const FACTOR_MIN = 2

/**
 * "128 then 64, 2 is better than One layer of 128, 2 by 3 % and costs 8 % more weights and 35 % fewer images a second." Of more than two the best is held
 * against the next; those that are alike are named together. Nothing where not all have been measured, or none can be called the best.
 */
export function sayComparison(lanes: readonly NamedFigures[], { measure, isComparable }: TableFacts): Saying {
  if (lanes.every(({ figures }) => figures.testLoss === null)) return ['Press Train: what each lane gains and costs appears here.']
  const told = lanes.flatMap(({ name, figures }) => {
    const loss = figures[measure]
    return loss !== null && Number.isFinite(loss) ? [{ figures, loss, lane: { name, laneId: figures.laneId } }] : []
  })
  if (!isComparable || told.length < lanes.length) return []
  const [first, second] = told.sort((a, b) => a.loss - b.loss)
  if (!first || !second) return []
  const soFar = lanes.every(({ figures: { status } }) => status === 'done') ? '' : ' so far'
  const leadOver = ({ loss }: { readonly loss: number }) => (loss > 0 ? 1 - first.loss / loss : 0)
  const alike = told.filter((one) => leadOver(one) < ALIKE_MAX)
  const price = priceInWords(first.figures, second.figures)
  if (alike.length > 2 && alike.length === told.length) return [`All ${NUMBER_WORDS[alike.length] ?? alike.length} are alike${soFar}.`]
  if (alike.length > 1) {
    const ahead = alike.length < told.length ? ', ahead of the others' : ''
    const end = price && alike.length === 2 ? ['; ', first.lane, ` ${price}.`] : ['.']
    return [...listOf(alike.map(({ lane }) => lane)), ` are alike${ahead}${soFar}`, ...end]
  }
  const lead = leadOver(second)
  const next = told.length > 2 ? ', the next,' : ''
  return [first.lane, ' is better than ', second.lane, `${next} by ${percentText(lead)}${soFar}${price && ` and ${price}`}.`]
}

/** "A, B and C". */
function listOf(lanes: Saying): Saying {
  return lanes.flatMap((lane, i) => (i === 0 ? [lane] : [i === lanes.length - 1 ? ' and ' : ', ', lane]))
}

/** What the one costs more than the other, and what it saves: "costs 8 % more weights, but trains on 20 % more images a second". */
function priceInWords(one: LaneFigures, other: LaneFigures): string {
  const prices = [priceOf(one.parameters, other.parameters, 0, 'weights'), rateDifference(one, other)].flatMap((price) => price ?? [])
  const textOf = (isCost: boolean) =>
    prices
      .filter((price) => price.isCost === isCost)
      .map(({ text }) => text)
      .join(' and ')
  const [costs, gains] = [textOf(true), textOf(false)]
  if (!costs) return gains && `has ${gains}`
  return `costs ${costs}${gains && `, but has ${gains}`}`
}

interface Price {
  readonly text: string
  readonly isCost: boolean
}

function rateDifference(one: LaneFigures, other: LaneFigures): Price | null {
  if (one.imagesPerSecond === null || other.imagesPerSecond === null) return null
  const price = priceOf(one.imagesPerSecond, other.imagesPerSecond, RATE_NOISE, 'images a second')
  return price && { ...price, isCost: !price.isCost }
}

/** More is a cost. Null where they differ by no more than `noise`, as a share. */
function priceOf(one: number, other: number, noise: number, what: string): Price | null {
  const factor = one / other
  if (Math.abs(factor - 1) <= noise) return null
  if (factor >= FACTOR_MIN) return { text: `${countText(Number(factor.toPrecision(2)))} times the ${what}`, isCost: true }
  return { text: `${percentText(Math.abs(factor - 1))} ${factor > 1 ? 'more' : 'fewer'} ${what}`, isCost: factor > 1 }
}

/** "35 %", "0.4 %", "99.6 %". */
function percentText(share: number): string {
  const hundredths = 100 * share
  if (hundredths < 0.1) return 'less than 0.1 %'
  if (hundredths > 99.9) return 'more than 99.9 %'
  return `${hundredths < 9.95 || hundredths > 99 ? Number(hundredths.toFixed(1)) : Math.round(hundredths)} %`
}
