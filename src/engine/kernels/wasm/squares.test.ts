import * as tf from '@tensorflow/tfjs-core'
import fc from 'fast-check'
import { beforeAll, describe, it } from 'vitest'
import { product, samePadding } from '../../../spec/layerShapes.ts'
import { anySquares, type Geometry, pictures } from '../../../testing/convolutions.ts'
import { useBackend } from '../../../testing/digits.ts'
import {
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
import { maxPool, maxPoolGradient } from './maxPool.ts'
import { upsample, upsampleGradient } from './upsample.ts'

/** Whole numbers from -2 to 2: most squares have several largest. */
function fewValues(count: number, seed: number): Float32Array {
  const values = randomValues(count, seed)
  const scale = values.reduce((most, value) => Math.max(most, Math.abs(value)), 1e-9)
  return values.map((value) => Math.round((2 * value) / scale))
}

/** tfjs's resizing to whole squares, cropped. Sides are small: its places, divided as floats, are right. */
function upsampled(x: tf.Tensor4D, { image, map, size }: Geometry): tf.Tensor4D {
  const whole = tf.image.resizeNearestNeighbor(x, [map[0] * size, map[1] * size])
  const [top, left] = [samePadding(image[0], size, size).before, samePadding(image[1], size, size).before]
  return tf.slice(whole, [0, top, left, 0], [x.shape[0], ...image])
}

/** Sums over whole squares, as tfjs's mean of each times how many it is of. tfjs's own gradient of resizing mixes up the pictures of a batch. */
function added(dy: tf.Tensor4D, { image, size }: Geometry): tf.Tensor {
  const [down, across] = [samePadding(image[0], size, size), samePadding(image[1], size, size)]
  const whole = tf.pad4d(dy, [
    [0, 0],
    [down.before, down.after],
    [across.before, across.after],
    [0, 0],
  ])
  return tf.mul(tf.avgPool(whole, size, size, 'valid'), size * size)
}

describe.each(TESTED_BUILDS)('pooling and upsampling, %s build', (build) => {
  let kernels: Kernels
  beforeAll(async () => {
    kernels = await loadKernels(build)
    await useBackend('cpu')
  })

  it("[E31] HourglassMaxPool is tfjs's, and so is its gradient, also where several are the largest", () => {
    fc.assert(
      fc.property(anySquares, fc.boolean(), ({ batch, image, map, size, seed }, hasTies) => {
        const ofX = { shape: [batch, product(image)], values: (hasTies ? fewValues : randomValues)(batch * product(image), seed) }
        const ofDy = { shape: [batch, product(map)], values: randomValues(batch * product(map), seed + 1) }
        const [expected, dx] = plainly(() => {
          const pool = (x: tf.Tensor) => tf.maxPool(x as tf.Tensor4D, size, size, 'same')
          const x = pictures(ofX.values, image)
          return [pool(x), tf.grad(pool)(x, pictures(ofDy.values, map))]
        }) as [Float32Array, Float32Array]
        const attributes = { from: image, to: map, size }
        const asNumbers = (values: Float32Array | undefined) => (values as Float32Array).map((value) => value + 0)
        expectEqual(asNumbers(runDefinition(kernels, maxPool, { inputs: [ofX], attributes })[0]), asNumbers(expected))
        expectEqual(asNumbers(runDefinition(kernels, maxPoolGradient, { inputs: [ofX, ofDy], attributes })[0]), asNumbers(dx))
      }),
      CASES,
    )
  })

  it("[E31] HourglassUpsample is tfjs's resizing, cropped, and its gradient tfjs's means times the squares' sizes", () => {
    fc.assert(
      fc.property(anySquares, (geometry) => {
        const { batch, image, map, size, seed } = geometry
        const ofX = { shape: [batch, product(map)], values: randomValues(batch * product(map), seed) }
        const ofDy = { shape: [batch, product(image)], values: randomValues(batch * product(image), seed + 1) }
        const [expected, dx, sizes] = plainly(() => {
          const [x, dy] = [pictures(ofX.values, map), pictures(ofDy.values, image)]
          return [upsampled(x, geometry), added(dy, geometry), added(tf.abs(dy), geometry)]
        }) as [Float32Array, Float32Array, Float32Array]
        const attributes = { from: map, to: image, size }
        expectEqual(runDefinition(kernels, upsample, { inputs: [ofX], attributes })[0] as Float32Array, expected)
        const found = runDefinition(kernels, upsampleGradient, { inputs: [ofDy], attributes })[0] as Float32Array
        expectClose(found, dx, (at) => (size * size + 2) * EPSILON * (sizes[at] as number))
      }),
      CASES,
    )
  })
})
