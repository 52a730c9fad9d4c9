// Which files of a built page are loaded when, and what they come to. Pure: file names and texts in, sums and faults out.

export interface PageFile {
  /** Under the page's folder, with slashes. */
  readonly path: string
  readonly bytes: number
  /** Bytes on the way: gzipped where it is sent so. */
  readonly sent: number
  /** Of HTML, scripts and styles; empty for others. */
  readonly text: string
}

export interface SizeSum {
  readonly name: string
  readonly sent: number
  readonly limit: number
  readonly files: readonly string[]
}

export interface PageSizes {
  readonly files: readonly PageFile[]
  readonly sums: readonly SizeSum[]
  /** In words; none where all is well. */
  readonly faults: readonly string[]
}

/** Bytes, gzipped: scripts that the page's own thread loads at first. */
const MAIN_SCRIPTS_MAX = 250_000
/** Bytes on the way until the first training step. */
const FIRST_STEP_MAX = 2_500_000
/** Texts of tfjs that no minifier changes: its flags' address, its gradients, its backend's file. */
export const TFJS_SIGNS = ['tfjsflags', 'variableGrads', 'WASM_HAS_SIMD_SUPPORT', 'WEBGL_VERSION']
/** In the chunk that starts tfjs on wasm. */
const WASM_BACKEND_SIGN = 'WASM_HAS_SIMD_SUPPORT'
/** Loaded by name, by a browser with SIMD: the first of each that is there. */
const WASM_FILES = [/^assets\/tfjs-backend-wasm-simd-/, /^assets\/kernels-simd-/]
/** Of the data, before the first step: the list and the first chunk. */
const FIRST_DATA = ['datasets/mnist/manifest.json', 'datasets/mnist/train-00.bin.gz']

/** Throws an Error where the page lacks a file that it can't do without. */
export function pageSizes(files: readonly PageFile[]): PageSizes {
  const page = need(files, 'index.html')
  const linked = linkedFrom(files, page)
  const mainScripts = mainScriptsOf(files)
  const trainer = need(files, /^assets\/trainer\.worker-.*\.js$/)
  const backend = files.filter((file) => file.path.endsWith('.js') && file.text.includes(WASM_BACKEND_SIGN))
  const training = withImports(files, [trainer, ...backend])
  const wasm = WASM_FILES.map((pattern) => files.find((file) => pattern.test(file.path))).filter((file) => file !== undefined)
  const fonts = files.filter((file) => file.path.endsWith('.woff2'))
  const data = FIRST_DATA.map((path) => need(files, path))
  const before = [...new Set([page, ...linked, ...mainScripts, ...fonts, ...training, ...wasm, ...data])]
  const sums = [
    sumOf('scripts that the page’s own thread loads at first', mainScripts, MAIN_SCRIPTS_MAX),
    sumOf('all before the first training step', before, FIRST_STEP_MAX),
  ]
  return { files, sums, faults: [...sums.flatMap(overLimit), ...mainScripts.flatMap(signsOfTfjs), ...missingParts({ backend, wasm })] }
}

/** A table of all chunks, the sums, the faults. */
export function describeSizes({ files, sums, faults }: PageSizes): string {
  const chunks = files.filter((file) => !file.path.startsWith('datasets/'))
  const rows = chunks.map(({ path, bytes, sent }) => `${kilobytes(bytes)} ${kilobytes(sent)}  ${path}`)
  const lines = sums.map(({ name, sent, limit }) => `${kilobytes(sent)} of at most ${kilobytes(limit).trim()}: ${name}`)
  return ['       kB    sent  file', ...rows, '', ...lines, ...faults.map((fault) => `FAULT: ${fault}`)].join('\n')
}

/** The scripts that the page's own thread loads at first: those that the page links, and whatever they import at once. Throws as pageSizes does. */
export function mainScriptsOf(files: readonly PageFile[]): PageFile[] {
  const linked = linkedFrom(files, need(files, 'index.html'))
  return withImports(
    files,
    linked.filter((file) => file.path.endsWith('.js')),
  )
}

function linkedFrom(files: readonly PageFile[], page: PageFile): PageFile[] {
  return files.filter((file) => file !== page && page.text.includes(file.path))
}

/** The scripts and whatever they import at once; dynamic imports are left out. */
function withImports(files: readonly PageFile[], scripts: readonly PageFile[]): PageFile[] {
  const found = new Set<PageFile>()
  const visit = (script: PageFile) => {
    if (found.has(script)) return
    found.add(script)
    const folder = script.path.slice(0, script.path.lastIndexOf('/') + 1)
    for (const [, name] of script.text.matchAll(/(?:from|import)\s*["'`]\.\/([\w.-]+\.js)["'`]/g)) {
      const imported = files.find((file) => file.path === folder + name)
      if (imported) visit(imported)
    }
  }
  for (const script of scripts) visit(script)
  return [...found]
}

function sumOf(name: string, files: readonly PageFile[], limit: number): SizeSum {
  return { name, limit, sent: files.reduce((sum, file) => sum + file.sent, 0), files: files.map((file) => file.path) }
}

function overLimit({ name, sent, limit }: SizeSum): string[] {
  return sent < limit ? [] : [`${name}: ${sent.toLocaleString('en-US')} bytes, at most ${limit.toLocaleString('en-US')} are allowed`]
}

function signsOfTfjs({ path, text }: PageFile): string[] {
  return TFJS_SIGNS.filter((sign) => text.includes(sign)).map((sign) => `${path}, which the page’s own thread loads, holds tfjs: '${sign}'`)
}

/** What can't be found can't be weighed: a check of nothing would always pass. */
function missingParts({ backend, wasm }: { backend: readonly PageFile[]; wasm: readonly PageFile[] }): string[] {
  return [
    ...(backend.length > 0 ? [] : ['no chunk with the wasm backend was found']),
    ...(wasm.length > 0 ? [] : ['no .wasm file of the backend was found']),
  ]
}

function need(files: readonly PageFile[], path: string | RegExp): PageFile {
  const found = files.find((file) => (typeof path === 'string' ? file.path === path : path.test(file.path)))
  if (!found) throw new Error(`the built page has no ${path}`)
  return found
}

function kilobytes(bytes: number): string {
  return (bytes / 1000).toFixed(1).padStart(8)
}
