import { describe, expect, it } from 'vitest'
import { checkSpec } from './checkSpec.ts'
import { DATASET_NAMES } from './datasets.ts'
import { editSpec } from './editSpec.ts'
import { PRESET_NAMES, PRESETS } from './presets.ts'

const { multilayer, convolutional, denoising } = PRESETS

describe('another dataset', () => {
  it('[S20] of any preset, from any set to any other, is a spec that is accepted', () => {
    for (const preset of PRESET_NAMES) {
      for (const first of DATASET_NAMES) {
        const there = editSpec(PRESETS[preset].spec, 'data.name', first)
        for (const second of DATASET_NAMES) expect(checkSpec(editSpec(there, 'data.name', second)).data.name).toBe(second)
      }
    }
  })

  it('[S20] pictures keep the network, and the counts that there are', () => {
    expect(editSpec(convolutional.spec, 'data.name', 'fashion-mnist')).toEqual({
      ...convolutional.spec,
      data: { name: 'fashion-mnist', train: 10_000 },
    })
    const many = editSpec(denoising.spec, 'data.train', 60_000)
    expect(editSpec(many, 'data.name', 'fashion-mnist').data).toEqual({ name: 'fashion-mnist' })
  })

  it('[S20] points take a network of their own, with one number fewer than they have axes', () => {
    const moons = editSpec(convolutional.spec, 'data.name', 'moons')
    expect(moons).toMatchObject({ loss: 'mse', model: { latent: { units: 1 } } })
    expect(moons.model.encoder.every(({ type }) => type === 'dense')).toBe(true)
    expect(editSpec(moons, 'data.name', 'swiss-roll').model.latent).toMatchObject({ units: 2 })
    expect(editSpec(editSpec(moons, 'data.name', 'swiss-roll'), 'data.name', 'ring').model.latent).toMatchObject({ units: 1 })
    expect(editSpec(moons, 'data.name', 'mnist').model).toEqual(multilayer.spec.model)
  })
})
