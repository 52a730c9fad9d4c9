import { describe, expect, it } from 'vitest'
import { planNetwork } from '../spec/network.ts'
import { PRESETS } from '../spec/presets.ts'
import type { RunSpec } from '../spec/runSpec.ts'
import { learnedTabs, shownTab } from './learnedTabs.ts'
import type { AppState } from './state.ts'

function stateOf(spec: RunSpec, learnedTab = 'map'): AppState {
  const run = { spec, plan: planNetwork(spec) }
  return { lanes: { lane: { runId: 'run' } }, selectedLane: 'lane', runs: { run }, view: { learnedTab } } as unknown as AppState
}

const points: RunSpec = { ...PRESETS.multilayer.spec, data: { name: 'ring' }, loss: 'mse' }

describe('learnedTabs', () => {
  it('[P75] has filters only where there are convolutions, samples only of pictures', () => {
    expect(learnedTabs(stateOf(PRESETS.multilayer.spec))).toEqual(['map', 'code', 'samples'])
    expect(learnedTabs(stateOf(PRESETS.convolutional.spec))).toEqual(['map', 'code', 'samples', 'filters'])
    expect(learnedTabs(stateOf(points))).toEqual(['map', 'code'])
  })

  it('[P75] has no code tab where hundreds of units are never at rest, and one where they can be', () => {
    expect(learnedTabs(stateOf(PRESETS.copy.spec))).toEqual(['map', 'samples'])
    const wide: RunSpec = { ...PRESETS.sparse.spec, model: { encoder: [], latent: { units: 1_000, activation: 'relu' } } }
    expect(learnedTabs(stateOf(wide))).toContain('code')
  })

  it('[P75] shows the map of a network that has not the chosen tab', () => {
    expect(shownTab(stateOf(PRESETS.convolutional.spec, 'filters'))).toBe('filters')
    expect(shownTab(stateOf(PRESETS.multilayer.spec, 'filters'))).toBe('map')
  })
})
