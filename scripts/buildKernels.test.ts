import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { compileModule, ensureKernels, hasDataSegment, KERNELS_FOLDER } from './buildKernels.ts'

/** Three builds of two modules, on a machine that may be busy. */
const BUILDS_TIMEOUT_MS = 180_000

const PLAIN = 'export function twice(x: f32): f32 { return 2 * x }'
const WITH_LOG = 'export function logarithm(x: f64): f64 { return Math.log(x) }'
const WITH_STRING = 'export function name(): string { return "hourglass" }'

describe('the built kernels', () => {
  it.each(['kernels-simd.wasm', 'kernels-relaxed.wasm'])('[E39] %s has no static data: it would lie on that of tfjs', (file) => {
    expect(hasDataSegment(readFileSync(join(KERNELS_FOLDER, file)))).toBe(false)
  })

  it.each([
    ['an empty module', PLAIN, false],
    ["AssemblyScript's logarithm and its table", WITH_LOG, true],
    ['a string', WITH_STRING, true],
  ])('[E39] static data is seen: %s', async (_name, source, isThere) => {
    expect(hasDataSegment(await compileModule({ 'index.ts': source }))).toBe(isThere)
  })

  it('[E39] sources that do not compile are refused with what the compiler says', async () => {
    await expect(compileModule({ 'index.ts': 'export function f(): i32 { return x }' })).rejects.toThrow(/Cannot find name 'x'/)
  })
})

describe('ensureKernels', () => {
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'hourglass-'))
    vi.spyOn(console, 'error').mockImplementation(() => {})
  })
  afterEach(() => {
    rmSync(folder, { recursive: true })
    vi.restoreAllMocks()
  })

  it(
    '[E39] builds both modules, and does nothing while they are there and made of the present sources',
    async () => {
      expect(await ensureKernels(folder)).toBe(true)
      expect(readdirSync(folder).sort()).toEqual(['fingerprint', 'kernels-relaxed.wasm', 'kernels-simd.wasm'])
      expect(await ensureKernels(folder)).toBe(false)
      rmSync(join(folder, 'kernels-relaxed.wasm'))
      expect(await ensureKernels(folder)).toBe(true)
      writeFileSync(join(folder, 'fingerprint'), 'made of other sources')
      expect(await ensureKernels(folder)).toBe(true)
      expect(await ensureKernels(folder)).toBe(false)
    },
    BUILDS_TIMEOUT_MS,
  )
})
