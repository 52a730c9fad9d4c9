import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fromWhole, kernelFromBytes, kernelToBytes, toWhole } from './quantise.ts'

/** Float32 rounds what is multiplied back. */
const FLOAT_ROUNDING = 1 + 1e-5

const kernels = fc.tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 12 })).chain(([inputs, units]) =>
  fc.record({
    units: fc.constant(units),
    kernel: fc
      .array(fc.float({ noNaN: true, min: -100, max: 100 }), { minLength: inputs * units, maxLength: inputs * units })
      .map((values) => Float32Array.from(values, (value) => (Math.abs(value) < 1e-20 ? 0 : value))),
  }),
)

describe('kernelToBytes', () => {
  it('[P50] loses at most half a step of the row’s scale', () => {
    fc.assert(
      fc.property(kernels, ({ kernel, units }) => {
        const stored = kernelToBytes(kernel, units)
        const back = kernelFromBytes(stored)
        for (let i = 0; i < kernel.length; i++) {
          const scale = stored.scales[Math.floor(i / units)] as number
          const lost = Math.abs((back[i] as number) - (kernel[i] as number))
          if (lost > (scale / 2) * FLOAT_ROUNDING + 1e-30) return false
        }
        return true
      }),
    )
  })

  it('gives each row a scale of its own: a row of small weights keeps them beside one of large ones', () => {
    const kernel = Float32Array.of(100, -50, 0.001, 0.0005)
    const back = kernelFromBytes(kernelToBytes(kernel, 2))
    expect(back[2]).toBeCloseTo(0.001, 8)
    expect(back[3]).toBeCloseTo(0.0005, 5)
  })

  it('keeps a row of zeros', () => {
    expect([...kernelFromBytes(kernelToBytes(new Float32Array(6), 3))]).toEqual([0, 0, 0, 0, 0, 0])
  })
})

describe('toWhole', () => {
  it('comes back within half a step of the stretch, both ends exactly', () => {
    const values = Float32Array.of(-3.5, 0, 0.1, 7.25)
    const { whole, stretch } = toWhole(values, 65_535)
    const back = fromWhole(whole, 65_535, stretch)
    expect(back[0]).toBe(-3.5)
    expect(back[3]).toBe(7.25)
    for (let i = 0; i < values.length; i++) expect(Math.abs((back[i] as number) - (values[i] as number))).toBeLessThanOrEqual(10.75 / 65_535)
  })

  it('takes values that are all the same', () => {
    const { whole, stretch } = toWhole(Float32Array.of(2, 2), 255)
    expect([...fromWhole(whole, 255, stretch)]).toEqual([2, 2])
  })
})
