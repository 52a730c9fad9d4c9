import { createHash } from 'node:crypto'
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { parseManifest } from '../src/engine/data/manifest.ts'
import { buildFashion, ensureFashion, FASHION_FOLDER, type FashionSource, FIRST_FILE } from './buildFashion.ts'
import { MANIFEST_FILE } from './datasetFolder.ts'
import { withFashionFiles } from './fashionPackage.ts'

const PIXELS = 784
const COMMITTED = [FIRST_FILE, 'train-00.bin.gz', 'train-01.bin.gz', 'test-00.bin.gz']

/** Idx files of pictures whose first pixels count them, and the recipe that builds them. */
async function writeSource(folder: string): Promise<FashionSource> {
  const write = async (file: string, bytes: Buffer) => {
    await writeFile(join(folder, `${file}.gz`), gzipSync(bytes, { level: 1 }))
    return { file, md5: createHash('md5').update(bytes).digest('hex') }
  }
  const split = async (prefix: string, count: number) => {
    const images = Buffer.alloc(16 + count * PIXELS)
    const labels = Buffer.alloc(8 + count)
    for (let i = 0; i < count; i++) {
      images.writeUInt16LE(i, 16 + i * PIXELS)
      labels[8 + i] = i % 10
    }
    return { images: await write(`${prefix}-images`, images), labels: await write(`${prefix}-labels`, labels) }
  }
  return {
    files: { train: await split('train', 11_000), test: await split('t', 6_000) },
    all: { train: 11_000, test: 6_000 },
    first: { train: 5_000, test: 2_000 },
  }
}

async function countsIn(folder: string, file = MANIFEST_FILE): Promise<number[]> {
  const { splits } = parseManifest(await readFile(join(folder, file)))
  return [splits.train, splits.test].flatMap(({ count, chunks }) => [count, ...chunks.map((chunk) => chunk.count)])
}

describe('the Fashion-MNIST that is committed', () => {
  it('[D19] is the first 10,000 and 2,000 pictures in order, each class about as often, with its licence', async () => {
    expect(await countsIn(FASHION_FOLDER, FIRST_FILE)).toEqual([10_000, 5_000, 5_000, 2_000, 2_000])
    const { splits, licence } = parseManifest(await readFile(join(FASHION_FOLDER, FIRST_FILE)))
    const chunks = [...splits.train.chunks, ...splits.test.chunks]
    for (const { file, sha256, count } of chunks) {
      const bytes = gunzipSync(await readFile(join(FASHION_FOLDER, file)))
      expect(createHash('sha256').update(bytes).digest('hex')).toBe(sha256)
      expect(bytes.length).toBe(count * (PIXELS + 1))
      const perClass = Array.from({ length: 10 }, (_, label) => bytes.subarray(count * PIXELS).filter((found) => found === label).length)
      for (const many of perClass) expect(Math.abs(many / (count / 10) - 1)).toBeLessThan(0.15)
    }
    const first = gunzipSync(await readFile(join(FASHION_FOLDER, 'train-00.bin.gz')))
    expect([...first.subarray(5_000 * PIXELS, 5_000 * PIXELS + 10)]).toEqual([9, 0, 0, 3, 0, 2, 7, 2, 5, 5])
    expect(licence).toBe('MIT')
    expect(await readFile(join(FASHION_FOLDER, 'LICENSE'), 'utf8')).toContain('Zalando SE')
  })
})

describe('building Fashion-MNIST', () => {
  let root = ''
  let folder = ''
  let source: FashionSource

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'hourglass-fashion-test-'))
    folder = join(root, 'built')
    await mkdir(folder)
    source = await writeSource(root)
  })

  afterEach(() => rm(root, { recursive: true }))

  it('[D21] without a package at hand the manifest lists what is committed, and is left alone while it is whole', async () => {
    for (const file of COMMITTED) await cp(join(FASHION_FOLDER, file), join(folder, file))
    await ensureFashion(folder)
    expect(await countsIn(folder)).toEqual([10_000, 5_000, 5_000, 2_000, 2_000])
    const made = await readFile(join(folder, MANIFEST_FILE))
    await ensureFashion(folder)
    expect(await readFile(join(folder, MANIFEST_FILE))).toEqual(made)
  })

  it('[D22] all of it is built beside what is committed, which stays as it is, and lists every picture once, in order', async () => {
    await buildFashion({ folder, from: root, source })
    const first = await readFile(join(folder, 'train-00.bin.gz'))
    await rm(join(folder, MANIFEST_FILE))
    // As a clone has it: another zlib packed it, to other bytes of the same pictures.
    const repacked = gzipSync(gunzipSync(first), { level: 1 })
    await writeFile(join(folder, 'train-00.bin.gz'), repacked)
    const manifest = JSON.parse(await readFile(join(folder, FIRST_FILE), 'utf8'))
    Object.assign(manifest.splits.train.chunks[0], { bytes: repacked.length, gzipSha256: createHash('sha256').update(repacked).digest('hex') })
    await writeFile(join(folder, FIRST_FILE), JSON.stringify(manifest))
    await buildFashion({ folder, from: root, source })
    expect(await readFile(join(folder, 'train-00.bin.gz'))).toEqual(repacked)
    expect(await countsIn(folder)).toEqual([11_000, 5_000, 5_000, 1_000, 6_000, 5_000, 1_000])
    const { splits } = parseManifest(await readFile(join(folder, MANIFEST_FILE)))
    for (const { chunks } of [splits.train, splits.test]) {
      let expected = 0
      for (const { file, count } of chunks) {
        const bytes = gunzipSync(await readFile(join(folder, file)))
        for (let i = 0; i < count; i++, expected++) {
          if (bytes.readUInt16LE(i * PIXELS) !== expected || bytes[count * PIXELS + i] !== expected % 10) throw new Error(`${file}: picture ${i}`)
        }
      }
    }
  })

  it('[D21] a further chunk that is damaged costs the further pictures alone, until they are built again', async () => {
    await buildFashion({ folder, from: root, source })
    await ensureFashion(folder)
    expect((await countsIn(folder))[0]).toBe(11_000)
    await writeFile(join(folder, 'train-02.bin.gz'), 'damaged')
    await ensureFashion(folder)
    expect(await countsIn(folder)).toEqual([5_000, 5_000, 2_000, 2_000])
    await buildFashion({ folder, from: root, source })
    expect((await countsIn(folder))[0]).toBe(11_000)
  })

  it('[D22] other files than the ones that are meant are refused by name, with both checksums, and nothing is written', async () => {
    await writeFile(join(root, 't-labels.gz'), gzipSync(Buffer.from('npm has other data under this name')))
    const building = buildFashion({ folder, from: root, source })
    await expect(building).rejects.toThrow(new RegExp(`t-labels is another file.*[0-9a-f]{32}, not ${source.files.test.labels.md5}`))
    await expect(readFile(join(folder, MANIFEST_FILE))).rejects.toThrow()
  })

  it('[D23] where the package can’t be fetched, the message says so and what can be done', async () => {
    const { PATH } = process.env
    process.env.PATH = root
    const fetching = withFashionFiles(undefined, async () => 'fetched', join(root, 'not-installed'))
    await expect(fetching).rejects.toThrow(
      /can't be fetched here: this system has no apt-get.*\n.*apt-get install dataset-fashion-mnist.*\n.*--from FOLDER/,
    )
    process.env.PATH = PATH
  })
})
