import * as tf from '@tensorflow/tfjs-core'
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import {
  anySeed,
  CASES,
  EPSILON,
  expectClose,
  expectEqual,
  type Kernels,
  loadKernels,
  plainly,
  randomValues,
  runDefinition,
  TESTED_BUILDS,
} from '../../../testing/kernels.ts'
import { errorsOfPictures } from '../../objectives/errorsOfPictures.ts'
import { pictureErrors } from './pictureErrors.ts'

interface Kind {
  readonly loss: 'bce' | 'mse'
  readonly output: 'sigmoid' | 'linear'
}

const KINDS: readonly Kind[] = [
  { loss: 'bce', output: 'sigmoid' },
  { loss: 'mse', output: 'sigmoid' },
  { loss: 'mse', output: 'linear' },
]

/** Now and then long enough for the sums in single precision to be emptied several times. */
const anySize = fc.oneof({ weight: 4, arbitrary: fc.integer({ min: 1, max: 70 }) }, { weight: 1, arbitrary: fc.integer({ min: 250, max: 800 }) })

/** The pictures' means in float64, and the means of the sizes of their terms: how far roundings can carry. */
function definition({ loss, output }: Kind, logits: Float32Array, target: Float32Array, size: number) {
  const pictures = logits.length / size
  const [losses, squares, lossSizes, squareSizes] = [0, 1, 2, 3].map(() => new Float32Array(pictures)) as Float32Array[] as [
    Float32Array,
    Float32Array,
    Float32Array,
    Float32Array,
  ]
  for (let picture = 0; picture < pictures; picture++) {
    let [entropy, square, entropySize, squareSize] = [0, 0, 0, 0]
    for (let i = picture * size; i < (picture + 1) * size; i++) {
      const [z, x] = [logits[i] as number, target[i] as number]
      const y = output === 'sigmoid' ? 1 / (1 + Math.exp(-z)) : z
      const curved = Math.log1p(Math.exp(-Math.abs(z)))
      entropy += Math.max(z, 0) - z * x + curved
      entropySize += 2 * Math.abs(z) + curved
      square += (y - x) ** 2
      squareSize += (Math.abs(y) + Math.abs(x)) ** 2
    }
    squares[picture] = square / size
    squareSizes[picture] = squareSize / size
    losses[picture] = (loss === 'bce' ? entropy : square) / size
    lossSizes[picture] = (loss === 'bce' ? entropySize : squareSize) / size
  }
  return { losses, squares, lossSizes, squareSizes }
}

/** Cross-entropy's lie in [0, 1]. */
function targets({ loss }: Kind, count: number, seed: number): Float32Array {
  const values = randomValues(count, seed)
  return loss === 'bce' ? values.map((value) => Math.min(1, Math.abs(value))) : values
}

describe.each(TESTED_BUILDS)('HourglassPictureErrors, %s build', (build) => {
  let kernels: Kernels
  beforeAll(async () => {
    kernels = await loadKernels(build)
  })

  function run(kind: Kind, logits: Float32Array, target: Float32Array, size: number): [Float32Array, Float32Array] {
    const inputs = [logits, target].map((values) => ({ shape: [values.length / size, size], values }))
    return runDefinition(kernels, pictureErrors, { inputs, attributes: { ...kind } }) as [Float32Array, Float32Array]
  }

  it.each(KINDS)("[E56] $loss, $output output: each picture's loss and squared error are tfjs's and the definition's", (kind) => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 30 }), anySize, anySeed, (pictures, size, seed) => {
        const [logits, target] = [randomValues(pictures * size, seed), targets(kind, pictures * size, seed + 1)]
        const [losses, squares] = plainly(() => {
          const [z, x] = [logits, target].map((values) => tf.tensor2d(values, [pictures, size])) as [tf.Tensor2D, tf.Tensor2D]
          const errors = errorsOfPictures(z, x, kind)
          return [tf.clone(errors.losses), errors.squares]
        }) as [Float32Array, Float32Array]
        const exact = definition(kind, logits, target, size)
        const [foundLosses, foundSquares] = run(kind, logits, target, size)
        // tfjs adds up a whole picture in float32; ours 64 at a time, of terms with a few roundings.
        expectClose(foundLosses, losses, (at) => (size + 40) * EPSILON * (exact.lossSizes[at] as number))
        expectClose(foundSquares, squares, (at) => (size + 40) * EPSILON * (exact.squareSizes[at] as number))
        expectClose(foundLosses, exact.losses, (at) => 96 * EPSILON * (exact.lossSizes[at] as number))
        expectClose(foundSquares, exact.squares, (at) => 96 * EPSILON * (exact.squareSizes[at] as number))
      }),
      CASES,
    )
  })

  it.each(KINDS)('[E56] $loss, $output output: a picture has the same figures to the bit in whatever company', (kind) => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 12 }), anySize, anySeed, (pictures, size, seed) => {
        const [logits, target] = [randomValues(pictures * size, seed), targets(kind, pictures * size, seed + 1)]
        const together = run(kind, logits, target, size)
        const cut = (Math.floor(pictures / 2) || 1) * size
        const [front, back] = [run(kind, logits.slice(0, cut), target.slice(0, cut), size), run(kind, logits.slice(cut), target.slice(cut), size)]
        for (const which of [0, 1] as const) expectEqual(Float32Array.of(...front[which], ...back[which]), together[which])
      }),
      CASES,
    )
  })

  it.each([
    [100, 1, 0, 0],
    [100, 0, 100, 1],
    [-100, 0, 0, 0],
    [-100, 0.25, 25, 0.0625],
    [0, 0.5, Math.LN2, 0],
    [3e38, 1, 0, 0],
  ])('[E56] a logit of %d against %d costs %d in cross-entropy, and %d squared, wherever the picture ends', (z, x, loss, square) => {
    for (const size of [1, 2, 3, 4, 7, 1_001]) {
      const [losses, squares] = run({ loss: 'bce', output: 'sigmoid' }, new Float32Array(2 * size).fill(z), new Float32Array(2 * size).fill(x), size)
      expectClose(losses, Float32Array.of(loss, loss), () => 72 * EPSILON * Math.max(1, loss))
      expectClose(squares, Float32Array.of(square, square), () => 72 * EPSILON)
    }
  })

  it.each(KINDS)('[E33] a NaN logit makes the figures of its own picture NaN, $loss, $output output', (kind) => {
    for (const at of [7, 9, 10, 13]) {
      const logits = new Float32Array(3 * 7).fill(1)
      logits[at] = Number.NaN
      for (const figures of run(kind, logits, new Float32Array(3 * 7).fill(0.5), 7)) {
        expect(Array.from(figures, Number.isNaN)).toEqual([false, true, false])
      }
    }
  })

  it('[E56] a loss or an output that it does not have is refused by name', () => {
    const bind = (attributes: Record<string, string>) => () => pictureErrors.bind(kernels.functions, [[1, 1]], attributes)
    expect(bind({ loss: 'hinge', output: 'sigmoid' })).toThrow(/'hinge'; allowed: bce, mse/)
    expect(bind({ loss: 'mse', output: 'tanh' })).toThrow(/'tanh'; allowed: sigmoid, linear/)
    expect(bind({ loss: 'bce', output: 'linear' })).toThrow(/'linear'; allowed: sigmoid$/)
  })
})
