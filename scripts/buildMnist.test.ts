import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { parseManifest } from '../src/engine/data/manifest.ts'
import { sha256Hex } from '../src/engine/data/sha256.ts'
import { ensureMnist, MNIST_FOLDER } from './buildMnist.ts'

describe('ensureMnist', () => {
  let folder = ''

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'hourglass-data-'))
    await cp(MNIST_FOLDER, folder, { recursive: true })
  })

  afterEach(() => rm(folder, { recursive: true }))

  it('[D13] does nothing while every file is there and whole', async () => {
    expect(await ensureMnist(folder)).toBe(false)
  })

  it('[D13] builds again, to the same bytes, when a chunk is altered', { timeout: 120_000 }, async () => {
    const path = join(folder, 'test-01.bin.gz')
    const whole = await readFile(path)
    const altered = Buffer.from(whole)
    altered[1_000] = (altered[1_000] as number) ^ 1
    await writeFile(path, altered)
    await rm(join(folder, 'train-03.bin.gz'))
    expect(await ensureMnist(folder)).toBe(true)
    expect(Buffer.compare(await readFile(path), whole)).toBe(0)
    expect(await ensureMnist(folder)).toBe(false)
  })

  it('[D14] lists 12 chunks of train and 2 of test, each 5,000 pictures and labels, with the checksum of its inflated bytes', async () => {
    const { splits } = parseManifest(await readFile(join(folder, 'manifest.json')))
    expect([splits.train.chunks.length, splits.test.chunks.length]).toEqual([12, 2])
    const [first] = splits.test.chunks
    const bytes = gunzipSync(await readFile(join(folder, first?.file ?? '')))
    expect(bytes.length).toBe(5_000 * 784 + 5_000)
    expect(sha256Hex(bytes)).toBe(first?.sha256)
  })
})
