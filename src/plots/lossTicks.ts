// The marks of a logarithmic loss axis: round numbers, as many as have room, in words a person would say (0.7, 0.5, 0.3, 0.2, 0.1).

import { ticks } from 'd3-array'
import type { Interval } from './growExtent.ts'

/** Least distance of two marks in pixels. */
export const TICK_GAP_PX = 21

/** Leading digits, from the densest choice to the sparsest. */
const LEADS: readonly (readonly number[])[] = [[1, 1.5, 2, 3, 4, 5, 7], [1, 2, 3, 4, 5, 7], [1, 2, 3, 5, 7], [1, 2, 3, 5], [1, 2, 5], [1, 3], [1]]
const ENOUGH = 3
/** Beyond this factor between its ends a domain is marked in whole decades, however few have room. */
const LINEAR_WITHIN = 10

/** Marks within `domain` (0 < low < high), at least TICK_GAP_PX apart on a logarithmic axis of `height` pixels. Ascending. */
export function lossTicks(domain: Interval, height: number): number[] {
  const [low, high] = domain
  const dense = LEADS.map((leads) => decadeTicks(domain, leads, 1)).find((marks) => isSpaced(marks, domain, height))
  if (dense && (dense.length >= ENOUGH || high / low > LINEAR_WITHIN)) return dense
  return high / low > LINEAR_WITHIN ? sparseDecades(domain, height) : linearTicks(domain, height, dense ?? [])
}

/** Every second decade, or third, … */
function sparseDecades(domain: Interval, height: number): number[] {
  for (let stride = 2; ; stride++) {
    const marks = decadeTicks(domain, [1], stride)
    if (isSpaced(marks, domain, height)) return marks
  }
}

/** Less than a decade is shown: evenly spaced round numbers, where they fit and are more. */
function linearTicks(domain: Interval, height: number, otherwise: number[]): number[] {
  for (let count = Math.floor(height / TICK_GAP_PX); count > otherwise.length; count--) {
    const marks = ticks(domain[0], domain[1], count)
    if (isSpaced(marks, domain, height)) return marks
  }
  return otherwise
}

function decadeTicks([low, high]: Interval, leads: readonly number[], stride: number): number[] {
  const marks: number[] = []
  for (let power = Math.floor(Math.log10(low)); power <= Math.ceil(Math.log10(high)); power++) {
    if (power % stride !== 0) continue
    // By way of text, so that 0.3 is 0.3 and not 0.30000000000000004.
    for (const lead of leads) marks.push(Number(`${lead}e${power}`))
  }
  return marks.filter((mark) => mark >= low && mark <= high)
}

function isSpaced(marks: readonly number[], [low, high]: Interval, height: number): boolean {
  const pixels = height / Math.log(high / low)
  return marks.every((mark, i) => i === 0 || Math.log(mark / (marks[i - 1] as number)) * pixels >= TICK_GAP_PX)
}
