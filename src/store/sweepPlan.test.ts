import { describe, expect, it } from 'vitest'
import { SpecError } from '../spec/checkSpec.ts'
import { PRESETS } from '../spec/presets.ts'
import { planSweep, VALUES_MAX, withValue } from './sweepPlan.ts'
import { FIRST_SWEEP } from './sweepState.ts'

const spec = PRESETS.vanilla.spec
const untouched = FIRST_SWEEP.draft

describe('[P133] what is set up for a sweep', () => {
  it('begins with the first setting of the spec, its values, three seeds', () => {
    const plan = planSweep(spec, untouched)
    expect(plan.setting.path).toBe('model.latent.units')
    expect(plan.values).toEqual([1, 2, 4, 8, 16, 32])
    expect(plan.runs.map(({ value, seed }) => [value, seed]).slice(5, 8)).toEqual([
      [32, 0],
      [1, 1],
      [2, 1],
    ])
    expect(plan.runs).toHaveLength(18)
  })

  it('falls back to the first setting, with its own values, where the spec does not offer the chosen one', () => {
    const plan = planSweep(PRESETS.convolutional.spec, { path: 'depth', values: [0, 1], seeds: 2 })
    expect(plan.setting.path).toBe('model.latent.units')
    expect(plan.values).toEqual(plan.setting.values)
  })

  it('keeps what differs but the setting out of the base: as many steps for every number of pictures', () => {
    const { runs } = planSweep(spec, { path: 'data.train', values: [500, 1_000], seeds: 1 })
    expect(runs.map(({ spec: { data, training } }) => [data.train, training.steps, training.epochs])).toEqual([
      [500, 395, undefined],
      [1_000, 395, undefined],
    ])
  })

  it('says why it can’t be', () => {
    const plan = planSweep(spec, { path: 'model.latent.units', values: [2, 0], seeds: 3 })
    expect(plan.runs).toEqual([])
    expect(plan.refusal).toContain('model.latent.units: found 0')
  })
})

describe('[P133] a value that is typed', () => {
  const plan = planSweep(spec, untouched)

  it('takes its place among the others', () => {
    expect(withValue(plan, ' 12 ')).toEqual([1, 2, 4, 8, 12, 16, 32])
    expect(withValue(planSweep(spec, { ...untouched, path: 'data.train' }), '1,500')).toContain(1_500)
    expect(withValue(planSweep(spec, { ...untouched, path: 'training.learningRate' }), '2e-2')).toContain(0.02)
  })

  it.each([
    ['many', /model\.latent\.units: found .*many.*; allowed: a number/],
    ['1,5', /found .*1,5.*; allowed: a number/],
    ['8', /found 8; allowed: each value once/],
    ['2.5', /model\.latent\.units: found 2\.5; allowed: /],
    ['-1', /model\.latent\.units: found -1/],
  ])('is refused where it can’t be: %s', (typed, message) => {
    expect(() => withValue(plan, typed)).toThrow(SpecError)
    expect(() => withValue(plan, typed)).toThrow(message)
  })

  it('is one too many beyond so many', () => {
    const values = Array.from({ length: VALUES_MAX }, (_, i) => i + 1)
    expect(() => withValue({ ...plan, values }, '99')).toThrow(`allowed: at most ${VALUES_MAX}`)
  })
})
