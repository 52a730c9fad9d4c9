// Floats as few bits: how the shipped checkpoint and a run's timeline keep them, and what comes back. What is lost is at most half a step of the scale.

/** Steps on each side of 0 that a signed byte has. */
const SIGNED_STEPS = 127
/** Lifts every step above 0, where cutting off rounds down. */
const LIFT = SIGNED_STEPS + 1
const HALF_UP = LIFT + 0.5

/** A kernel in signed bytes, with one scale for each input. */
export interface ByteKernel {
  /** [inputs, units], row-major. */
  readonly steps: Int8Array
  /** [inputs]: what one step is worth. */
  readonly scales: Float32Array
}

/**
 * A scale for each row: what leaves one input is alike in size, and pixels that are hardly ever inked keep their small weights.
 * Of the shipped network that costs 0.02 % of its loss, a single scale for the whole kernel 0.07 %.
 * `kernel` is [inputs, units], row-major.
 */
export function kernelToBytes(kernel: Float32Array, units: number): ByteKernel {
  const scales = new Float32Array(kernel.length / units)
  const steps = new Int8Array(kernel.length)
  // Plain loops over the whole: a timeline takes dozens of these of a run that lasts two seconds.
  for (let row = 0; row < scales.length; row++) {
    const [from, to] = [row * units, (row + 1) * units]
    let most = 0
    for (let i = from; i < to; i++) {
      const size = Math.abs(kernel[i] as number)
      if (size > most) most = size
    }
    const scale = Math.fround(most / SIGNED_STEPS)
    scales[row] = scale
    // Rounded by cutting off, where nothing is below 0: Math.round takes five times as long.
    if (scale > 0) for (let i = from; i < to; i++) steps[i] = (((kernel[i] as number) / scale + HALF_UP) | 0) - LIFT
  }
  return { steps, scales }
}

/** The kernel as it comes back: [inputs, units]. */
export function kernelFromBytes({ steps, scales }: ByteKernel): Float32Array {
  const kernel = new Float32Array(steps.length)
  const units = steps.length / scales.length
  for (let i = 0; i < scales.length; i++) {
    const scale = scales[i] as number
    for (let at = i * units; at < (i + 1) * units; at++) kernel[at] = (steps[at] as number) * scale
  }
  return kernel
}

/** Lowest and highest of what was stored. */
export type Stretch = readonly [low: number, high: number]

/** Values as whole numbers from 0 to `top`, spread over their own stretch. */
export function toWhole(values: Float32Array, top: number): { readonly whole: Uint16Array; readonly stretch: Stretch } {
  let low = Number.POSITIVE_INFINITY
  let high = Number.NEGATIVE_INFINITY
  for (const value of values) {
    low = Math.min(low, value)
    high = Math.max(high, value)
  }
  const span = high - low || 1
  return { whole: Uint16Array.from(values, (value) => Math.round(((value - low) / span) * top)), stretch: [low, high] }
}

/** The values as they come back. */
export function fromWhole(whole: ArrayLike<number>, top: number, [low, high]: Stretch): Float32Array {
  const values = new Float32Array(whole.length)
  for (let i = 0; i < whole.length; i++) values[i] = low + ((whole[i] as number) / top) * (high - low)
  return values
}
