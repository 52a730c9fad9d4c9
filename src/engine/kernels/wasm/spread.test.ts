import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
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
import { divergenceOf, LOG_VARIANCE_BOUND } from '../../codeSpread.ts'
import { codeDivergence } from './codeDivergence.ts'
import { codeSample, codeSampleGradient } from './codeSample.ts'

const side = fc.integer({ min: 1, max: 40 })
/** The smallest power that the kernels' e^x comes down to, with room. */
const TINY = 1e-30

/** Float64: [deviation, variance, slope of the log-variance]. */
function gaussianOf(l: number): [number, number, number] {
  const reach = 1 + Math.max(l - LOG_VARIANCE_BOUND, 0)
  const variance = Math.exp(Math.min(l, LOG_VARIANCE_BOUND)) * reach
  return [Math.sqrt(variance), variance, 1 / reach]
}

/** [rows, 2 units] from [rows, units] twice, as the place in `spread` of each picture's unit. */
function places(rows: number, units: number): { mean: number; at: number }[] {
  return Array.from({ length: rows * units }, (_, at) => ({ mean: Math.floor(at / units) * 2 * units + (at % units), at }))
}

describe.each(TESTED_BUILDS)('the kernels of a variational code, %s build', (build) => {
  let kernels: Kernels
  beforeAll(async () => {
    kernels = await loadKernels(build)
  })

  it.each([
    ['beside its inputs', []],
    ['over epsilon', [[0, 1]]],
  ] as const)('[E83] a draw is mean + deviation x epsilon, written %s, and its gradient is that', (_name, inPlace) => {
    fc.assert(
      fc.property(side, side, anySeed, (rows, units, seed) => {
        const [spread, epsilon, dCode] = [2, 1, 1].map((width, i) => randomValues(width * rows * units, seed + i)) as [
          Float32Array,
          Float32Array,
          Float32Array,
        ]
        const inputs = [
          { shape: [rows, 2 * units], values: spread },
          { shape: [rows, units], values: epsilon },
        ]
        const expected = { code: new Float32Array(rows * units), dSpread: new Float32Array(2 * rows * units) }
        const scale = { code: new Float64Array(rows * units), dSpread: new Float64Array(2 * rows * units) }
        for (const { mean, at } of places(rows, units)) {
          const [deviation, , slope] = gaussianOf(spread[mean + units] as number)
          const [m, e, d] = [spread[mean], epsilon[at], dCode[at]] as [number, number, number]
          expected.code[at] = m + deviation * e
          scale.code[at] = Math.abs(m) + Math.abs(deviation * e)
          expected.dSpread[mean] = d
          expected.dSpread[mean + units] = (d * e * deviation * slope) / 2
          scale.dSpread[mean + units] = Math.abs(expected.dSpread[mean + units] as number)
        }
        const [code] = runDefinition(kernels, codeSample, { inputs, inPlace })
        expectClose(code as Float32Array, expected.code, (at) => TINY + 16 * EPSILON * (scale.code[at] as number))
        const [dSpread] = runDefinition(kernels, codeSampleGradient, { inputs: [...inputs, { shape: [rows, units], values: dCode }] })
        expectClose(dSpread as Float32Array, expected.dSpread, (at) => TINY + 16 * EPSILON * (scale.dSpread[at] as number))
      }),
      CASES,
    )
  })

  it.each([
    ['beside its inputs', []],
    ['over the spread', [[1, 0]]],
  ] as const)('[E83] the divergence and its gradient, written %s, are those of the definition', (_name, inPlace) => {
    fc.assert(
      fc.property(side, side, anySeed, (rows, units, seed) => {
        const [spread, [weight = 0]] = [randomValues(2 * rows * units, seed), randomValues(1, seed + 1)]
        const expected = new Float32Array(2 * rows * units)
        const allowed = new Float64Array(2 * rows * units)
        let [sum, size] = [0, 0]
        for (const { mean, at: _ } of places(rows, units)) {
          const [m, l] = [spread[mean], spread[mean + units]] as [number, number]
          const [, variance, slope] = gaussianOf(l)
          sum += divergenceOf(m, l)
          size += 1 + Math.abs(l) + m * m + variance
          expected[mean] = (weight * m) / rows
          expected[mean + units] = (weight * (variance - 1) * slope) / 2 / rows
          allowed[mean] = Math.abs(expected[mean] as number)
          allowed[mean + units] = (Math.abs(weight) * (variance + 1) * slope) / 2 / rows
        }
        const inputs = [
          { shape: [rows, 2 * units], values: spread },
          { shape: [1], values: Float32Array.of(weight) },
        ]
        const [value, gradient] = runDefinition(kernels, codeDivergence, { inputs, inPlace }) as [Float32Array, Float32Array]
        expectClose(value, Float32Array.of((weight * sum) / rows), () => TINY + (16 + units) * EPSILON * size * Math.abs(weight / rows))
        expectClose(gradient, expected, (at) => TINY + 16 * EPSILON * (allowed[at] as number))
      }),
      CASES,
    )
  })

  it('[E83] the prior itself costs nothing and is not pulled, whatever lies behind the last unit', () => {
    for (const units of [1, 2, 3, 5]) {
      const inputs = [
        { shape: [2, 2 * units], values: new Float32Array(4 * units) },
        { shape: [1], values: Float32Array.of(3) },
      ]
      const [value, gradient] = runDefinition(kernels, codeDivergence, { inputs })
      expect(Math.abs((value as Float32Array)[0] as number)).toBe(0)
      expect(gradient?.every((number) => number === 0)).toBe(true)
    }
  })

  it('[E83] a log-variance as large as there is, or as small, gives numbers; NaN gives NaN in its own place', () => {
    const values = Float32Array.of(1, 2, 3, 3e38, -3e38, Number.NaN)
    const spread = { shape: [1, 6], values }
    const ones = { shape: [1, 3], values: Float32Array.of(1, 1, 1) }
    const [code] = runDefinition(kernels, codeSample, { inputs: [spread, ones] }) as [Float32Array]
    expect(Array.from(code, Number.isFinite)).toEqual([true, true, false])
    expect(code[1]).toBe(2)
    const [dSpread] = runDefinition(kernels, codeSampleGradient, { inputs: [spread, ones, ones] }) as [Float32Array]
    expect(Array.from(dSpread, Number.isNaN)).toEqual([false, false, false, false, false, true])
    const [value, gradient] = runDefinition(kernels, codeDivergence, { inputs: [spread, { shape: [1], values: Float32Array.of(1) }] })
    expect((value as Float32Array)[0]).toBeNaN()
    expect(Array.from(gradient as Float32Array, Number.isNaN)).toEqual([false, false, false, false, false, true])
  })
})
