import * as tf from '@tensorflow/tfjs-core'
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Activation } from '../../spec/runSpec.ts'
import { useBackend } from '../../testing/digits.ts'
import { plainly } from '../../testing/kernels.ts'
import { anyActivation, anySpatialLayer, drawValues, type SpatialLayer, type SpatialValues } from '../../testing/spatialLayers.ts'
import { convSums } from '../forward/convSums.ts'
import { convTransposeSums } from '../forward/convTransposeSums.ts'
import { maxPooled } from '../forward/maxPooled.ts'
import { upsampled } from '../forward/upsampled.ts'
import { activateNumber } from '../forward.ts'
import '../gradients.ts'
import { layerValues } from './layerValues.ts'

const BACKENDS = [
  ['cpu', 'plain'],
  ['wasm', 'plain'],
  ['wasm', 'auto'],
] as const

const CASES = { numRuns: 100 }
/** Of the sum of absolute values behind a number: what a thousand roundings of float32 leave at most. */
const FORWARD_TOLERANCE = 1e-5
const GRADIENT_TOLERANCE = 1e-4
/** Of a difference quotient, in float64. */
const STEP = 1e-8
/** Nearer to 0 than this float32 may see a sum on the other side of a kink. */
const KINK = 1e-5

interface How {
  readonly activation: Activation
  readonly isData: boolean
}

function valuesOf(layer: SpatialLayer, x: tf.Tensor2D, [kernel, bias]: tf.Tensor[], how: How): tf.Tensor2D {
  return layerValues({ layer, x, kernel: kernel as tf.Tensor, bias: bias as tf.Tensor, ...how })
}

/** A layer's sums in float64, written down once more from its definition: each pixel of the larger picture and the smaller one's that it meets. */
function sumsInFloat64(layer: SpatialLayer, x: ArrayLike<number>, kernel: ArrayLike<number>, bias: ArrayLike<number>): number[] {
  const isShrinking = layer.type === 'conv' || layer.type === 'max-pool'
  const [large, small] = isShrinking ? [layer.from, layer.to] : [layer.to, layer.from]
  const stride = 'stride' in layer ? layer.stride : layer.size
  const before = [0, 1].map((i) => Math.floor(Math.max(0, ((small[i] as number) - 1) * stride + layer.size - (large[i] as number)) / 2))
  const out = Array.from({ length: layer.units }, (_, i) => (layer.type === 'max-pool' ? -1e9 : (bias[i % layer.to[2]] ?? 0)))
  const visit = (sy: number, sx: number, ky: number, kx: number) => {
    const [y, x0] = [sy * stride + ky - (before[0] as number), sx * stride + kx - (before[1] as number)]
    if (y < 0 || x0 < 0 || y >= large[0] || x0 >= large[1]) return
    const [largeAt, smallAt] = [(y * large[1] + x0) * large[2], (sy * small[1] + sx) * small[2]]
    const tap = ky * layer.size + kx
    if (layer.type === 'max-pool' || layer.type === 'upsample') {
      for (let c = 0; c < large[2]; c++) {
        if (layer.type === 'upsample') out[largeAt + c] = x[smallAt + c] as number
        else out[smallAt + c] = Math.max(out[smallAt + c] as number, x[largeAt + c] as number)
      }
      return
    }
    for (let c = 0; c < large[2]; c++) {
      for (let f = 0; f < small[2]; f++) {
        const weight = kernel[(tap * large[2] + c) * small[2] + f] as number
        if (layer.type === 'conv') out[smallAt + f] = (out[smallAt + f] as number) + weight * (x[largeAt + c] as number)
        else out[largeAt + c] = (out[largeAt + c] as number) + weight * (x[smallAt + f] as number)
      }
    }
  }
  for (let sy = 0; sy < small[0]; sy++) {
    for (let sx = 0; sx < small[1]; sx++) {
      for (let ky = 0; ky < layer.size; ky++) for (let kx = 0; kx < layer.size; kx++) visit(sy, sx, ky, kx)
    }
  }
  return out
}

/** Of a whole batch. */
function batchSums(layer: SpatialLayer, { x, kernel, bias }: SpatialValues): number[] {
  const rows = Array.from({ length: x.length / layer.inputs }, (_, row) => Array.from(x).slice(row * layer.inputs, (row + 1) * layer.inputs))
  return rows.flatMap((row) => sumsInFloat64(layer, row, kernel, bias))
}

/** How the sum of the layer's values, each times its weight, changes along a direction: a central difference in float64. */
function slopeAlong(layer: SpatialLayer, activation: Activation, values: SpatialValues, direction: SpatialValues, weights: Float32Array): number {
  const moved = (by: number) => {
    const add = (part: keyof SpatialValues) => Float64Array.from(values[part], (value, i) => value + by * (direction[part][i] as number))
    const sums = batchSums(layer, { x: add('x'), kernel: add('kernel'), bias: add('bias') })
    return sums.reduce((total, z, i) => total + (weights[i] as number) * activateNumber(activation, z), 0)
  }
  return (moved(STEP) - moved(-STEP)) / (2 * STEP)
}

describe.each(BACKENDS)('layers on pictures, %s, %s kernels', (backend, kernels) => {
  beforeAll(() => useBackend(backend, kernels))

  it('[E96] values are those of the definition, and of the forward pass without tfjs', () => {
    fc.assert(
      fc.property(anySpatialLayer, anyActivation, ({ layer, batch, seed }, given) => {
        const activation = layer.type === 'conv' || layer.type === 'conv-transpose' ? given : 'linear'
        const values = drawValues(layer, batch, seed)
        const expected = batchSums(layer, values).map((z) => activateNumber(activation, z))
        const sizes = batchSums(layer, absolute(values)).map((size) => Math.abs(size) + 1)
        const [found] = plainly(() => {
          const { x, parameters } = tensorsOf(layer, values, batch)
          return [valuesOf(layer, x, parameters, { activation, isData: false })]
        }) as [Float32Array]
        expectNear(found, expected, (at) => FORWARD_TOLERANCE * (sizes[at] as number))
        const first = plainSums(layer, values).map((z) => activateNumber(activation, z))
        expectNear(first, expected.slice(0, layer.units), (at) => FORWARD_TOLERANCE * (sizes[at] as number))
      }),
      CASES,
    )
  })

  it('[E96] gradients are those of difference quotients, by what comes in, by the kernel and by the bias, in any direction', () => {
    fc.assert(
      fc.property(anySpatialLayer, anyActivation, fc.boolean(), ({ layer, batch, seed }, given, isData) => {
        const isWeighted = layer.type === 'conv' || layer.type === 'conv-transpose'
        const activation = isWeighted ? given : 'linear'
        const values = drawValues(layer, batch, seed)
        if (activation !== 'linear') fc.pre(batchSums(layer, values).every((z) => Math.abs(z) > KINK))
        const direction = drawValues(layer, batch, seed + 7)
        const weights = drawValues(layer, batch, seed + 11).weights
        const gradients = plainly(() => {
          const { x, parameters } = tensorsOf(layer, values, batch)
          const of = (...args: tf.Tensor[]) => {
            const [from, ...rest] = isData && isWeighted ? [x, ...args] : args
            const y = valuesOf(layer, from as tf.Tensor2D, rest, { activation, isData: isData && isWeighted })
            return tf.sum(tf.mul(y, tf.tensor2d(weights, [batch, layer.units])))
          }
          return tf.grads(of)(isData && isWeighted ? parameters : [x, ...parameters])
        })
        const parts = (['x', 'kernel', 'bias'] as const).filter((part) => values[part].length > 0 && !(part === 'x' && isData && isWeighted))
        expect(gradients.length).toBe(parts.length)
        parts.forEach((part, i) => {
          const still = {
            x: new Float32Array(values.x.length),
            kernel: new Float32Array(values.kernel.length),
            bias: new Float32Array(values.bias.length),
          }
          const expected = slopeAlong(layer, activation, values, { ...still, [part]: direction[part] }, weights)
          const terms = Array.from(gradients[i] as Float32Array, (gradient, at) => gradient * (direction[part][at] as number))
          const found = terms.reduce((sum, term) => sum + term, 0)
          const size = terms.reduce((sum, term) => sum + Math.abs(term), 1)
          expect(Math.abs(found - expected), `by ${part}: ${found}, not ${expected}`).toBeLessThan(GRADIENT_TOLERANCE * size)
        })
      }),
      CASES,
    )
  })

  it('[E96] nothing is left behind', () => {
    const [layer] = fc.sample(anySpatialLayer, { numRuns: 40, seed: 1 }).filter(({ layer }) => layer.type === 'conv') as unknown as [
      { layer: SpatialLayer },
    ]
    const values = drawValues(layer.layer, 2, 3)
    const step = () => {
      plainly(() => {
        const { x, parameters } = tensorsOf(layer.layer, values, 2)
        return tf.grads((...args) => tf.sum(valuesOf(layer.layer, x, args, { activation: 'relu', isData: true })))(parameters)
      })
    }
    step()
    const before = tf.memory().numTensors
    for (let i = 0; i < 10; i++) step()
    expect(tf.memory().numTensors).toBe(before)
  })
})

function absolute({ x, kernel, bias }: SpatialValues): SpatialValues {
  return { x: Float32Array.from(x, Math.abs), kernel: Float32Array.from(kernel, Math.abs), bias: Float32Array.from(bias, Math.abs) }
}

function tensorsOf(layer: SpatialLayer, { x, kernel, bias }: SpatialValues, batch: number): { x: tf.Tensor2D; parameters: tf.Tensor[] } {
  const parameters = kernel.length === 0 ? [] : [tf.tensor(kernel as Float32Array, kernelShape(layer)), tf.tensor1d(bias as Float32Array)]
  return { x: tf.tensor2d(x as Float32Array, [batch, layer.inputs]), parameters }
}

function kernelShape({ type, size, from, to }: SpatialLayer): number[] {
  return type === 'conv' ? [size, size, from[2], to[2]] : [size, size, to[2], from[2]]
}

/** The forward pass without tfjs, of the first picture. */
function plainSums(layer: SpatialLayer, { x, kernel, bias }: SpatialValues): Float32Array {
  const [picture, weights] = [(x as Float32Array).subarray(0, layer.inputs), { kernel: kernel as Float32Array, bias: bias as Float32Array }]
  switch (layer.type) {
    case 'conv':
      return convSums(layer, weights, picture)
    case 'conv-transpose':
      return convTransposeSums(layer, weights, picture)
    case 'max-pool':
      return maxPooled(layer, picture)
    case 'upsample':
      return upsampled(layer, picture)
    default:
      return layer satisfies never
  }
}

function expectNear(found: ArrayLike<number>, expected: readonly number[], allowed: (at: number) => number): void {
  expect(found.length).toBe(expected.length)
  const wrong = expected.findIndex((value, i) => !(Math.abs((found[i] as number) - value) <= allowed(i)))
  expect(wrong < 0 ? '' : `element ${wrong} is ${found[wrong]}, should be ${expected[wrong]}`).toBe('')
}
