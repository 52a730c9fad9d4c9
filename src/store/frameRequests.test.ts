import { describe, expect, it } from 'vitest'
import { planNetwork } from '../spec/network.ts'
import { PRESETS, type PresetName } from '../spec/presets.ts'
import { FrameRequests } from './frames.ts'
import type { LearnedTab } from './learnedTabs.ts'
import type { AppState } from './state.ts'

const EXTENT = { x: [0, 1], y: [0, 1] }

function requestOf(preset: PresetName, learnedTab: LearnedTab, status = 'training') {
  const { spec } = PRESETS[preset]
  const run = { runId: 'run', revision: 0, spec, plan: planNetwork(spec), status }
  const view = { learnedTab, samplesSeed: 4, sample: 3, testNoise: 0, isProbing: false, mapExtent: EXTENT }
  const live = { run: { history: [], weights: {} } }
  const state = { lanes: { lane: { runId: 'run', overview: null } }, selectedLane: 'lane', runs: { run }, live, view, shipped: null }
  return new FrameRequests().next(state as unknown as AppState)
}

describe('what is asked for', () => {
  it('[P75] with the map in sight is the map, and nothing of the other tabs', () => {
    const request = requestOf('sparse', 'map')
    expect(request).toMatchObject({ mapPoints: 2_000, grid: EXTENT, weights: false })
    expect(request).not.toHaveProperty('codes')
    expect(request).not.toHaveProperty('samples')
  })

  it('[P75] with another tab in sight is what that shows, and while training no map', () => {
    const code = requestOf('sparse', 'code')
    expect(code).toMatchObject({ codes: 10_000, weights: true })
    const samples = requestOf('sparse', 'samples')
    expect(samples).toMatchObject({ samples: { seed: 4 }, weights: true })
    const filters = requestOf('convolutional', 'filters')
    expect(filters.weights).toBe(true)
    for (const request of [code, samples, filters]) {
      expect(request).not.toHaveProperty('mapPoints')
      expect(request).not.toHaveProperty('grid')
    }
    expect([samples.codes, code.samples, filters.codes, filters.samples]).toEqual([undefined, undefined, undefined, undefined])
  })

  it('[P75] at rest is the map’s points too, which the caption speaks of, but not its grid', () => {
    const request = requestOf('sparse', 'code', 'done')
    expect(request.mapPoints).toBe(2_000)
    expect(request).not.toHaveProperty('grid')
  })

  it('[P79] samples from the prior need no worker', () => {
    expect(requestOf('variational', 'samples')).not.toHaveProperty('samples')
  })
})
