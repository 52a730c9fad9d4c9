// A dataset's folder under public/datasets/: gzipped chunks and the manifest that lists them. Writes them from idx files, checks them,
// and knows no dataset by name. Progress goes to stderr: stdout may be somebody's JSON.

import { createHash } from 'node:crypto'
import { readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import { CHUNK_PICTURES, type Manifest, type ManifestChunk, parseManifest } from '../src/engine/data/manifest.ts'

export type Split = keyof Manifest['splits']
export const SPLITS: readonly Split[] = ['train', 'test']
export const MANIFEST_FILE = 'manifest.json'

/** Bytes before the values in an idx file: magic and counts. */
const IMAGES_HEADER = 16
const LABELS_HEADER = 8

/** The values of a split's idx files. */
export interface SplitBytes {
  readonly images: Buffer
  readonly labels: Buffer
}

/** Unpacked idx files, with their md5. */
export type IdxFiles = Readonly<Record<Split, Record<'images' | 'labels', { readonly file: string; readonly md5: string }>>>

/** Reads both splits with `readUnpacked` and cuts off the headers. Rejects, naming the file, where one is not what its md5 says. */
export async function readIdxFiles(files: IdxFiles, readUnpacked: (file: string) => Promise<Buffer>): Promise<Record<Split, SplitBytes>> {
  const values = async ({ file, md5 }: { file: string; md5: string }, header: number) => {
    const bytes = await readUnpacked(file)
    const found = digest('md5', bytes)
    if (found !== md5) throw new Error(`${file} is another file than it should be: its md5, unpacked, is ${found}, not ${md5}`)
    return bytes.subarray(header)
  }
  const split = async (name: Split) => ({
    images: await values(files[name].images, IMAGES_HEADER),
    labels: await values(files[name].labels, LABELS_HEADER),
  })
  return { train: await split('train'), test: await split('test') }
}

/** Writes chunks `fromChunk` and on of the first `count` pictures: `prefix`-00.bin.gz and so on. */
export async function writeChunks(
  folder: string,
  { images, labels }: SplitBytes,
  { prefix, count, fromChunk = 0 }: { prefix: string; count: number; fromChunk?: number },
): Promise<ManifestChunk[]> {
  const pixels = images.length / labels.length
  const writeOne = async (index: number) => {
    const [from, to] = [index * CHUNK_PICTURES, Math.min((index + 1) * CHUNK_PICTURES, count)]
    const file = `${prefix}-${String(index).padStart(2, '0')}.bin.gz`
    const values = Buffer.concat([images.subarray(from * pixels, to * pixels), labels.subarray(from, to)])
    const chunk = await writeChunk(folder, file, values, to - from)
    say(`  ${file}: pictures ${from + 1} to ${to} of ${count}`)
    return chunk
  }
  const chunks = Math.ceil(count / CHUNK_PICTURES)
  // Together: gzip runs on Node's own threads.
  return Promise.all(Array.from({ length: chunks - fromChunk }, (_, i) => writeOne(fromChunk + i)))
}

/** Checked as it will be when it is read. */
export async function writeManifest(folder: string, file: string, manifest: Manifest): Promise<void> {
  const text = JSON.stringify(manifest, null, 2).replace(/\[\s+(\d+),\s+(\d+),\s+(\d+)\s+\]/, '[$1, $2, $3]')
  parseManifest(Buffer.from(text))
  await writeWhole(join(folder, file), `${text}\n`)
}

export async function readManifestFile(folder: string, file: string): Promise<Manifest> {
  return parseManifest(await readFile(join(folder, file)))
}

/** Why what the manifest lists is not usable, or null. `isCount`: does it list as many as it should? Hashes 11 MB in some 30 ms. */
export async function findFault(folder: string, file: string, isCount: (splits: Manifest['splits']) => boolean): Promise<string | null> {
  try {
    const { splits } = await readManifestFile(folder, file)
    if (!isCount(splits)) return `${file} lists ${splits.train.count} training and ${splits.test.count} test pictures`
    for (const chunk of SPLITS.flatMap((split) => splits[split].chunks)) {
      const bytes = await readFile(join(folder, chunk.file)).catch(() => null)
      if (!bytes) return `${chunk.file} is missing`
      if (digest('sha256', bytes) !== chunk.gzipSha256) return `${chunk.file} is altered`
    }
    return null
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return 'not there yet'
    return error instanceof Error ? error.message : String(error)
  }
}

/** Under its name only once it is whole, since another command may be reading. */
export async function writeWhole(path: string, content: string | Buffer): Promise<void> {
  const unfinished = `${path}.${process.pid}.tmp`
  await writeFile(unfinished, content)
  await rename(unfinished, path)
}

export function digest(algorithm: 'md5' | 'sha256', bytes: Buffer): string {
  return createHash(algorithm).update(bytes).digest('hex')
}

export function say(line: string): void {
  process.stderr.write(`${line}\n`)
}

async function writeChunk(folder: string, file: string, bytes: Buffer, count: number): Promise<ManifestChunk> {
  const gzipped = await promisify(gzip)(bytes, { level: 9 })
  // Node writes no name and no time; the byte left is the operating system's, set to "unknown" (RFC 1952) so that all build the same.
  gzipped[9] = 255
  await writeWhole(join(folder, file), gzipped)
  return {
    file,
    count,
    bytes: gzipped.length,
    gzipSha256: digest('sha256', gzipped),
    inflatedBytes: bytes.length,
    sha256: digest('sha256', bytes),
  }
}
