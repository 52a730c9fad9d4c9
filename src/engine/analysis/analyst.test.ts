import { describe, expect, it } from 'vitest'
import { nodePlatform } from '../../cli/nodePlatform.ts'
import { editSpec } from '../../spec/editSpec.ts'
import { PRESETS } from '../../spec/presets.ts'
import type { RunSpec } from '../../spec/runSpec.ts'
import { Dataset, datasetRequest } from '../data/dataset.ts'
import { pixelOrder } from '../data/pixelOrder.ts'
import type { Platform } from '../platform.ts'
import { DataAnalyst, measureRunBaseline } from './analyst.ts'
import { measureBaseline } from './baseline.ts'
import { fitPca } from './pca.ts'

/** A small question about real digits: 5,000 to fit, 200 to test. */
const SMALL: RunSpec = { ...PRESETS.multilayer.spec, data: { name: 'mnist', train: 5_000, test: 200 } }

describe('DataAnalyst', () => {
  it('[A12] answers with ten digits, however few the run is tested on', async () => {
    const { labels } = await new DataAnalyst(nodePlatform).overview(editSpec(SMALL, 'data.test', 3))
    expect([...labels]).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
  })

  it('[D30] shuffled pixels are shown shuffled, and another question, whose answer is the same but for rounding: PCA knows no neighbours', async () => {
    const analyst = new DataAnalyst(nodePlatform)
    const shuffled = editSpec(SMALL, 'data.shufflePixels', true)
    const [plain, mixed] = [await analyst.overview(SMALL), await analyst.overview(shuffled)]
    const order = pixelOrder(784)
    expect([...mixed.pictures.subarray(784, 2 * 784)]).toEqual(Array.from(order, (pixel) => plain.pictures[784 + pixel]))
    const [before, after] = [await analyst.baseline(SMALL), await analyst.baseline(shuffled)]
    expect(after).not.toBe(before)
    expect(Math.abs(after.pcaMse / before.pcaMse - 1)).toBeLessThan(1e-9)
  })

  it.each([
    ['ring', 1],
    ['moons', 1],
    ['swiss-roll', 2],
  ] as const)('[D32] %s has its baseline: PCA with %i leaves the smallest variances of the points', async (name, units) => {
    const data = { name, train: 500, test: 300 } as const
    const spec: RunSpec = { ...SMALL, data, loss: 'mse', model: { encoder: [], latent: { units, activation: 'linear' } } }
    const analyst = new DataAnalyst(nodePlatform)
    expect((await analyst.overview(spec)).labels).toHaveLength(1_000)
    const dataset = new Dataset(nodePlatform, datasetRequest(spec))
    await dataset.load()
    const { pcaMse, pcaLoss, meanLoss, floor, reconstructions } = await analyst.baseline(spec)
    expect(reconstructions).toHaveLength(1_000 * dataset.train.size)
    expect([pcaLoss, floor]).toEqual([pcaMse, 0])
    expect(pcaMse).toBeGreaterThan(0)
    expect(pcaMse).toBeLessThan(meanLoss)
    // On the points that it was fitted to, the error is the variance left out, to the last digits.
    const { size, variances, ...pca } = fitPca(dataset.train.pixels, 500, dataset.train.size)
    const left = variances.subarray(units).reduce((sum, value) => sum + value, 0) / size
    const onItself = measureBaseline({
      pca: { size, variances, ...pca },
      codeSize: units,
      loss: 'mse',
      test: dataset.train,
      shown: new Float32Array(),
    })
    expect(Math.abs(onItself.pcaMse / left - 1)).toBeLessThan(1e-9)
  })

  it('[A12] fits once for the same data: another code size reads nothing more, the same question computes nothing more', async () => {
    const { platform, reads } = counting()
    const analyst = new DataAnalyst(platform)
    const two = await analyst.baseline(SMALL)
    const filesRead = reads.length
    const eight = await analyst.baseline(editSpec(SMALL, 'model.latent.units', 8))
    expect(reads).toHaveLength(filesRead)
    expect(eight.pcaMse).toBeLessThan(two.pcaMse)
    expect(two.reconstructions).toHaveLength(7840)
    expect(await analyst.baseline(editSpec(SMALL, 'training.learningRate', 0.5))).toBe(two)
  })

  it('[A12] other pictures, another loss and another noise are other questions', async () => {
    const analyst = new DataAnalyst(nodePlatform)
    const plain = await analyst.baseline(SMALL)
    const noisy = await analyst.baseline(editSpec(SMALL, 'corruption', { type: 'gaussian', sigma: 0.5 }))
    const fewer = await analyst.baseline(editSpec(SMALL, 'data.train', 300))
    const mse = await analyst.baseline(editSpec(SMALL, 'loss', 'mse'))
    expect(new Set([plain.pcaMse, noisy.pcaMse, fewer.pcaMse]).size).toBe(3)
    expect(noisy.floor).toBe(plain.floor)
    expect(mse).toMatchObject({ pcaMse: plain.pcaMse, pcaLoss: plain.pcaMse, floor: 0 })
  })

  it('[A13] only the newest of several questions is computed; the others are rejected as superseded', async () => {
    const analyst = new DataAnalyst(nodePlatform)
    const answers = await Promise.allSettled([1, 2, 3, 4].map((units) => analyst.baseline(editSpec(SMALL, 'model.latent.units', units))))
    expect(answers.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected', 'fulfilled'])
    expect(answers[0]).toMatchObject({ reason: { name: 'SupersededError' } })
    expect(answers[3]).toMatchObject({ value: { codeSize: 4 } })
  })

  it('[A13] a newer question about other data is answered by that data', async () => {
    const analyst = new DataAnalyst(nodePlatform)
    const older = analyst.baseline(SMALL)
    const newer = analyst.baseline(editSpec(SMALL, 'data.train', 300))
    await expect(older).rejects.toMatchObject({ name: 'SupersededError' })
    expect(await newer).toEqual(await new DataAnalyst(nodePlatform).baseline(editSpec(SMALL, 'data.train', 300)))
  })

  it('[A14] a file that is missing is named; asked again, it is read anew', async () => {
    let isMissing = true
    const readAsset: Platform['readAsset'] = (path, options) => {
      if (isMissing && path.endsWith('test-00.bin.gz')) return Promise.reject(new Error('404'))
      return nodePlatform.readAsset(path, options)
    }
    const analyst = new DataAnalyst({ ...nodePlatform, readAsset })
    await expect(analyst.baseline(SMALL)).rejects.toMatchObject({ name: 'DataError', problem: { file: 'test-00.bin.gz', reason: 'missing' } })
    isMissing = false
    expect((await analyst.baseline(SMALL)).codeSize).toBe(2)
  })
})

describe('measureRunBaseline', () => {
  it('[A12] gives the terminal the same figures as the page', async () => {
    const spec = editSpec(SMALL, 'corruption', { type: 'gaussian', sigma: [0, 0.6] })
    const dataset = new Dataset(nodePlatform, datasetRequest(spec))
    await dataset.load()
    const { reconstructions: _, ...figures } = measureRunBaseline(spec, dataset)
    expect(await new DataAnalyst(nodePlatform).baseline(spec)).toMatchObject(figures)
  })
})

function counting() {
  const reads: string[] = []
  const readAsset: Platform['readAsset'] = (path, options) => {
    reads.push(path)
    return nodePlatform.readAsset(path, options)
  }
  return { platform: { ...nodePlatform, readAsset } satisfies Platform, reads }
}
