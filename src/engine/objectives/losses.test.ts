import * as tf from '@tensorflow/tfjs-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { useBackend } from '../../testing/digits.ts'
import { LOSS_FUNCTIONS } from './losses.ts'

type Output = 'sigmoid' | 'linear'

const SHAPE: [number, number] = [3, 5]
const TARGETS = [0, 1, 0.3, 0.7, 0.5, 0, 0, 1, 1, 0.2, 0.9, 0, 1, 0.5, 0.1]
const LOGITS = [-3, 2, 0, 0.5, -0.5, 4, -4, 1, -1, 0.1, 2.5, -2.5, 3, 0, -0.2]

function sigmoid(z: number): number {
  return 1 / (1 + Math.exp(-z))
}

/** The definition, in float64: mean over all elements. */
function definition(name: 'bce' | 'mse', logits: readonly number[], output: Output): number {
  const each = logits.map((z, i) => {
    const x = TARGETS[i] as number
    const y = output === 'sigmoid' ? sigmoid(z) : z
    return name === 'mse' ? (y - x) ** 2 : -x * Math.log(y) - (1 - x) * Math.log(1 - y)
  })
  return each.reduce((sum, value) => sum + value, 0) / logits.length
}

function numericGradient(name: 'bce' | 'mse', output: Output): number[] {
  const h = 1e-5
  return LOGITS.map((_, at) => {
    const moved = (by: number) => LOGITS.map((z, i) => (i === at ? z + by : z))
    return (definition(name, moved(h), output) - definition(name, moved(-h), output)) / (2 * h)
  })
}

function largestGap(found: ArrayLike<number>, expected: readonly number[]): number {
  return Math.max(...expected.map((value, i) => Math.abs((found[i] as number) - value)))
}

describe.each(['cpu', 'wasm'] as const)('losses on %s', (backend) => {
  beforeAll(() => useBackend(backend))

  it.each([
    ['bce', 'sigmoid'],
    ['mse', 'sigmoid'],
    ['mse', 'linear'],
  ] as const)('[E9] %s with a %s output: value, mean of the pictures and gradient are those of the definition', (name, output) => {
    tf.tidy(() => {
      const target = tf.tensor2d(TARGETS, SHAPE)
      const loss = LOSS_FUNCTIONS[name]
      const logits = tf.tensor2d(LOGITS, SHAPE)
      const { value, grad } = tf.valueAndGrad((z: tf.Tensor) => loss.objective(z as tf.Tensor2D, target, output))(logits)
      expect(value.dataSync()[0]).toBeCloseTo(definition(name, LOGITS, output), 6)
      const perPicture = loss.perPicture(logits, target, output)
      expect(perPicture.shape).toEqual([3])
      expect(tf.mean(perPicture).dataSync()[0]).toBeCloseTo(definition(name, LOGITS, output), 6)
      expect(largestGap(grad.dataSync(), numericGradient(name, output))).toBeLessThan(1e-6)
    })
  })

  it('[E9] the gradient is scaled by what stands before the loss', () => {
    tf.tidy(() => {
      const target = tf.tensor2d(TARGETS, SHAPE)
      const gradient = tf.grad((z: tf.Tensor) => tf.mul(LOSS_FUNCTIONS.bce.objective(z as tf.Tensor2D, target, 'sigmoid'), 3))(
        tf.tensor2d(LOGITS, SHAPE),
      )
      const tripled = numericGradient('bce', 'sigmoid').map((value) => 3 * value)
      expect(largestGap(gradient.dataSync(), tripled)).toBeLessThan(3e-6)
    })
  })

  it.each([
    [100, 1, 0],
    [100, 0, 100],
    [-100, 0, 0],
    [-100, 1, 100],
    [-100, 0.25, 25],
    [0, 0.5, Math.LN2],
  ])('[E10] cross-entropy at a logit of %d against %d is %d, its gradient finite', (z, x, expected) => {
    tf.tidy(() => {
      const target = tf.tensor2d([x], [1, 1])
      const { value, grad } = tf.valueAndGrad((logits: tf.Tensor) => LOSS_FUNCTIONS.bce.objective(logits as tf.Tensor2D, target, 'sigmoid'))(
        tf.tensor2d([z], [1, 1]),
      )
      expect(value.dataSync()[0]).toBeCloseTo(expected, 4)
      expect(grad.dataSync()[0]).toBeCloseTo(sigmoid(z) - x, 6)
    })
  })
})
