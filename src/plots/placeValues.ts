// Where the values of a setting stand along an axis: by their size, on a linear or logarithmic scale, or, where some would lie too close, one beside the other.

import { scaleLinear, scaleLog, scalePoint } from 'd3-scale'
import type { Interval } from './growExtent.ts'

export type ValueScale = 'linear' | 'log' | 'ordinal'

export interface PlacedValues {
  /** The scale that was taken. */
  readonly scale: ValueScale
  /** In pixels, one a value. */
  readonly places: readonly number[]
}

/** Closer, and points and their values could not be told apart. */
export const VALUE_GAP_PX = 22
/** Of the width: what a 0 on a logarithmic axis stands off by. */
const ZERO_SHARE = 0.16

/** `values` rising, each once. On a logarithmic axis a 0 has a place of its own at the left. */
export function placeValues(values: readonly number[], wanted: Exclude<ValueScale, 'ordinal'>, [left, right]: Interval): PlacedValues {
  const middle = (left + right) / 2
  if (values.length < 2) return { scale: wanted, places: values.map(() => middle) }
  const places = (wanted === 'log' ? onLogScale : onLinearScale)(values, [left, right])
  const isTight = places.some((place, i) => i > 0 && !(place - (places[i - 1] as number) >= VALUE_GAP_PX))
  if (!isTight) return { scale: wanted, places }
  const beside = scalePoint([...values], [left, right])
  return { scale: 'ordinal', places: values.map((value) => beside(value) ?? middle) }
}

function onLinearScale(values: readonly number[], [left, right]: Interval): readonly number[] {
  const at = scaleLinear([values[0] as number, values.at(-1) as number], [left, right])
  return values.map((value) => at(value))
}

function onLogScale(values: readonly number[], [left, right]: Interval): readonly number[] {
  const above = values.filter((value) => value > 0)
  if (above.length < values.length - 1) return values.map(() => Number.NaN)
  const start = above.length < values.length ? left + ZERO_SHARE * (right - left) : left
  const [low, high] = [above[0] as number, above.at(-1) as number]
  const at = low === high ? () => right : scaleLog([low, high], [start, right])
  return values.map((value) => (value > 0 ? at(value) : left))
}
