import { describe, expect, it } from 'vitest'
import type { AppState } from './state.ts'
import { freeCores } from './sweepWorkers.ts'

function lanes(...statuses: readonly string[]): Pick<AppState, 'lanes' | 'runs'> {
  const ids = statuses.map((_, i) => `lane-${i + 1}`)
  return {
    lanes: Object.fromEntries(ids.map((laneId) => [laneId, { laneId, runId: laneId }])),
    runs: Object.fromEntries(ids.map((laneId, i) => [laneId, { status: statuses[i] }])),
  } as unknown as Pick<AppState, 'lanes' | 'runs'>
}

describe('[P132] the cores that a sweep takes', () => {
  it('are those that no lane trains on, at least one', () => {
    expect(freeCores(lanes('idle'), 'wasm', { hardwareConcurrency: 4 })).toBe(4)
    expect(freeCores(lanes('training', 'training', 'done'), 'wasm', { hardwareConcurrency: 4 })).toBe(2)
    expect(freeCores(lanes('training', 'training'), 'wasm', { hardwareConcurrency: 2 })).toBe(1)
    expect(freeCores(lanes('idle'), 'wasm', {})).toBe(1)
  })

  it('are one where memory is short or all would wait for the one GPU, and never very many', () => {
    expect(freeCores(lanes('idle'), 'wasm', { hardwareConcurrency: 8, deviceMemory: 2 })).toBe(1)
    expect(freeCores(lanes('idle'), 'webgl', { hardwareConcurrency: 8 })).toBe(1)
    expect(freeCores(lanes('idle'), 'wasm', { hardwareConcurrency: 64 })).toBe(8)
  })
})
