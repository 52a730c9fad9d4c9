import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkSpec, SpecError } from './checkSpec.ts'
import { editSpec } from './editSpec.ts'
import { PRESETS } from './presets.ts'
import { SEEDS_DEFAULT, summarize, sweepRuns, variedSpec } from './sweep.ts'

const { vanilla, multilayer, sparse, denoising, convolutional, variational } = PRESETS

describe('sweepRuns', () => {
  it('[S25] every value with the first seed comes before any with the second; three seeds from the base’s on', () => {
    const base = editSpec(multilayer.spec, 'seed', 40)
    const runs = sweepRuns({ base, path: 'model.latent.units', values: [8, 1, 2] })
    expect(runs.map(({ value, seed }) => [value, seed])).toEqual([40, 41, 42].flatMap((seed) => [8, 1, 2].map((value) => [value, seed])))
    expect(SEEDS_DEFAULT).toBe(3)
    for (const { value, seed, spec } of runs) {
      expect(spec).toEqual({ ...base, seed, model: { ...base.model, latent: { ...base.model.latent, units: value } } })
    }
  })

  it('[S25] each spec is the one that the same edit makes on the page, with what stands in its way moved aside', () => {
    const topK = editSpec(sparse.spec, 'model.latent.topK', 16)
    const [narrow, wide] = sweepRuns({ base: topK, path: 'model.latent.units', values: [4, 64], seeds: 1 })
    expect(narrow?.spec.model.latent).toMatchObject({ units: 4, topK: 4 })
    expect(wide?.spec.model.latent).toMatchObject({ units: 64, topK: 16 })
    const fashion = variedSpec(multilayer.spec, 'data.name', 'swiss-roll')
    expect(fashion).toEqual(editSpec(multilayer.spec, 'data.name', 'swiss-roll'))
    expect(variedSpec(vanilla.spec, 'corruption.sigma', 0.2).corruption).toEqual({ type: 'gaussian', sigma: 0.2 })
    expect(variedSpec(denoising.spec, 'corruption.sigma', [0, 0.3]).corruption).toEqual({ type: 'gaussian', sigma: [0, 0.3] })
  })

  it('[S25] a penalty is named by its type, wherever it stands, and put in where there is none', () => {
    expect(variedSpec(sparse.spec, 'regularizers.weight-decay.weight', 0.1).regularizers).toEqual([
      { type: 'l1', weight: 4.5e-4 },
      { type: 'weight-decay', weight: 0.1 },
    ])
    expect(variedSpec(sparse.spec, 'regularizers.1.weight', 0.1)).toEqual(variedSpec(sparse.spec, 'regularizers.weight-decay.weight', 0.1))
    expect(variedSpec(vanilla.spec, 'regularizers.l1.weight', 1e-3).regularizers).toEqual([{ type: 'l1', weight: 1e-3 }])
    const kl = variedSpec(vanilla.spec, 'regularizers.kl.weight', 0.01)
    expect(kl.regularizers).toEqual([{ type: 'kl', weight: 0.01, target: 0.05 }])
    expect(kl.model.latent.activation).toBe('sigmoid')
    expect(variedSpec(kl, 'regularizers.kl.target', 0.2).regularizers).toEqual([{ type: 'kl', weight: 0.01, target: 0.2 }])
  })

  it.each([
    ['a value out of range', multilayer.spec, 'model.latent.units', [4, 0], 'model.latent.units: found 0; allowed: at least 1'],
    [
      'a word for a number',
      multilayer.spec,
      'training.learningRate',
      [0.1, 'fast'],
      'training.learningRate: found "fast"; allowed: a value of type number',
    ],
    ['more pictures than there are', multilayer.spec, 'data.train', [1_000, 60_001], 'data.train: found 60001; allowed: 1 to 60,000'],
    ['a path that leads nowhere', multilayer.spec, 'model.latent.width', [1, 2], 'model.latent.width: found 1; allowed: no such field'],
    ['a penalty below 0', sparse.spec, 'regularizers.l1.weight', [-1], 'regularizers.0.weight: found -1; allowed: at least 0'],
    ['a target of a penalty that is not there', vanilla.spec, 'regularizers.kl.target', [0.1], "no 'regularizers'"],
    ['a field that a penalty has not got', sparse.spec, 'regularizers.l1.target', [0.1], 'regularizers.0.target: found 0.1; allowed: no such field'],
    ['nothing in a list of penalties', sparse.spec, 'regularizers', [[null]], 'regularizers.0: found null'],
    ['no values', multilayer.spec, 'model.latent.units', [], 'model.latent.units: found no values; allowed: at least one'],
    ['a value twice', multilayer.spec, 'model.latent.units', [2, 4, 2], 'model.latent.units: found 2 more than once; allowed: each value once'],
    ['the seed', multilayer.spec, 'seed', [1, 2], 'seed: found [1,2]; allowed: any other setting'],
    ['what contradicts the network', variational.spec, 'model.latent.topK', [1], 'model.latent.topK: found 1; allowed: no topK'],
    ['the depth of convolutions', convolutional.spec, 'depth', [1], 'depth: found 1; allowed: a network of dense layers alone'],
  ])('[S25] %s is refused with the field, what was found and what is allowed', (_name, base, path, values, named) => {
    expect(() => sweepRuns({ base, path, values })).toThrow(SpecError)
    expect(() => sweepRuns({ base, path, values })).toThrow(named)
  })

  it.each([0, -1, 1.5, 101, Number.NaN])('[S25] %s seeds are refused', (seeds) => {
    expect(() => sweepRuns({ base: multilayer.spec, path: 'model.latent.units', values: [1], seeds })).toThrow(
      /seeds: found .*; allowed: a whole number from 1 to 100/,
    )
  })

  it('[S25] more than a thousand runs are refused, and seeds beyond the last one', () => {
    const values = Array.from({ length: 11 }, (_, i) => i + 1)
    expect(() => sweepRuns({ base: multilayer.spec, path: 'model.latent.units', values, seeds: 91 })).toThrow(
      /11 values with 91 seeds each; allowed: at most 1,000/,
    )
    const last = editSpec(multilayer.spec, 'seed', 0xffff_ffff)
    expect(sweepRuns({ base: last, path: 'model.latent.units', values: [1], seeds: 1 })).toHaveLength(1)
    expect(() => sweepRuns({ base: last, path: 'model.latent.units', values: [1], seeds: 2 })).toThrow(/seed: found 4294967296/)
  })

  it('[S25] whatever path and value are asked for, a checked spec comes out or a SpecError', () => {
    const paths = fc.oneof(
      fc.constantFrom(
        'depth',
        'model.encoder',
        'regularizers.l1.weight',
        'regularizers.kl.__proto__',
        'regularizers',
        'corruption.sigma',
        'model.latent.units',
      ),
      fc.string(),
    )
    fc.assert(
      fc.property(paths, fc.jsonValue(), (path, value) => {
        try {
          const spec = variedSpec(sparse.spec, path, value)
          expect(checkSpec(spec)).toEqual(spec)
        } catch (error) {
          expect(error).toBeInstanceOf(SpecError)
        }
      }),
    )
  })
})

describe('summarize', () => {
  const results = [
    { value: 2, loss: 0.2 },
    { value: 1, loss: 0.5 },
    { value: 2, loss: 0.4 },
    { value: 2, loss: null },
    { value: 2, loss: 0.9 },
    { value: 4, loss: Number.NaN },
  ]

  it('[S27] gives mean, lowest, highest and standard deviation for each value, in the order of the values', () => {
    const [one, two, four, eight] = summarize([1, 2, 4, 8], results, ({ loss }) => loss)
    expect(one).toEqual({ value: 1, seeds: 1, mean: 0.5, lowest: 0.5, highest: 0.5, deviation: null })
    expect(two).toMatchObject({ value: 2, seeds: 3, mean: 0.5, lowest: 0.2, highest: 0.9 })
    // By hand: squares of -0.3, -0.1, 0.4 are 0.26 together, divided by 2.
    expect(two?.deviation).toBeCloseTo(Math.sqrt(0.13), 12)
    const none = { seeds: 0, mean: null, lowest: null, highest: null, deviation: null }
    expect([four, eight]).toEqual([
      { value: 4, ...none },
      { value: 8, ...none },
    ])
  })

  it('[S27] values that are lists are told apart by what is in them', () => {
    const lists = [
      { value: [0, 0.5], loss: 1 },
      { value: [0, 0.6], loss: 3 },
      { value: [0, 0.5], loss: 2 },
    ]
    expect(
      summarize(
        [
          [0, 0.5],
          [0, 0.6],
        ],
        lists,
        ({ loss }) => loss,
      ).map(({ mean }) => mean),
    ).toEqual([1.5, 3])
  })
})
