import { describe, expect, it } from 'vitest'
import { DATASET_NAMES } from './datasets.ts'
import { editSpec } from './editSpec.ts'
import { editSpecTogether } from './nearestEdits.ts'
import { PRESET_NAMES, PRESETS } from './presets.ts'
import type { RunSpec } from './runSpec.ts'
import { sweepRuns } from './sweep.ts'
import { sweepableSettings } from './sweepableSettings.ts'

const { vanilla, multilayer, convolutional, sparse, denoising, variational } = PRESETS

function offered(spec: RunSpec, path: string): readonly number[] | undefined {
  return sweepableSettings(spec).find((setting) => setting.path === path)?.values
}

describe('sweepableSettings', () => {
  it.each(PRESET_NAMES.flatMap((preset) => DATASET_NAMES.map((data) => [preset, data] as const)))(
    '[S27] all that is offered for %s on %s is accepted, rises, and has a label of its own',
    (preset, data) => {
      const spec = editSpec(PRESETS[preset].spec, 'data.name', data)
      const settings = sweepableSettings(spec)
      expect(settings.length).toBeGreaterThanOrEqual(5)
      expect(new Set(settings.map(({ label }) => label)).size).toBe(settings.length)
      for (const { path, values, fixed } of settings) {
        expect(sweepRuns({ base: editSpecTogether(spec, fixed), path, values })).toHaveLength(3 * values.length)
        expect([...values].sort((a, b) => a - b)).toEqual(values)
      }
    },
  )

  it('[S27] the values of the page’s menu, with the spec’s own among them', () => {
    expect(offered(multilayer.spec, 'model.latent.units')).toEqual([1, 2, 4, 8, 16, 32])
    expect(offered(sparse.spec, 'model.latent.units')).toEqual([1, 2, 4, 8, 16, 32, 256])
    expect(offered(sparse.spec, 'regularizers.l1.weight')).toEqual([0, 1e-4, 3e-4, 4.5e-4, 1e-3, 3e-3])
    expect(offered(vanilla.spec, 'training.learningRate')).toEqual([0.001, 0.003, 0.01, 0.03, 0.05, 0.1])
    expect(offered(editSpec(vanilla.spec, 'data.name', 'ring'), 'model.latent.units')).toEqual([1, 2])
  })

  it('[S27] what is offered follows the spec: filters, the kind of noise, what keeps the code sparse, no depth for convolutions', () => {
    const conv = editSpec(editSpec(convolutional.spec, 'model.encoder', []), 'model.latent', {
      type: 'conv',
      filters: 6,
      kernel: 3,
      stride: 2,
      activation: 'relu',
    })
    expect(offered(conv, 'model.latent.filters')).toEqual([1, 2, 4, 6, 8, 16])
    expect(offered(convolutional.spec, 'depth')).toBeUndefined()
    expect(offered(denoising.spec, 'corruption.sigma')).toEqual([0, 0.1, 0.2, 0.4, 0.6])
    expect(offered(editSpec(denoising.spec, 'corruption.type', 'masking'), 'corruption.rate')).toEqual([0, 0.1, 0.25, 0.5, 0.75])
    expect(offered(variational.spec, 'model.latent.variational.beta')).toContain(1)
    expect(offered(editSpec(sparse.spec, 'model.latent.topK', 5), 'model.latent.topK')).toEqual([1, 2, 4, 5, 8, 16, 32])
    const narrow = editSpec(editSpec(sparse.spec, 'model.latent.units', 8), 'model.latent.topK', 5)
    expect(offered(narrow, 'model.latent.topK')).toEqual([1, 2, 4, 5, 8])
    const kl = editSpecTogether(vanilla.spec, [
      { path: 'model.latent.activation', value: 'sigmoid' },
      { path: 'regularizers', value: [{ type: 'kl', weight: 0.02, target: 0.1 }] },
    ])
    expect(offered(kl, 'regularizers.kl.weight')).toEqual([0, 1e-3, 1e-2, 0.02, 0.1])
  })

  it('[S27] however many pictures, the same number of steps; noise is judged on clean pictures', () => {
    const counts = sweepableSettings(multilayer.spec).find(({ path }) => path === 'data.train')
    expect(counts?.fixed).toEqual([{ path: 'training.steps', value: 790 }])
    expect(sweepableSettings(editSpec(multilayer.spec, 'training.steps', 12)).find(({ path }) => path === 'data.train')?.fixed[0]?.value).toBe(12)
    expect(
      sweepableSettings(vanilla.spec)
        .filter(({ measure }) => measure === 'testLossClean')
        .map(({ path }) => path),
    ).toEqual(['corruption.sigma'])
  })
})
