import { describe, expect, it } from 'vitest'
import { Replacements } from './replacements.ts'

describe('Replacements', () => {
  it('[W27] a lost worker is replaced at once, three times within a minute and not a fourth', () => {
    const replacements = new Replacements()
    for (const at of [0, 10_000, 20_000]) expect(replacements.next('worker', 'wasm', at)).toEqual({ backend: 'wasm', delayMs: 0 })
    expect(replacements.next('worker', 'wasm', 59_999)).toBeNull()
  })

  it('[W27] what lies a minute back counts no more, nor what a person has asked to forget', () => {
    const replacements = new Replacements()
    for (const at of [0, 1, 2]) replacements.next('worker', 'wasm', at)
    expect(replacements.next('worker', 'wasm', 60_002)).not.toBeNull()
    for (const at of [60_003, 60_004]) replacements.next('worker', 'wasm', at)
    expect(replacements.next('worker', 'wasm', 60_005)).toBeNull()
    replacements.forget()
    expect(replacements.next('worker', 'wasm', 60_006)).not.toBeNull()
  })

  it('[W27] one that never came up is tried three times in all, each time later; coming up counts anew', () => {
    const replacements = new Replacements()
    const delays = [0, 0].map(() => replacements.next('start', 'wasm', 0)?.delayMs as number)
    expect(delays[1]).toBeGreaterThan(delays[0] as number)
    expect(replacements.next('start', 'wasm', 0)).toBeNull()
    replacements.noteStart()
    expect(replacements.next('start', 'wasm', 0)).not.toBeNull()
  })

  it('[W28] the second loss of the GPU within a minute goes to wasm; a dead worker or a loss long ago does not count', () => {
    const replacements = new Replacements()
    expect(replacements.next('gpu', 'webgl', 0)?.backend).toBe('webgl')
    expect(replacements.next('worker', 'webgl', 1)?.backend).toBe('webgl')
    expect(replacements.next('gpu', 'webgl', 60_001)?.backend).toBe('webgl')
    expect(replacements.next('gpu', 'webgl', 60_002)?.backend).toBe('wasm')
  })
})
