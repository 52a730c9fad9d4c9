import type { RunSpec } from '../../spec/runSpec.ts'

/** Probabilities are kept so far from 0 and 1, as the training does (Keras's epsilon). */
const EPSILON = 1e-7

/**
 * One picture's reconstruction loss, a mean over its pixels, by the plain formula:
 * 'bce' is -(t log y + (1 - t) log(1 - y)) in nats, 'mse' is (y - t)^2.
 * @param target the picture asked for, 0 to 1. @param output what came out, as many values.
 */
export function pictureLoss(loss: RunSpec['loss'], target: ArrayLike<number>, output: ArrayLike<number>): number {
  let sum = 0
  for (let i = 0; i < target.length; i++) {
    const t = target[i] as number
    const y = output[i] as number
    sum += loss === 'bce' ? crossEntropy(t, y) : (y - t) ** 2
  }
  return sum / target.length
}

function crossEntropy(t: number, y: number): number {
  const clipped = Math.min(1 - EPSILON, Math.max(EPSILON, y))
  return -(t * Math.log(clipped) + (1 - t) * Math.log(1 - clipped))
}
