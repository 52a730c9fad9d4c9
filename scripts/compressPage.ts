// Lays a gzipped copy beside each file of the built page that shrinks by it. The page's own server sends those; a static host that looks
// for such copies does too, others compress by themselves or send the files as they are.

import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'

/** Text and code. Fonts, data and the shipped network are compressed already. */
const COMPRESSIBLE = /\.(html|js|css|svg|json|wasm)$/

/** Is a file of this name sent compressed? */
export function isCompressible(name: string): boolean {
  return COMPRESSIBLE.test(name)
}

/** What a file takes on the way, in bytes. */
export async function compressed(content: Buffer): Promise<Buffer> {
  return promisify(gzip)(content, { level: 9 })
}

/** Compresses all that is in the folder, each file beside itself. */
export async function compressPage(folder: string): Promise<void> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile() && isCompressible(entry.name)).map((entry) => join(entry.parentPath, entry.name))
  await Promise.all(files.map(async (file) => writeFile(`${file}.gz`, await compressed(await readFile(file)))))
}
