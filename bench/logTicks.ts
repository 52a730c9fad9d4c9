// Where a logarithmic axis is labelled: 1, 2 and 5 of each power of ten, or the powers alone where that would be crowded.

const CROWDED = 7

/** Ascending, within [low, high]; both above 0. */
export function logTicks(low: number, high: number): number[] {
  const fine = ticksOf(low, high, [1, 2, 5])
  return fine.length <= CROWDED ? fine : ticksOf(low, high, [1])
}

function ticksOf(low: number, high: number, digits: readonly number[]): number[] {
  const ticks: number[] = []
  for (let power = Math.floor(Math.log10(low)); power <= Math.ceil(Math.log10(high)); power++) {
    for (const digit of digits) ticks.push(Number((digit * 10 ** power).toPrecision(1)))
  }
  return ticks.filter((tick) => tick >= low && tick <= high)
}
