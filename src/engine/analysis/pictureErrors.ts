// How far a rebuilt picture is from its target, as means over the pixels, in plain TypeScript: for baselines that no network makes.
// A network's own losses are in objectives/.

/**
 * Cross-entropy needs an output strictly between 0 and 1, which PCA does not keep to: it is clipped to [1e-7, 1 - 1e-7], in float32
 * as PyTorch would, so that the upper bound is 1 - 2^-23. Found by trying powers of ten: of 1e-2 … 1e-7 this one alone gives the
 * measured 0.230861 for two components, and then also those for 8, 16, 30, 32, 64 and 128.
 */
export const BCE_EPSILON = 1e-7
const LOWEST = Math.fround(BCE_EPSILON)
const HIGHEST = Math.fround(1 - BCE_EPSILON)

type Picture = Float32Array | Float64Array
/** Mean over the pixels of what `rebuilt` misses of `target`. */
export type PictureError = (target: Picture, rebuilt: Picture) => number

/** One line a loss. */
export const PICTURE_ERRORS: Record<'bce' | 'mse', PictureError> = { bce: binaryCrossEntropy, mse: squaredError }

/** Mean of (rebuilt - target)^2. */
export function squaredError(target: Picture, rebuilt: Picture): number {
  let sum = 0
  for (let i = 0; i < target.length; i++) {
    const difference = (rebuilt[i] as number) - (target[i] as number)
    sum += difference * difference
  }
  return sum / target.length
}

/** Mean of -x ln p - (1 - x) ln(1 - p), p the rebuilt pixel clipped. Of a picture against itself: its own entropy, the floor. */
export function binaryCrossEntropy(target: Picture, rebuilt: Picture): number {
  let sum = 0
  for (let i = 0; i < target.length; i++) {
    const x = target[i] as number
    const value = rebuilt[i] as number
    const p = Math.max(LOWEST, Math.min(HIGHEST, value))
    if (x > 0) sum -= x * Math.log(p)
    if (x < 1) sum -= (1 - x) * Math.log(1 - p)
  }
  return sum / target.length
}
