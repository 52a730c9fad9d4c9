import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { ACTIVATIONS, type Activation } from '../../../spec/runSpec.ts'
import {
  anySeed,
  CASES,
  EPSILON,
  expectClose,
  type Kernels,
  loadKernels,
  randomValues,
  runDefinition,
  TESTED_BUILDS,
} from '../../../testing/kernels.ts'
import { activateNumber, LEAKY_RELU_SLOPE } from '../../forward.ts'
import { isBent } from '../../models/slopes.ts'
import { contraction } from './contraction.ts'
import { tangent, tangentGradient } from './tangent.ts'

const side = fc.integer({ min: 1, max: 40 })
const anyActivation = fc.constantFrom(...ACTIVATIONS)

/** f'(z) from y, and how it changes with y, in float64. */
function slopeOf(activation: Activation, y: number): [number, number] {
  switch (activation) {
    case 'linear':
      return [1, 0]
    case 'relu':
      return [y > 0 ? 1 : 0, 0]
    case 'leaky-relu':
      return [y > 0 ? 1 : Math.fround(LEAKY_RELU_SLOPE), 0]
    case 'elu':
      return y < 0 ? [1 + y, 1] : [1, 0]
    case 'sigmoid':
      return [y * (1 - y), 1 - 2 * y]
    case 'tanh':
      return [1 - y * y, -2 * y]
    default:
      return activation satisfies never
  }
}

function valuesOf(activation: Activation, count: number, seed: number): Float32Array {
  return randomValues(count, seed).map((z) => activateNumber(activation, z))
}

describe.each(TESTED_BUILDS)('the kernels of the contractive penalty, %s build', (build) => {
  let kernels: Kernels
  beforeAll(async () => {
    kernels = await loadKernels(build)
  })

  it('[E83] the closed form and its gradients by kernel and code are those of the definition', () => {
    fc.assert(
      fc.property(side, side, side, anyActivation, anySeed, (inputs, units, rows, activation, seed) => {
        const kernel = randomValues(inputs * units, seed)
        const code = valuesOf(activation, rows * units, seed + 1)
        const share = 0.7 / rows
        const norms = new Float64Array(units)
        const [slopes, slips] = [new Float64Array(units), new Float64Array(units)]
        kernel.forEach((w, at) => {
          norms[at % units] = (norms[at % units] as number) + w * w
        })
        code.forEach((y, at) => {
          const [s] = slopeOf(activation, y)
          slopes[at % units] = (slopes[at % units] as number) + s * s
          // What is left of 1 - y^2 is off by a rounding of 1, not of itself; sums by one for each addition.
          slips[at % units] = (slips[at % units] as number) + EPSILON * ((rows + 8) * s * s + 4 * s + EPSILON)
        })
        const call = {
          inputs: [
            { shape: [inputs, units], values: kernel },
            { shape: [rows, units], values: code },
          ],
          attributes: { activation, weight: 0.7 },
        }
        const [value, dKernel, , , dCode] = runDefinition(kernels, contraction, call) as Float32Array[]
        const unitsAt = Array.from(norms.keys())
        const expected = unitsAt.reduce((sum, j) => sum + (norms[j] as number) * (slopes[j] as number), 0) * share
        const slip = unitsAt.reduce((sum, j) => sum + (norms[j] as number) * ((slips[j] as number) + inputs * EPSILON * (slopes[j] as number)), 0)
        expectClose(value as Float32Array, Float32Array.of(expected), () => share * slip + 4 * EPSILON * expected)
        const ofKernel = kernel.map((w, at) => 2 * share * w * (slopes[at % units] as number))
        expectClose(
          dKernel as Float32Array,
          ofKernel,
          (at) => 2 * share * Math.abs(kernel[at] as number) * (slips[at % units] as number) + 8 * EPSILON * Math.abs(ofKernel[at] as number),
        )
        expect(dCode !== undefined).toBe(isBent(activation))
        if (!dCode) return
        const ofCode = code.map((y, at) => {
          const [s, c] = slopeOf(activation, y)
          return 2 * share * (norms[at % units] as number) * s * c
        })
        expectClose(
          dCode,
          ofCode,
          (at) => 2 * share * (norms[at % units] as number) * 8 * EPSILON + (inputs + 8) * EPSILON * Math.abs(ofCode[at] as number),
        )
      }),
      CASES,
    )
  })

  it.each([
    ['beside its inputs', [], []],
    ['over the product', [[0, 0]], [[0, 2]]],
    ['over the values', [[0, 1]], []],
  ] as const)('[E83] a tangent and its gradients, written %s, are those of the definition', (_name, inPlace, gradientInPlace) => {
    fc.assert(
      fc.property(side, side, anyActivation, anySeed, (rows, units, activation, seed) => {
        const size = rows * units
        const [product, dTangent] = [randomValues(size, seed), randomValues(size, seed + 1)]
        const y = valuesOf(activation, size, seed + 2)
        const inputs = [product, y, dTangent].map((values) => ({ shape: [rows, units], values }))
        const attributes = { activation }
        const slopes = Array.from(y, (value) => slopeOf(activation, value))
        const by = (factor: Float32Array, at: number) => Math.abs(factor[at] as number)
        const [found] = runDefinition(kernels, tangent, { inputs: inputs.slice(0, 2), attributes, inPlace }) as [Float32Array]
        const moved = product.map((value, at) => value * (slopes[at]?.[0] as number))
        expectClose(found, moved, (at) => 4 * EPSILON * by(product, at))
        const [dProduct, dY] = runDefinition(kernels, tangentGradient, { inputs, attributes, inPlace: gradientInPlace }) as Float32Array[]
        const ofProduct = dTangent.map((value, at) => value * (slopes[at]?.[0] as number))
        expectClose(dProduct as Float32Array, ofProduct, (at) => 4 * EPSILON * by(dTangent, at))
        expect(dY !== undefined).toBe(isBent(activation))
        const ofY = dTangent.map((value, at) => value * (product[at] as number) * (slopes[at]?.[1] as number))
        if (dY) expectClose(dY, ofY, (at) => 8 * EPSILON * by(dTangent, at) * by(product, at))
      }),
      CASES,
    )
  })

  it('[E83] an activation it does not have is refused by name', () => {
    expect(() =>
      contraction.bind(
        kernels.functions,
        [
          [1, 1],
          [1, 1],
        ],
        { activation: 'swish', weight: 1 },
      ),
    ).toThrow(/'swish'; allowed: linear/)
  })
})
