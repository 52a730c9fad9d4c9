// Random numbers that webgl draws for a step, over random shapes and seeds, against TypeScript's.

import fc from 'fast-check'
import { directionFeed } from '../src/engine/objectives/contractive.ts'
import { corruptBatch } from '../src/engine/objectives/corruption.ts'
import type { Feed } from '../src/engine/objectives/feeds.ts'
import { epsilonFeed } from '../src/engine/objectives/variational.ts'
import { RandomStream } from '../src/engine/random.ts'
import type { Noise } from '../src/engine/steps/batch.ts'
import { noiseKernel } from '../src/engine/steps/noiseKernel.ts'
import type { Corruption } from '../src/spec/runSpec.ts'
import { anySeed, CASES, EPSILON, expectWithin, onGpu, randomValues } from './fixtures/gpuKernels.ts'
import { expect, test } from './fixtures/test.ts'

/** A software GPU compiles each shader at its first use. */
const COMPILE_MAX_MS = 120_000
/** From a random number to a rate that a double tells from it. */
const CLOSEST = 2 ** -53
const CLOSE = 2 ** -40

test.beforeEach(({ watch }) => {
  test.setTimeout(COMPILE_MAX_MS)
  watch.expectComplaints(/GL Driver Message|GPU stall|swiftshader/i)
})

const anyWord = fc.integer({ min: 0, max: 2 ** 32 - 1 })
const anyRange = fc.constantFrom([0, 1] as const, [-3, 3] as const, [-0.25, 0.75] as const, [-100, 100] as const)
const anyRows = fc.tuple(fc.integer({ min: 1, max: 12 }), fc.oneof(fc.integer({ min: 1, max: 70 }), fc.integer({ min: 700, max: 800 })))
const anyShare = fc.double({ min: 0, max: 1, noNaN: true })
const anySigma = fc.oneof(fc.double({ min: 0, max: 2, noNaN: true }), fc.tuple(anyShare, fc.double({ min: 1, max: 2, noNaN: true })))
const anyRate = fc.oneof(
  anyShare,
  fc.tuple(anyShare, anyShare).map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const),
)

interface NoiseCase extends Noise {
  readonly shape: readonly [number, number]
  readonly clean: Float32Array
}

type Shape = NoiseCase['shape']

function noiseCase(shape: Shape, corruption: Corruption, from: Omit<Noise, 'corruption'>): NoiseCase {
  return { shape, clean: Float32Array.from(randomValues(shape, from.step)).map(Math.abs), corruption, ...from }
}

function callOf({ shape, clean, ...noise }: NoiseCase) {
  const { kernel, attributes } = noiseKernel(noise)
  return { name: kernel, inputs: { clean: { shape: [...shape], values: [...clean] } }, attributes: { ...attributes } }
}

function inTypeScript({ shape, clean, corruption, ...from }: NoiseCase): Float32Array {
  const noisy = clean.slice()
  corruptBatch(noisy, shape[1], corruption, from)
  return noisy
}

test('[E58] Gaussian noise on webgl is that of TypeScript: the same random numbers, in single precision', async ({ page }) => {
  const digits = noiseCase([128, 784], { type: 'gaussian', sigma: [0, 0.6] }, { range: [0, 1], seed: 2 ** 32 - 1, step: 123 })
  const random = fc
    .sample(fc.tuple(anyRows, anySigma, anyRange, anyWord, anySeed), CASES)
    .map(([shape, sigma, range, seed, step]) => noiseCase(shape, { type: 'gaussian', sigma }, { range, seed, step }))
  const cases = [digits, ...random]
  const found = await onGpu(page, cases.map(callOf))
  cases.forEach((noise, i) => {
    const { strongest } = noiseKernel(noise).attributes
    // A quantile is at most 6.3 and good to some twenty roundings.
    const room = EPSILON + strongest * 6.3 * 20 * (EPSILON / 2)
    expectWithin(found[i]?.outputs[0]?.values as number[], inTypeScript(noise), () => room, `noise on ${noise.shape}, case ${i}`)
  })
})

/** Rates that the first pixel's number meets, or misses by less than a float can tell. */
function closeRates({ seed, step }: Pick<Noise, 'seed' | 'step'>): (number | [number, number])[] {
  const stream = new RandomStream(seed, 'corruption', step)
  const [first, second] = [stream.uniform(), stream.uniform()]
  const single = [0, CLOSEST, -CLOSEST].flatMap((gap) => [first + gap, 2 * (first + gap)])
  // Where a strength is drawn, it takes the first number. A span of 0.3 makes it a rounded one: the closest are then anybody's.
  const pairs = [
    { span: 0.25, gaps: [0, CLOSEST, -CLOSEST] },
    { span: 0.3, gaps: [CLOSE, -CLOSE] },
  ].flatMap(({ span, gaps }) =>
    gaps.map((gap): [number, number] => {
      const low = second - span * first + gap
      return [low, low + span]
    }),
  )
  return [...single.filter((rate) => rate <= 1), ...pairs.filter(([low, high]) => low >= 0 && high <= 1)]
}

for (const type of ['salt-and-pepper', 'masking'] as const) {
  test(`[E58] ${type} noise on webgl is that of TypeScript to the bit, next to the rate too`, async ({ page }) => {
    const from = { range: [-0.25, 0.75], seed: 5, step: 78 } as const
    const close = closeRates(from)
    const named = [0, 1, 0.5, [0, 1], [0, 0], [1, 1], [0.2, 0.2]] as (number | [number, number])[]
    const digits = noiseCase([128, 784], { type, rate: [0, 0.6] }, { range: [0, 1], seed: 2 ** 32 - 1, step: 123 })
    const random = fc
      .sample(fc.tuple(anyRows, anyRate, anyRange, anyWord, anySeed), CASES)
      .map(([shape, rate, range, seed, step]) => noiseCase(shape, { type, rate: typeof rate === 'number' ? rate : [...rate] }, { range, seed, step }))
    const cases = [digits, ...[...named, ...close].map((rate) => noiseCase([3, 7], { type, rate }, from)), ...random]
    const found = await onGpu(page, cases.map(callOf))
    expect(close).toHaveLength(11)
    cases.forEach((noise, i) => {
      const { corruption, shape } = noise
      expectWithin(found[i]?.outputs[0]?.values as number[], inTypeScript(noise), () => 0, `${JSON.stringify(corruption)} on ${shape}, case ${i}`)
    })
  })
}

test('[E58] a NaN under salt and pepper stays where it is on webgl', async ({ page }) => {
  const noise = noiseCase([4, 101], { type: 'salt-and-pepper', rate: 0.4 }, { range: [0, 1], seed: 1, step: 2 })
  noise.clean.fill(Number.NaN, 50, 250)
  const [found] = await onGpu(page, [callOf(noise)])
  expect(found?.outputs[0]?.values).toEqual([...inTypeScript(noise)])
})

/** What a feed holds, of TypeScript and as a call of its kernel. */
function feedCase(feed: Feed, rows: number, { seed, step }: { seed: number; step: number }) {
  const shape = feed.shape(rows)
  const numbers = new Float32Array(shape.reduce((size, side) => size * side, 1))
  feed.fill(numbers, { seed, step, epoch: 0 })
  const { kernel, purpose } = feed.drawn as NonNullable<Feed['drawn']>
  return { shape, numbers, call: { name: kernel, inputs: {}, attributes: { shape, purpose, seed, step } } }
}

for (const { what, feedOf, room } of [
  { what: "a variational code's epsilon, in single precision,", feedOf: epsilonFeed, room: 6.3 * 20 * (EPSILON / 2) },
  { what: "a contractive penalty's direction, to the bit,", feedOf: directionFeed, room: 0 },
]) {
  test(`[E58] ${what} is on webgl that of TypeScript`, async ({ page }) => {
    const large = feedCase(feedOf(784), 128, { seed: 2 ** 32 - 1, step: 123 })
    const random = fc
      .sample(fc.tuple(anyRows, anyWord, anySeed), CASES)
      .map(([[rows, units], seed, step]) => feedCase(feedOf(units), rows, { seed, step }))
    const cases = [large, ...random]
    const found = await onGpu(
      page,
      cases.map(({ call }) => call),
    )
    cases.forEach(({ shape, numbers }, i) => {
      expect(found[i]?.outputs[0]?.shape).toEqual(shape)
      expectWithin(found[i]?.outputs[0]?.values as number[], numbers, () => room, `${what} ${shape}, case ${i}`)
    })
  })
}
