// Fashion-MNIST in public/datasets/fashion-mnist/. The first 10,000 training and 2,000 test pictures are committed, listed in first.json;
// a command builds the others beside them. manifest.json, which is what the engine reads, lists what is there: it is made, not committed.

import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import { CHUNK_PICTURES, type Manifest } from '../src/engine/data/manifest.ts'
import {
  digest,
  findFault,
  type IdxFiles,
  MANIFEST_FILE,
  readIdxFiles,
  readManifestFile,
  type Split,
  type SplitBytes,
  say,
  writeChunks,
  writeManifest,
  writeWhole,
} from './datasetFolder.ts'
import { withFashionFiles } from './fashionPackage.ts'

/** Where the data lies. */
export const FASHION_FOLDER = fileURLToPath(new URL('../public/datasets/fashion-mnist/', import.meta.url))

/** Lists what is committed. */
export const FIRST_FILE = 'first.json'

export interface FashionSource {
  readonly files: IdxFiles
  /** Pictures there are, and those of them that are committed: whole chunks of train. */
  readonly all: Readonly<Record<Split, number>>
  readonly first: Readonly<Record<Split, number>>
}

/** md5 of the unpacked files of Debian's dataset-fashion-mnist 0.0~git20200523.55506a9-1. */
const SOURCE: FashionSource = {
  files: {
    train: {
      images: { file: 'train-images-idx3-ubyte', md5: 'f4a8712d7a061bf5bd6d2ca38dc4d50a' },
      labels: { file: 'train-labels-idx1-ubyte', md5: '9018921c3c673c538a1fc5bad174d6f9' },
    },
    test: {
      images: { file: 't10k-images-idx3-ubyte', md5: '8181f5470baa50b63fa0f6fddb340f0a' },
      labels: { file: 't10k-labels-idx1-ubyte', md5: '15d484375f8d13e6eb1aabb0c3f46965' },
    },
  },
  all: { train: 60_000, test: 10_000 },
  first: { train: 10_000, test: 2_000 },
}

const FACTS: Omit<Manifest, 'splits'> = {
  format: 1,
  name: 'fashion-mnist',
  title: 'Fashion-MNIST',
  shape: [28, 28, 1],
  source: "The idx files of Debian's package dataset-fashion-mnist, unchanged: https://github.com/zalandoresearch/fashion-mnist",
  licence: 'MIT',
  credit:
    'Copyright 2017 Zalando SE: Han Xiao, Kashif Rasul, Roland Vollgraf, "Fashion-MNIST: a Novel Image Dataset for Benchmarking Machine Learning Algorithms"',
}

/** What has been built stays; where nothing has, or it is damaged, the manifest lists the committed pictures. Quick: it reads and hashes what is there. */
export async function ensureFashion(folder = FASHION_FOLDER): Promise<void> {
  const fault = await findFault(folder, MANIFEST_FILE, () => true)
  if (!fault) return
  const fatal = await findFault(folder, FIRST_FILE, () => true)
  if (fatal) {
    say(`Fashion-MNIST can't be used (${fatal}). It is part of the repository: git restore ${folder}`)
    return
  }
  if (fault !== 'not there yet')
    say(`Fashion-MNIST beyond the first pictures can't be used (${fault}); npm run data -- --fashion-mnist builds it again.`)
  await writeWhole(join(folder, MANIFEST_FILE), await readFile(join(folder, FIRST_FILE)))
}

export interface FashionBuild {
  readonly folder?: string
  /** A folder of the four gzipped idx files; absent: they come out of the Debian package. */
  readonly from?: string
  readonly source?: FashionSource
}

/** Builds all of it, unless it is there. Rejects where the source files can't be had or are others. */
export async function buildFashion({ folder = FASHION_FOLDER, from, source = SOURCE }: FashionBuild): Promise<void> {
  const { all } = source
  const fault = await findFault(folder, MANIFEST_FILE, ({ train, test }) => train.count === all.train && test.count === all.test)
  if (!fault) {
    say('Fashion-MNIST: all of it is there.')
    return
  }
  const bytes = await withFashionFiles(from, (files) =>
    readIdxFiles(source.files, async (file) => promisify(gunzip)(await readFile(join(files, `${file}.gz`)))),
  )
  say(`Building ${all.train} + ${all.test} pictures of Fashion-MNIST ...`)
  const first = (await readFirst(folder, bytes, source)) ?? (await buildFirst(folder, bytes, source))
  const fromChunk = first.splits.train.chunks.length
  const rest = await writeChunks(folder, bytes.train, { prefix: 'train', count: all.train, fromChunk })
  const test = await writeChunks(folder, bytes.test, { prefix: 'test-full', count: all.test })
  const splits = { train: { count: all.train, chunks: [...first.splits.train.chunks, ...rest] }, test: { count: all.test, chunks: test } }
  await writeManifest(folder, MANIFEST_FILE, { ...FACTS, splits })
  say(`Fashion-MNIST ready: data.train up to ${all.train}, data.test up to ${all.test}.`)
}

/** The manifest of the committed pictures, where they are whole and the very first of the source; else null. */
async function readFirst(folder: string, bytes: Record<Split, SplitBytes>, { first }: FashionSource): Promise<Manifest | null> {
  if (await findFault(folder, FIRST_FILE, ({ train, test }) => train.count === first.train && test.count === first.test)) return null
  const manifest = await readManifestFile(folder, FIRST_FILE)
  const [chunk] = manifest.splits.train.chunks
  const pixels = bytes.train.images.length / bytes.train.labels.length
  const expected = Buffer.concat([bytes.train.images.subarray(0, CHUNK_PICTURES * pixels), bytes.train.labels.subarray(0, CHUNK_PICTURES)])
  return chunk?.sha256 === digest('sha256', expected) ? manifest : null
}

/** What is committed. It is built once; here again only where it is missing or damaged. */
async function buildFirst(folder: string, { train, test }: Record<Split, SplitBytes>, { first }: FashionSource): Promise<Manifest> {
  const splits = {
    train: { count: first.train, chunks: await writeChunks(folder, train, { prefix: 'train', count: first.train }) },
    test: { count: first.test, chunks: await writeChunks(folder, test, { prefix: 'test', count: first.test }) },
  }
  const manifest = { ...FACTS, splits }
  await writeManifest(folder, FIRST_FILE, manifest)
  return manifest
}
