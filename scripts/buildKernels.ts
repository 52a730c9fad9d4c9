// Compiles the WebAssembly kernels from AssemblyScript, in two builds: plain SIMD, and relaxed SIMD, which some engines reject. Does nothing,
// silently and quickly, while both are there and made of the present sources. Progress goes to stderr: stdout may be somebody's JSON.

import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const SOURCE_FOLDER = fileURLToPath(new URL('../src/engine/kernels/wasm/assembly/', import.meta.url))
/** Where the modules lie. */
export const KERNELS_FOLDER = fileURLToPath(new URL('../src/engine/kernels/wasm/built/', import.meta.url))
/** What was built last: the fingerprint of its sources. Written last. */
const FINGERPRINT_FILE = 'fingerprint'

const OPTIONS = ['-O3', '--noAssert', '--runtime', 'stub', '--importMemory', '--enable', 'simd', '--enable', 'bulk-memory']
const BUILDS = { 'kernels-simd.wasm': OPTIONS, 'kernels-relaxed.wasm': [...OPTIONS, '--enable', 'relaxed-simd'] }

const DATA_SECTION = 11
const HEADER_BYTES = 8

/** Builds both modules into the folder where they are missing or older than their sources. Says whether it built. Rejects when that fails. */
export async function ensureKernels(folder = KERNELS_FOLDER): Promise<boolean> {
  const sources = await readSources()
  const fingerprint = fingerprintOf(sources)
  if (await isBuilt(folder, fingerprint)) return false
  console.error('Building the kernels ...')
  await mkdir(folder, { recursive: true })
  for (const [file, options] of Object.entries(BUILDS)) {
    const module = await compileModule(sources, options)
    if (hasDataSegment(module)) throw new Error(`${file} has static data, which would overwrite tfjs's own: no strings, no Math.log in the kernels`)
    await writeWhole(join(folder, file), module)
  }
  await writeWhole(join(folder, FINGERPRINT_FILE), fingerprint)
  return true
}

/** The module that these AssemblyScript files make, index.ts first among them. Rejects with what the compiler says, warnings included. */
export async function compileModule(sources: Readonly<Record<string, string>>, options: readonly string[] = OPTIONS): Promise<Uint8Array> {
  // Only here: the compiler is large, and seldom needed.
  const { main } = await import('assemblyscript/asc')
  const said: string[] = []
  let module: Uint8Array | null = null
  const stream = { write: (text: string | Uint8Array) => said.push(String(text)) }
  const { error } = await main(['index.ts', '--outFile', 'index.wasm', ...options], {
    stdout: stream,
    stderr: stream,
    readFile: (name) => sources[name.replaceAll('\\', '/').replace('./', '')] ?? null,
    writeFile: (_name, contents) => {
      if (typeof contents !== 'string') module = contents
    },
    listFiles: () => null,
  })
  if (error || said.length > 0 || !module) throw new Error(`the kernels don't compile: ${said.join('') || error?.message}`)
  return module
}

/**
 * Does the module bring static data? Sections follow each other, each an id, a length and so many bytes; the data section begins with the number of
 * its segments. (WebAssembly core specification 2.0, section 5.5.)
 */
export function hasDataSegment(module: Uint8Array): boolean {
  for (let at = HEADER_BYTES; at < module.length; ) {
    const id = module[at] as number
    const length = readUnsigned(module, at + 1)
    if (id === DATA_SECTION) return readUnsigned(module, length.end).value > 0
    at = length.end + length.value
  }
  return false
}

/** LEB128: seven bits a byte, the lowest first, the eighth bit set on all but the last. */
function readUnsigned(bytes: Uint8Array, from: number): { value: number; end: number } {
  let value = 0
  for (let at = from, shift = 0; at < bytes.length; at++, shift += 7) {
    const byte = bytes[at] as number
    value += (byte & 127) * 2 ** shift
    if (byte < 128) return { value, end: at + 1 }
  }
  throw new Error('the module ends in the middle of a number')
}

async function isBuilt(folder: string, fingerprint: string): Promise<boolean> {
  if (!Object.keys(BUILDS).every((file) => existsSync(join(folder, file)))) return false
  const file = join(folder, FINGERPRINT_FILE)
  return existsSync(file) && (await readFile(file, 'utf8')) === fingerprint
}

/** By file name. */
async function readSources(): Promise<Record<string, string>> {
  const files = (await readdir(SOURCE_FOLDER)).filter((file) => file.endsWith('.ts')).sort()
  return Object.fromEntries(await Promise.all(files.map(async (file) => [file, await readFile(join(SOURCE_FOLDER, file), 'utf8')])))
}

/** Of the sources, the options and the compiler. */
function fingerprintOf(sources: Readonly<Record<string, string>>): string {
  const { version } = createRequire(import.meta.url)('assemblyscript/package.json') as { version: string }
  return createHash('sha256')
    .update(JSON.stringify({ sources, builds: BUILDS, version }))
    .digest('hex')
}

/** Whole or not at all, should somebody else be reading or building it too. */
async function writeWhole(path: string, contents: Uint8Array | string): Promise<void> {
  const unfinished = `${path}.${process.pid}`
  await writeFile(unfinished, contents)
  await rename(unfinished, path)
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await ensureKernels()
