import * as tf from '@tensorflow/tfjs-core'
import fc from 'fast-check'
import { beforeAll, describe, it } from 'vitest'
import { product } from '../../../spec/layerShapes.ts'
import type { Activation } from '../../../spec/runSpec.ts'
import { anyConvolution, type Geometry, pictures } from '../../../testing/convolutions.ts'
import { useBackend } from '../../../testing/digits.ts'
import {
  CASES,
  EPSILON,
  expectClose,
  type Kernels,
  loadKernels,
  plainly,
  randomValues,
  runDefinition,
  TESTED_BUILDS,
} from '../../../testing/kernels.ts'
import { activate } from '../../models/activate.ts'
import { convolution } from './convolution.ts'
import { convolutionKernelGradient } from './convolutionKernelGradient.ts'
import { ACTIVATION_CODES } from './packFunctions.ts'

const anyActivation = fc.constantFrom(...(Object.keys(ACTIVATION_CODES) as Activation[]))

/** A picture and a map of the right sizes, a kernel, and a bias for either. */
function valuesOf({ batch, image, map, size, seed }: Geometry) {
  return {
    image: randomValues(batch * product(image), seed),
    map: randomValues(batch * product(map), seed + 1),
    kernel: randomValues(size * size * image[2] * map[2], seed + 2),
    biasOfMap: randomValues(map[2], seed + 3),
    biasOfImage: randomValues(image[2], seed + 4),
  }
}

describe.each(TESTED_BUILDS)('convolutions, %s build', (build) => {
  let kernels: Kernels
  beforeAll(async () => {
    kernels = await loadKernels(build)
    await useBackend('cpu')
  })

  it("[E31] HourglassConvolution is tfjs's convolution, bias and activation one after the other", () => {
    fc.assert(
      fc.property(anyConvolution, anyActivation, fc.boolean(), (geometry, activation, hasBias) => {
        const { batch, image, map, size, stride } = geometry
        const values = valuesOf(geometry)
        const [expected, sizes] = plainly(() => {
          const x = pictures(values.image, image)
          const kernel = tf.tensor4d(values.kernel, [size, size, image[2], map[2]])
          const bias = tf.mul(tf.tensor1d(values.biasOfMap), hasBias ? 1 : 0)
          const sums = tf.add(tf.conv2d(x, kernel, stride, 'same'), bias)
          return [activate(activation, sums as unknown as tf.Tensor2D), tf.add(tf.conv2d(tf.abs(x), tf.abs(kernel), stride, 'same'), tf.abs(bias))]
        }) as [Float32Array, Float32Array]
        const inputs = [
          { shape: [batch, product(image)], values: values.image },
          { shape: [size, size, image[2], map[2]], values: values.kernel },
          hasBias ? { shape: [map[2]], values: values.biasOfMap } : null,
        ]
        const attributes = { from: image, to: map, size, stride, isTransposed: false, activation }
        const [found] = runDefinition(kernels, convolution, { inputs, attributes }) as [Float32Array]
        const depth = size * size * image[2] + 1
        expectClose(found, expected, (at) => depth * EPSILON * (sizes[at] as number) + (activation === 'linear' ? 0 : 4 * EPSILON))
      }),
      CASES,
    )
  })

  it("[E31] HourglassConvolution, transposed, is tfjs's gradient of a convolution by its input, bias and activation one after the other", () => {
    fc.assert(
      fc.property(anyConvolution, anyActivation, fc.boolean(), (geometry, activation, hasBias) => {
        const { batch, image, map, size, stride } = geometry
        const values = valuesOf(geometry)
        const [expected, sizes] = plainly(() => {
          const dy = pictures(values.map, map)
          const kernel = tf.tensor4d(values.kernel, [size, size, image[2], map[2]])
          const bias = tf.mul(tf.tensor1d(values.biasOfImage), hasBias ? 1 : 0)
          const gradient = (y: tf.Tensor4D, w: tf.Tensor4D) =>
            tf.grad((x) => tf.conv2d(x as tf.Tensor4D, w, stride, 'same'))(tf.zeros([batch, ...image]), y)
          const sums = tf.add(gradient(dy, kernel), bias)
          return [activate(activation, sums as unknown as tf.Tensor2D), tf.add(gradient(tf.abs(dy), tf.abs(kernel)), tf.abs(bias))]
        }) as [Float32Array, Float32Array]
        const inputs = [
          { shape: [batch, product(map)], values: values.map },
          { shape: [size, size, image[2], map[2]], values: values.kernel },
          hasBias ? { shape: [image[2]], values: values.biasOfImage } : null,
        ]
        const attributes = { from: map, to: image, size, stride, isTransposed: true, activation }
        const [found] = runDefinition(kernels, convolution, { inputs, attributes }) as [Float32Array]
        const depth = size * size * map[2] + 1
        expectClose(found, expected, (at) => depth * EPSILON * (sizes[at] as number) + (activation === 'linear' ? 0 : 4 * EPSILON))
      }),
      CASES,
    )
  })

  it("[E31] HourglassConvolutionKernelGradient is tfjs's gradient of a convolution by its kernel, and of a transposed one", () => {
    fc.assert(
      fc.property(anyConvolution, fc.boolean(), (geometry, isTransposed) => {
        const { batch, image, map, size, stride } = geometry
        const values = valuesOf(geometry)
        const [expected, sizes] = plainly(() => {
          const [x, dy] = [pictures(values.image, image), pictures(values.map, map)]
          const gradient = (from: tf.Tensor4D, by: tf.Tensor4D) =>
            tf.grad((w) => tf.conv2d(from, w as tf.Tensor4D, stride, 'same'))(tf.zeros([size, size, image[2], map[2]]), by)
          return [gradient(x, dy), gradient(tf.abs(x), tf.abs(dy))]
        }) as [Float32Array, Float32Array]
        const ofImage = { shape: [batch, product(image)], values: values.image }
        const ofMap = { shape: [batch, product(map)], values: values.map }
        const attributes = { from: isTransposed ? map : image, to: isTransposed ? image : map, size, stride, isTransposed }
        const inputs = isTransposed ? [ofMap, ofImage] : [ofImage, ofMap]
        const [found] = runDefinition(kernels, convolutionKernelGradient, { inputs, attributes }) as [Float32Array]
        expectClose(found, expected, (at) => batch * map[0] * map[1] * EPSILON * (sizes[at] as number))
      }),
      CASES,
    )
  })
})
