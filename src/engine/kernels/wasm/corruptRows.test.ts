import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Corruption } from '../../../spec/runSpec.ts'
import { anySeed, CASES, expectEqual, type Kernels, loadKernels, randomValues, runGuarded, TESTED_BUILDS } from '../../../testing/kernels.ts'
import { corruptBatch } from '../../objectives/corruption.ts'
import { normalQuantile } from '../../random.ts'
import { corruptRows } from './corruptRows.ts'

type Noise = Parameters<typeof corruptRows>[2]

const WORDS = 2 ** 32
/** The numbers on both sides of where the quantile's middle ends, |(u + 0.5) / 2^32 - 0.5| = 0.425. */
const MIDDLE_BEGINS = Math.ceil(0.075 * WORDS - 0.5)
const MIDDLE_ENDS = Math.floor(0.925 * WORDS - 0.5)

const anySigma = fc.oneof(
  fc.double({ min: 0, max: 2, noNaN: true }),
  fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 1, max: 2, noNaN: true })),
)
const anyRate = fc.oneof(
  fc.double({ min: 0, max: 1, noNaN: true }),
  fc.tuple(fc.double({ min: 0, max: 0.5, noNaN: true }), fc.double({ min: 0.5, max: 1, noNaN: true })),
)
const anyCorruption: fc.Arbitrary<Corruption> = fc.oneof(
  fc.record({ type: fc.constant('gaussian' as const), sigma: anySigma }),
  fc.record({ type: fc.constantFrom('salt-and-pepper' as const, 'masking' as const), rate: anyRate }),
)
const anyRange = fc.constantFrom([0, 1] as const, [-3, 3] as const, [-0.25, 0.75] as const)
/** Now and then a picture beyond the stretch that is drawn at once. */
const anySize = fc.oneof(
  { weight: 7, arbitrary: fc.integer({ min: 1, max: 70 }) },
  { weight: 1, arbitrary: fc.integer({ min: 700, max: 800 }) },
  { weight: 2, arbitrary: fc.integer({ min: 1_015, max: 1_035 }) },
  { weight: 1, arbitrary: fc.integer({ min: 2_040, max: 2_060 }) },
)

describe.each(TESTED_BUILDS)('corruptRows, %s build', (build) => {
  let kernels: Kernels
  beforeAll(async () => {
    kernels = await loadKernels(build)
  })

  function noised(clean: Float32Array, size: number, noise: Noise): Float32Array {
    const noisy = new Float32Array(clean.length)
    const arrays = [
      { values: clean, mayChange: false },
      { values: noisy, mayChange: true },
    ]
    runGuarded(kernels.heap, arrays, ([from = 0, to = 0]) => {
      corruptRows(kernels.functions, { clean: from, noisy: to, rows: clean.length / size, size }, noise)
    })
    return noisy
  }

  function noisedInPlace(clean: Float32Array, size: number, noise: Noise): Float32Array {
    const values = clean.slice()
    runGuarded(kernels.heap, [{ values, mayChange: true }], ([at = 0]) => {
      corruptRows(kernels.functions, { clean: at, noisy: at, rows: clean.length / size, size }, noise)
    })
    return values
  }

  function corrupted(clean: Float32Array, size: number, { corruption, ...from }: Noise): Float32Array {
    const rows = clean.slice()
    corruptBatch(rows, size, corruption, from)
    return rows
  }

  it.each([
    ['beside the clean rows', noised],
    ['over them', noisedInPlace],
  ] as const)('[E57] is the noise of the TypeScript version, to the bit, written %s', (_name, make) => {
    fc.assert(
      fc.property(
        anySize,
        fc.integer({ min: 1, max: 12 }),
        anyCorruption,
        anyRange,
        anySeed,
        anySeed,
        (size, rows, corruption, range, seed, step) => {
          const clean = randomValues(rows * size, seed)
          const noise = { corruption, seed: seed * 2, step, range }
          expectEqual(make(clean, size, noise), corrupted(clean, size, noise))
        },
      ),
      CASES,
    )
  })

  it('[E57] a batch of digits, a hundred thousand numbers, to the bit', () => {
    const clean = Float32Array.from({ length: 128 * 784 }, (_, i) => (i % 256) / 255)
    const kinds: Corruption[] = [
      { type: 'gaussian', sigma: 0.5 },
      { type: 'gaussian', sigma: [0, 0.6] },
      { type: 'salt-and-pepper', rate: 0.3 },
      { type: 'masking', rate: [0, 1] },
    ]
    for (const corruption of kinds) {
      const noise = { corruption, seed: 2 ** 32 - 1, step: 123, range: [0, 1] as const }
      expectEqual(noised(clean, 784, noise), corrupted(clean, 784, noise))
    }
  })

  it('[E33] a NaN stays where it is', () => {
    const clean = new Float32Array(2 * 7).fill(0.5)
    clean[9] = Number.NaN
    const found = noised(clean, 7, { corruption: { type: 'gaussian', sigma: 0.1 }, seed: 1, step: 2, range: [0, 1] })
    expect(Array.from(found, Number.isNaN)).toEqual(Array.from({ length: 14 }, (_, i) => i === 9))
  })

  function quantiles(numbers: readonly number[]): Float64Array {
    const z = new Uint8Array(8 * numbers.length)
    const arrays = [
      { values: Int32Array.from(numbers, (u) => u | 0), mayChange: false },
      { values: z, mayChange: true },
    ]
    runGuarded(kernels.heap, arrays, ([from = 0, to = 0]) => kernels.functions.normalQuantiles(from, to, numbers.length))
    return new Float64Array(z.buffer)
  }

  function expectQuantiles(numbers: readonly number[]): void {
    quantiles(numbers).forEach((z, i) => {
      const expected = normalQuantile(((numbers[i] as number) + 0.5) / WORDS)
      if (!Object.is(z, expected)) throw new Error(`the quantile of ${numbers[i]} is ${z}, should be ${expected}`)
    })
  }

  it('[E57] the ends, the middle and where the formulas change', () => {
    const near = (u: number) => [u - 2, u - 1, u, u + 1]
    expectQuantiles([0, 1, 2, 3, WORDS - 4, WORDS - 3, WORDS - 2, WORDS - 1, ...near(WORDS / 2), ...near(MIDDLE_BEGINS), ...near(MIDDLE_ENDS + 1)])
    // Wherever the logarithm's argument passes a power of two, or its square root.
    for (let power = 2; power <= 28; power++) {
      for (const u of [2 ** power, Math.floor(2 ** power * Math.SQRT1_2)]) expectQuantiles([...near(u), ...near(WORDS - u)])
    }
  })

  it('[E57] any number, all outside the middle included', () => {
    const anyNumber = fc.oneof(fc.integer({ min: 0, max: WORDS - 1 }), fc.integer({ min: 0, max: MIDDLE_BEGINS }))
    fc.assert(
      fc.property(fc.array(anyNumber, { minLength: 1, maxLength: 256 }), (numbers) => {
        expectQuantiles([...numbers, ...new Array(-numbers.length & 3).fill(7)])
      }),
      CASES,
    )
  })
})
