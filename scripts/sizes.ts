// npm run sizes: what the built page weighs, chunk by chunk, and its sums against their limits. Exits 1 over a limit, or where tfjs has
// found its way into what the page's own thread loads. It reads dist/ and builds nothing.

import { readFileSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { PAGE_FOLDER } from './buildPage.ts'
import { compressed, isCompressible } from './compressPage.ts'
import { describeSizes, type PageFile, pageSizes } from './pageSizes.ts'

/** The built page's files, with what each takes on the way. */
export async function readPage(folder: string): Promise<PageFile[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
  const names = paths.map((path) => path.replaceAll('\\', '/')).filter((path) => !isCopy(path))
  return Promise.all(
    names.sort().map(async (path): Promise<PageFile> => {
      const content = await readFile(join(folder, path))
      const sent = isCompressible(path) ? (await compressed(content)).length : content.length
      return { path, bytes: content.length, sent, text: /\.(html|js|css)$/.test(path) ? content.toString('utf8') : '' }
    }),
  )
}

/** Laid beside a file by compressPage.ts. */
function isCopy(path: string): boolean {
  return path.endsWith('.gz') && isCompressible(path.slice(0, -'.gz'.length))
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  try {
    readFileSync(join(PAGE_FOLDER, 'index.html'))
  } catch {
    console.error('There is no built page in dist/: run npm run build first.')
    process.exit(1)
  }
  const sizes = pageSizes(await readPage(PAGE_FOLDER))
  console.log(describeSizes(sizes))
  process.exitCode = Number(sizes.faults.length > 0)
}
