import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { gunzipSync } from 'node:zlib'
import { beforeAll, describe, expect, it } from 'vitest'
import { overviewOf } from '../src/engine/analysis/overview.ts'
import { gatherPictures } from '../src/engine/data/gather.ts'
import { encodeWith } from '../src/engine/forward.ts'
import { measureNetwork } from '../src/engine/shipped/measureNetwork.ts'
import { decodeShipped } from '../src/engine/shipped/shippedFile.ts'
import { DATASETS } from '../src/spec/datasets.ts'
import { DEFAULT_PRESET, PRESETS } from '../src/spec/presets.ts'
import { readDigits } from '../src/testing/digits.ts'

const FILE = fileURLToPath(new URL(`../public/checkpoint/${DEFAULT_PRESET}.bin.gz`, import.meta.url))
const FILE_MAX_BYTES = 300_000
/** The same pass over the same weights: only the order of float64 sums could differ. */
const SAME_FIGURE = 1e-6

const packed = readFileSync(FILE)
const { header, weights, codes, labels, overview } = decodeShipped(gunzipSync(packed))
const { spec } = PRESETS[DEFAULT_PRESET]

describe('the network that ships with the page', () => {
  let digits: Awaited<ReturnType<typeof readDigits>>
  beforeAll(async () => {
    digits = await readDigits(spec)
  })

  it('[P52] was trained with the recipe of the preset that the page opens on, as it is today', () => {
    expect(header.spec).toEqual(spec)
    expect(header.samplesSeen).toBe(100_000)
  })

  it('[P52] has the loss that its header says, in 8-bit weights, on all test digits', () => {
    const figures = measureNetwork(weights, spec.loss, digits.test)
    expect(header.testSamples).toBe(10_000)
    expect(Math.abs(figures.loss - header.testLoss)).toBeLessThan(SAME_FIGURE)
    expect(Math.abs(figures.mse - header.testMse)).toBeLessThan(SAME_FIGURE)
  })

  it('[P52] rebuilds better than 0.9 x PCA, and loses next to nothing by its 8 bits', () => {
    expect(header.testMse).toBeLessThan(0.9 * header.baseline.pcaMse)
    expect(header.testLoss / header.trained.testLoss).toBeLessThan(1.001)
  })

  it('[P52] brings the codes of the first test digits, their labels, and the first digit of each class', () => {
    expect(labels).toEqual(digits.test.labels.slice(0, labels.length))
    expect(overview).toEqual(overviewOf(digits.test, DATASETS.mnist))
    for (const index of [0, 7, labels.length - 1]) {
      const code = encodeWith(weights, gatherPictures(digits.test, [index]))
      code.forEach((value, j) => {
        expect(codes[index * code.length + j]).toBeCloseTo(value, 2)
      })
    }
  })

  it('is small, and names no machine and no time', () => {
    expect(packed.length).toBeLessThan(FILE_MAX_BYTES)
    expect(header.builtBy).toMatch(/^npm run checkpoint, hourglass [\d.]+, wasm, simd kernels$/)
    expect([...packed.subarray(4, 8), packed[9]]).toEqual([0, 0, 0, 0, 255])
  })
})
