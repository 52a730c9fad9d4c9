import { describe, expect, it } from 'vitest'
import { checkSpec } from './checkSpec.ts'
import { setField } from './editSpec.ts'
import { laneName, laneNames } from './laneNames.ts'
import { PRESET_NAMES, PRESETS, type PresetName } from './presets.ts'
import type { RunSpec } from './runSpec.ts'

const { vanilla, multilayer, linear, sparse, denoising } = PRESETS
const LENGTH_MAX = 28
const CONV = { type: 'conv', filters: 16, kernel: 3, stride: 2, activation: 'relu' } as const
const POOL = { type: 'max-pool', size: 2 } as const

function edited(spec: RunSpec, changes: Record<string, unknown>): RunSpec {
  return checkSpec(Object.entries(changes).reduce<unknown>((changed, [path, value]) => setField(changed, path, value), spec))
}

function dense(...widths: number[]) {
  return widths.map((units) => ({ type: 'dense', units, activation: 'relu' }))
}

describe('laneName', () => {
  it('[S21] each preset has a name that fits', () => {
    const names: Record<PresetName, string> = {
      vanilla: 'No hidden layer, 32',
      multilayer: '128 then 64, 2',
      convolutional: 'Conv 16, conv 32, 16',
      sparse: 'Sparse, tied, 256',
      denoising: 'Denoising, 128',
      variational: 'Variational, 256 then 64, 2',
      contractive: 'Contractive, 128',
      linear: 'Linear, 8',
      copy: 'No hidden layer, 784',
    }
    for (const name of PRESET_NAMES) {
      expect(laneName(PRESETS[name].spec)).toBe(names[name])
      expect(names[name].length).toBeLessThanOrEqual(LENGTH_MAX)
    }
  })

  it.each<[string, RunSpec, Record<string, unknown>]>([
    ['One layer of 128, 2', multilayer.spec, { 'model.encoder': dense(128) }],
    ['512 then 256 then 128, 2', multilayer.spec, { 'model.encoder': dense(512, 256, 128) }],
    ['5 layers, 512 to 32, 2', multilayer.spec, { 'model.encoder': dense(512, 256, 128, 64, 32) }],
    ['128 then 64 tanh, 2', multilayer.spec, { 'model.encoder.0.activation': 'tanh', 'model.encoder.1.activation': 'tanh' }],
    ['128 then 64, 2', multilayer.spec, { 'model.encoder.0.activation': 'tanh' }],
    ['128 then 64 linear, 2', multilayer.spec, { 'model.encoder.0.activation': 'linear', 'model.encoder.1.activation': 'linear' }],
    ['Linear, one layer of 64, 8', linear.spec, { 'model.encoder': [{ type: 'dense', units: 64, activation: 'linear' }] }],
    ['One layer of 64, 8', linear.spec, { 'model.encoder': dense(64) }],
    ['No hidden layer, 8', linear.spec, { 'model.output': 'sigmoid' }],
    ['No hidden layer, 8', linear.spec, { 'model.latent.activation': 'relu' }],
    ['No hidden layer, 8', linear.spec, { 'model.decoder': dense(64) }],
    ['Top 4, 8', linear.spec, { 'model.latent.topK': 4 }],
    ['Conv 16, pool, dense 64, 2', multilayer.spec, { 'model.encoder': [CONV, POOL, ...dense(64)] }],
    ['Conv 16, conv 16, 64, 2', multilayer.spec, { 'model.encoder': [CONV, POOL, CONV, POOL, ...dense(64)] }],
    ['6 layers with conv, 2', multilayer.spec, { 'model.encoder': [CONV, CONV, CONV, CONV, ...dense(64, 32)] }],
    ['No hidden layer, 14 × 14 × 8', vanilla.spec, { 'model.latent': { ...CONV, filters: 8 } }],
    ['Sparse, 256', sparse.spec, { 'model.tied': undefined }],
    ['Tied, 256', sparse.spec, { regularizers: [{ type: 'weight-decay', weight: 1e-5 }] }],
    ['Tied, 256', sparse.spec, { regularizers: [{ type: 'l1', weight: 0 }] }],
    ['Top 16, 256', sparse.spec, { 'model.tied': undefined, regularizers: undefined, 'model.latent.topK': 16 }],
    ['Sparse, 32', vanilla.spec, { 'model.latent.activation': 'sigmoid', regularizers: [{ type: 'kl', weight: 1, target: 0.1 }] }],
    ['Denoising, 64, 128', denoising.spec, { 'model.encoder': dense(64) }],
    ['Sparse, denoising, 128', denoising.spec, { regularizers: [{ type: 'l1', weight: 0.1 }] }],
    ['No hidden layer, 128', denoising.spec, { corruption: { type: 'gaussian', sigma: 0 } }],
  ])('[S21] %s', (name, spec, changes) => {
    expect(laneName(edited(spec, changes))).toBe(name)
    expect(name.length).toBeLessThanOrEqual(LENGTH_MAX)
  })
})

describe('laneNames', () => {
  it('[S21] those that would be called the same say what they differ in, the others nothing', () => {
    const faster = edited(multilayer.spec, { 'training.learningRate': 0.05 })
    expect(laneNames([multilayer.spec, vanilla.spec, faster])).toEqual([
      '128 then 64, 2',
      'No hidden layer, 32',
      '128 then 64, 2, learning rate 0.05',
    ])
  })

  it('[S21] as few differences as tell them apart, and copies are counted', () => {
    const few = edited(multilayer.spec, { 'data.train': 100, 'training.batchSize': 16 })
    const other = edited(multilayer.spec, { 'data.train': 100, seed: 1, 'training.batchSize': 16 })
    expect(laneNames([multilayer.spec, few, other, few])).toEqual([
      '128 then 64, 2',
      'Training pictures 100',
      'Training pictures 100, seed 1',
      'Training pictures 100 (2)',
    ])
    const reseeded = edited(vanilla.spec, { seed: 1 })
    expect(laneNames([vanilla.spec, reseeded])).toEqual(['No hidden layer, 32', 'No hidden layer, 32, seed 1'])
    expect(laneNames([vanilla.spec, vanilla.spec])).toEqual(['No hidden layer, 32', 'No hidden layer, 32 (2)'])
    expect(laneNames([])).toEqual([])
  })
})
