import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { adaptToDataset } from './adaptToDataset.ts'
import { checkSpec } from './checkSpec.ts'
import { setField } from './editSpec.ts'
import { PRESET_NAMES, PRESETS } from './presets.ts'
import type { RunSpec } from './runSpec.ts'
import { differsIn, specDifferences } from './specDifferences.ts'

const { vanilla, multilayer, convolutional, sparse, variational } = PRESETS
const CONV = { type: 'conv', filters: 8, kernel: 3, stride: 2, activation: 'relu' } as const

/** The spec with these fields set together, checked. */
function edited(spec: RunSpec, changes: Record<string, unknown>): RunSpec {
  return checkSpec(Object.entries(changes).reduce<unknown>((changed, [path, value]) => setField(changed, path, value), spec))
}

/** Label and values of what differs. */
function inWords(...specs: RunSpec[]): Record<string, readonly string[]> {
  return Object.fromEntries(specDifferences(specs).map(({ label, values }) => [label, values]))
}

describe('specDifferences', () => {
  it('[S22] are none between a spec and itself, and none where an absent field stands for the same', () => {
    for (const name of PRESET_NAMES) expect(specDifferences([PRESETS[name].spec, structuredClone(PRESETS[name].spec)])).toEqual([])
    const same: Record<string, unknown>[] = [
      { 'data.test': 10_000 },
      { 'model.latent.type': 'dense' },
      { 'model.output': 'sigmoid' },
      { regularizers: [] },
      { regularizers: [{ type: 'l1', weight: 0 }] },
      { corruption: { type: 'masking', rate: 0 } },
      { corruption: { type: 'gaussian', sigma: [0, 0] } },
      { 'model.latent.topK': 2 },
      { 'training.steps': 790 },
      { 'model.decoder': [multilayer.spec.model.encoder[1], multilayer.spec.model.encoder[0]] },
    ]
    for (const changes of same) expect([changes, specDifferences([multilayer.spec, edited(multilayer.spec, changes)])]).toEqual([changes, []])
    const pair = edited(vanilla.spec, { corruption: { type: 'gaussian', sigma: [0.5, 0.5] } })
    expect(specDifferences([pair, edited(vanilla.spec, { corruption: { type: 'gaussian', sigma: 0.5 } })])).toEqual([])
    expect(specDifferences([variational.spec, edited(variational.spec, { 'model.latent.variational.warmupEpochs': 0 })])).toEqual([])
    // Not checked: classes are not built yet.
    expect(specDifferences([vanilla.spec, { ...vanilla.spec, data: { ...vanilla.spec.data, classes: [...Array(10).keys()] } }])).toEqual([])
  })

  it('[S22] name the field, by its option’s label, and what each spec has there', () => {
    expect(specDifferences([multilayer.spec, edited(multilayer.spec, { 'training.learningRate': 0.05 }), multilayer.spec])).toEqual([
      { path: 'training.learningRate', label: 'Learning rate', values: ['0.02', '0.05', '0.02'] },
    ])
  })

  it.each<[string, Record<string, unknown>, Record<string, readonly string[]>]>([
    ['a dataset', { 'data.name': 'fashion-mnist', 'data.test': 10_000 }, { Dataset: ['MNIST digits', 'Fashion-MNIST'] }],
    ['training pictures', { 'data.train': undefined }, { 'Training pictures': ['10,000', '60,000'] }],
    ['test pictures', { 'data.test': 1_000 }, { 'Test pictures': ['10,000', '1,000'] }],
    ['the order of pixels', { 'data.shufflePixels': true }, { Pixels: ['in their places', 'shuffled'] }],
    ['a hidden layer', { 'model.encoder': [{ type: 'dense', units: 128, activation: 'relu' }] }, { Layers: ['128 ReLU, 64 ReLU', '128 ReLU'] }],
    ['no hidden layer', { 'model.encoder': [] }, { Layers: ['128 ReLU, 64 ReLU', 'none'] }],
    [
      'kinds of layers',
      { 'model.encoder': [CONV, { type: 'max-pool', size: 2 }, { type: 'dense', units: 20, activation: 'leaky-relu' }] },
      { Layers: ['128 ReLU, 64 ReLU', 'conv 8 (3 × 3, stride 2) ReLU, pool 2, 20 leaky ReLU'] },
    ],
    ['the bottleneck', { 'model.latent.units': 1_200 }, { Bottleneck: ['2', '1,200'] }],
    ['the code’s activation', { 'model.latent.activation': 'tanh' }, { 'Activation of the code': ['linear', 'tanh'] }],
    ['top k', { 'model.latent.topK': 1 }, { 'Keep the largest': ['all', '1'] }],
    ['a variational code', { 'model.latent.variational': { beta: 2 } }, { Variational: ['no', 'beta 2'] }],
    ['with a warm-up', { 'model.latent.variational': { beta: 2, warmupEpochs: 1 } }, { Variational: ['no', 'beta 2, warm-up 1 epoch'] }],
    [
      'a decoder of its own',
      { 'model.decoder': [{ type: 'dense', units: 32, activation: 'elu' }] },
      { Decoder: ['as the encoder mirrored', '32 ELU'] },
    ],
    ['no decoder but the output', { 'model.decoder': [] }, { Decoder: ['as the encoder mirrored', 'none'] }],
    ['tied weights', { 'model.tied': true }, { 'Tied weights': ['no', 'yes'] }],
    ['loss and output', { loss: 'mse', 'model.output': 'linear' }, { Output: ['sigmoid', 'linear'], Loss: ['cross-entropy', 'squared error'] }],
    ['noise', { corruption: { type: 'gaussian', sigma: [0, 0.6] } }, { 'Noise in training': ['none', 'Gaussian 0 to 0.6, mixed'] }],
    ['other noise', { corruption: { type: 'salt-and-pepper', rate: 0.25 } }, { 'Noise in training': ['none', 'salt and pepper 0.25'] }],
    [
      'penalties',
      {
        regularizers: [
          { type: 'weight-decay', weight: 1e-5 },
          { type: 'contractive', weight: 0.001 },
          { type: 'l1', weight: 4.5e-4 },
        ],
      },
      { 'L1 penalty': ['none', '4.5e-4'], 'Contractive penalty': ['none', '0.001'], 'Weight decay': ['none', '1e-5'] },
    ],
    [
      'a KL penalty',
      { 'model.latent.activation': 'sigmoid', regularizers: [{ type: 'kl', weight: 0.01, target: 0.07 }] },
      { 'Activation of the code': ['linear', 'sigmoid'], 'KL penalty': ['none', '0.01, target 7 %'] },
    ],
    ['epochs', { 'training.epochs': 1 }, { Epochs: ['10', '1'] }],
    ['steps in place of epochs', { 'training.steps': 500 }, { Length: ['10 epochs', '500 steps'] }],
    [
      'how it is trained',
      { 'training.batchSize': 64, 'training.optimizer': 'sgd', 'training.schedule': 'constant', seed: 3 },
      { Batch: ['128', '64'], Optimiser: ['Adam', 'SGD'], Schedule: ['one-cycle', 'constant'], Seed: ['0', '3'] },
    ],
  ])('[S22] %s', (_, changes, differences) => {
    expect(inWords(multilayer.spec, edited(multilayer.spec, changes))).toEqual(differences)
  })

  it('[S22] between two variational codes, two lengths in steps, two convolutional codes: the numbers that differ', () => {
    const stronger = edited(variational.spec, { 'model.latent.variational': { beta: 4, warmupEpochs: 2 } })
    expect(inWords(variational.spec, stronger)).toEqual({ Beta: ['1', '4'], 'Warm-up': ['none', '2 epochs'] })
    const steps = (count: number) => edited(vanilla.spec, { 'training.steps': count })
    expect(inWords(steps(10), steps(2_000))).toEqual({ Steps: ['10', '2,000'] })
    const spatial = (filters: number) => edited(convolutional.spec, { 'model.latent': { ...CONV, filters } })
    expect(inWords(spatial(8), spatial(4))).toEqual({ Bottleneck: ['conv 8 (3 × 3, stride 2)', 'conv 4 (3 × 3, stride 2)'] })
    expect(inWords(convolutional.spec, edited(spatial(8), { 'model.latent.activation': 'linear' }))).toEqual({
      Bottleneck: ['16', 'conv 8 (3 × 3, stride 2)'],
    })
  })

  it('[S22] penalties in another order are the same, classes are named', () => {
    const { regularizers = [] } = sparse.spec
    expect(specDifferences([sparse.spec, { ...sparse.spec, regularizers: [...regularizers].reverse() }])).toEqual([])
    const without = (classes: number[]): RunSpec => ({ ...vanilla.spec, data: { ...vanilla.spec.data, classes } })
    expect(inWords(vanilla.spec, without([9, 8, 7, 6, 5, 3, 2, 1, 0]), without([1, 0]))).toEqual({ Classes: ['all', 'all but 4', '0, 1'] })
  })

  it('[S22] of any specs: only what differs, each label once, a value for each spec, whatever the order', () => {
    const anySpec = fc.oneof(
      fc.constantFrom(...PRESET_NAMES).map((name) => PRESETS[name].spec),
      fc.constantFrom(...PRESET_NAMES).map((name) => adaptToDataset(PRESETS[name].spec, 'swiss-roll', PRESETS[name].spec)),
      fc.integer({ min: 1, max: 3 }).map((units) => edited(multilayer.spec, { 'model.latent.units': units })),
    )
    fc.assert(
      fc.property(fc.array(anySpec, { maxLength: 4 }), (specs) => {
        const differences = specDifferences(specs)
        expect(new Set(differences.map(({ label }) => label)).size).toBe(differences.length)
        for (const { values } of differences) {
          expect(values).toHaveLength(specs.length)
          expect(new Set(values).size).toBeGreaterThan(1)
        }
        const reversed = specDifferences([...specs].reverse())
        expect(reversed.map(({ label, values }) => [label, [...values].reverse()])).toEqual(differences.map(({ label, values }) => [label, values]))
        expect(differences.length === 0).toBe(specs.every((spec) => isDeepStrictEqual(spec, specs[0])))
      }),
    )
  })
})

describe('differsIn', () => {
  it('[S22] says the labels as they stand within a sentence', () => {
    const other = edited(multilayer.spec, { 'model.encoder': [], regularizers: [{ type: 'l1', weight: 0.1 }], 'training.learningRate': 0.1 })
    expect(differsIn(multilayer.spec, other)).toEqual(['layers', 'L1 penalty', 'learning rate'])
    expect(differsIn(multilayer.spec, multilayer.spec)).toEqual([])
  })
})
