import { describe, expect, it } from 'vitest'
import { describeSizes, type PageFile, pageSizes } from './pageSizes.ts'

const file = (path: string, sent: number, text = ''): PageFile => ({ path, bytes: 3 * sent, sent, text })

const PAGE: readonly PageFile[] = [
  file('index.html', 1_000, '<script src="./assets/index-a.js"></script><link href="./assets/index-b.css" />'),
  file('assets/index-a.js', 180_000, 'import{x}from"./shared-c.js";const later=()=>import("./later-d.js")'),
  file('assets/index-b.css', 6_000),
  file('assets/shared-c.js', 10_000),
  file('assets/later-d.js', 90_000),
  file('assets/inter.woff2', 48_000),
  file('assets/trainer.worker-e.js', 120_000, 'from"./tfjs-f.js";import("./wasm-g.js")'),
  file('assets/tfjs-f.js', 60_000, 'tfjsflags variableGrads'),
  file('assets/wasm-g.js', 40_000, 'WASM_HAS_SIMD_SUPPORT'),
  file('assets/tfjs-backend-wasm-simd-h.wasm', 137_000),
  file('assets/tfjs-backend-wasm-i.wasm', 117_000),
  file('datasets/mnist/manifest.json', 2_000),
  file('datasets/mnist/train-00.bin.gz', 807_000),
  file('datasets/mnist/train-01.bin.gz', 807_000),
]

const changed = (path: string, change: Partial<PageFile>) => PAGE.map((one) => (one.path === path ? { ...one, ...change } : one))

describe('pageSizes', () => {
  it('[P54] adds up what the page’s own thread loads at first: the linked scripts and what they import at once', () => {
    expect(pageSizes(PAGE).sums[0]).toMatchObject({ sent: 190_000, files: ['assets/index-a.js', 'assets/shared-c.js'] })
  })

  it('[P54] adds up what is loaded before the first step: one wasm file, one chunk of data', () => {
    const { sent, files } = pageSizes(PAGE).sums[1] as { sent: number; files: readonly string[] }
    expect(files).not.toContain('datasets/mnist/train-01.bin.gz')
    expect(files).not.toContain('assets/tfjs-backend-wasm-i.wasm')
    expect(sent).toBe(1_000 + 190_000 + 6_000 + 48_000 + 120_000 + 60_000 + 40_000 + 137_000 + 809_000)
  })

  it('finds no fault while all is within its limit', () => {
    expect(pageSizes(PAGE).faults).toEqual([])
  })

  it('names what is over its limit', () => {
    expect(pageSizes(changed('assets/index-a.js', { sent: 245_000 })).faults).toEqual([
      'scripts that the page’s own thread loads at first: 255,000 bytes, at most 250,000 are allowed',
    ])
    expect(pageSizes(changed('datasets/mnist/train-00.bin.gz', { sent: 2_000_000 })).faults).toHaveLength(1)
  })

  it('names tfjs where the page’s own thread would load it', () => {
    expect(pageSizes(changed('assets/shared-c.js', { text: 'x.variableGrads(' })).faults).toEqual([
      "assets/shared-c.js, which the page’s own thread loads, holds tfjs: 'variableGrads'",
    ])
  })

  it('does not pass for want of what it should weigh', () => {
    expect(pageSizes(changed('assets/wasm-g.js', { text: '' })).faults).toEqual(['no chunk with the wasm backend was found'])
    expect(() => pageSizes(PAGE.filter(({ path }) => !path.includes('trainer')))).toThrow(/trainer/)
  })

  it('prints every chunk, each sum with its limit, and the faults', () => {
    const text = describeSizes(pageSizes(changed('assets/index-a.js', { sent: 245_000 })))
    expect(text).toContain('assets/later-d.js')
    expect(text).toContain('255.0 of at most 250.0')
    expect(text).toContain('FAULT: ')
  })
})
