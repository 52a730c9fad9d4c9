import { describe, expect, it } from 'vitest'
import { patienceAfter, patienceBefore } from './patience.ts'

describe('patience', () => {
  it('[W32] a small network on wasm need not announce anything', () => {
    expect(patienceBefore({ parameters: 218_514, batchSize: 128, backend: 'wasm' })).toBe(3_000)
    expect(patienceAfter(2, false)).toBe(3_000)
  })

  it('[W32] a wide network, plain cpu and a GPU that compiles may be silent longer', () => {
    const wide = { parameters: 20_000_000, batchSize: 512 }
    expect(patienceBefore({ ...wide, backend: 'wasm' })).toBeGreaterThan(60_000)
    expect(patienceBefore({ ...wide, backend: 'cpu' })).toBeGreaterThan(patienceBefore({ ...wide, backend: 'wasm' }))
    expect(patienceBefore({ parameters: 50_000, batchSize: 128, backend: 'webgl' })).toBeGreaterThanOrEqual(10_000)
    expect(patienceAfter(5, true)).toBeGreaterThanOrEqual(10_000)
  })

  it('[W32] once measured, a few steps of silence are borne', () => {
    expect(patienceAfter(2_000, false)).toBe(10_000)
  })
})
