// Builds the page into dist/, data and kernels first. As a command it always builds; ensurePage() only when something has changed since.

import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { build } from 'vite'
import { ensureData } from './buildData.ts'
import { ensureKernels } from './buildKernels.ts'
import { compressPage } from './compressPage.ts'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
/** What was built last: the fingerprint of its inputs. */
const BUILT_FILE = join(ROOT, '.cache/page-built')
const INPUTS = ['src', 'public', 'index.html', 'package.json', 'package-lock.json', 'vite.config.ts']

/** Where the built page lies. */
export const PAGE_FOLDER = join(ROOT, 'dist')

/** Builds data, kernels and page where they are missing or older than what they are made of. */
export async function ensurePage(): Promise<void> {
  await ensureData()
  await ensureKernels()
  if (existsSync(join(PAGE_FOLDER, 'index.html')) && (await lastBuilt()) === (await fingerprint())) return
  await buildPage()
}

/** Builds data and kernels where they are missing, and the page. Rejects when that fails. */
export async function buildPage(): Promise<void> {
  await ensureData()
  await ensureKernels()
  const inputs = await fingerprint()
  console.error('Building the page ...')
  await build({ root: ROOT, logLevel: 'warn' })
  await compressPage(PAGE_FOLDER)
  await mkdir(dirname(BUILT_FILE), { recursive: true })
  await writeFile(BUILT_FILE, inputs)
  console.error('Page ready.')
}

async function lastBuilt(): Promise<string | null> {
  return existsSync(BUILT_FILE) ? await readFile(BUILT_FILE, 'utf8') : null
}

/** Changes with the path, the size or the time of any input. */
async function fingerprint(): Promise<string> {
  const hash = createHash('sha256')
  for (const input of INPUTS) {
    for (const path of await filesUnder(join(ROOT, input))) {
      const { size, mtimeMs } = await stat(path)
      hash.update(`${path} ${size} ${mtimeMs}\n`)
    }
  }
  return hash.digest('hex')
}

async function filesUnder(path: string): Promise<string[]> {
  if (!existsSync(path)) return []
  if (!(await stat(path)).isDirectory()) return [path]
  const entries = await readdir(path, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await buildPage()
