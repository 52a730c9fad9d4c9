import { describe, expect, it } from 'vitest'
import { checkSpec } from '../../spec/checkSpec.ts'
import { planNetwork } from '../../spec/network.ts'
import { PRESETS } from '../../spec/presets.ts'
import type { RunSpec } from '../../spec/runSpec.ts'
import { layerName, layerPlaces, mapSides, shownNumber, widthOf } from './layerPlaces.ts'

const { convolutional } = PRESETS
const pooled = checkSpec({
  ...convolutional.spec,
  model: {
    encoder: [
      { type: 'conv', filters: 8, kernel: 3, stride: 1, activation: 'relu' },
      { type: 'max-pool', size: 2 },
    ],
    latent: { type: 'conv', filters: 4, kernel: 3, stride: 2, activation: 'relu' },
  },
})

function pathsOf(spec: RunSpec) {
  return layerPlaces(spec, planNetwork(spec)).map((place) => place?.path ?? null)
}

describe('layerPlaces', () => {
  it('[P89] a mirrored layer is edited where its twin stands', () => {
    expect(pathsOf(convolutional.spec)).toEqual(['model.encoder.0', 'model.encoder.1', 'model.latent', 'model.encoder.1', 'model.encoder.0', null])
  })

  it('[P89] a decoder of its own has places of its own', () => {
    const { spec } = PRESETS.multilayer
    const own = checkSpec({ ...spec, model: { ...spec.model, decoder: [{ type: 'dense', units: 50, activation: 'relu' }] } })
    expect(pathsOf(own)).toEqual(['model.encoder.0', 'model.encoder.1', 'model.latent', 'model.decoder.0', null])
  })

  it('[P89] a spatial layer’s number is that of its maps, with their sides; a convolutional code too', () => {
    const plan = planNetwork(pooled)
    expect(plan.layers.map((_, i) => shownNumber(plan, i))).toEqual([8, 8, 4, 8, 8, 784])
    expect(plan.layers.map((_, i) => mapSides(plan, i)?.[0] ?? null)).toEqual([28, 14, 7, 14, 28, null])
    expect(plan.layers.map(widthOf)).toEqual(['filters', null, 'filters', 'filters', null, null])
    expect(layerName(plan, 2)).toBe('the bottleneck')
  })

  it('[P89] a dense layer that mirrors the flattening of maps shows those maps and is edited as they are', () => {
    const plan = planNetwork(convolutional.spec)
    expect(plan.layers.map((_, i) => shownNumber(plan, i))).toEqual([16, 32, 16, 32, 16, 784])
    expect(mapSides(plan, 3)).toEqual([7, 7])
    expect(plan.layers.map(widthOf)).toEqual(['filters', 'filters', 'units', 'filters', 'filters', null])
  })
})
