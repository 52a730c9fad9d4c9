import { describe, expect, it } from 'vitest'
import { PRESETS } from '../src/spec/presets.ts'
import type { Figures } from './measures.ts'
import { RECIPES } from './recipes.ts'
import { REFERENCES, REMARKS } from './references.ts'
import { findResult, type Result } from './results.ts'
import { qualityPage } from './table.ts'

const FIGURES: Figures = { bce: 0.1, mse: 0.01, pcaMse: 0.02, knnAccuracy: 0.9, parameters: 50, seconds: 1.26 }
const { spec } = PRESETS.vanilla

function result(name: string, seed: number, figures: Partial<Figures> = {}): Result {
  return { name, seed, spec: { ...spec, seed }, figures: { ...FIGURES, ...figures } }
}

describe('the quality table', () => {
  it('[Q1] gives the mean over the seeds with the lowest and the highest, and leaves out what was not measured', () => {
    const runs = [result('vanilla mnist', 0), result('vanilla mnist', 1, { bce: 0.2 }), result('variational 20', 0, { elbo: -120.55 })]
    const page = qualityPage({ machine: 'a machine', runs }, RECIPES, REFERENCES)
    expect(page).toContain('| Vanilla, MNIST digits | 0.1500 (0.1000 – 0.2000) | 0.0100 | 0.0200 | 0.900 | 50 | 1.3 |')
    expect(page).toContain('| Variational, 784-256-20 | ELBO, nats | −120.5')
    expect(page).not.toContain('Multilayer')
    expect(page).not.toContain('dB in')
  })

  it('[Q1] says what a denoising network gains, run by run, and why a figure is worse than the other’s', () => {
    const denoised = [1, 3].map((gained, seed) => result('gaussian 0.5', seed, { psnrNoisy: 9 + seed, psnrDenoised: 9 + seed + gained }))
    const page = qualityPage({ machine: 'a machine', runs: [...denoised, result('l1 1e-3', 0)] }, RECIPES, REFERENCES)
    expect(page).toContain('| dB in | dB out | dB gained |')
    expect(page).toContain('| 9.50 (9.00 – 10.00) | 11.50 (10.00 – 13.00) | 2.00 (1.00 – 3.00) |')
    expect(page).toContain(`L1 of 0.001 on the code, 784-128(relu)-784: ${REMARKS['l1 1e-3']}`)
    expect(page).not.toContain(REMARKS['multilayer mnist'])
    expect(page).toContain('the first 2,000 of its test file')
  })

  it('[Q2] a run counts as made only with the very same spec', () => {
    const runs = [result('vanilla mnist', 0)]
    expect(findResult(runs, 'vanilla mnist', { ...spec, seed: 0 })).toBe(runs[0])
    expect(findResult(runs, 'vanilla mnist', { ...spec, seed: 1 })).toBeUndefined()
    expect(findResult(runs, 'vanilla mnist', { ...spec, loss: 'mse' })).toBeUndefined()
    expect(findResult(runs, 'another', { ...spec, seed: 0 })).toBeUndefined()
  })

  it('[Q3] every recipe has a name of its own, and every reference and remark a recipe', () => {
    const names = RECIPES.map(({ name }) => name)
    expect(new Set(names).size).toBe(names.length)
    for (const name of Object.keys({ ...REFERENCES, ...REMARKS })) expect(names).toContain(name)
  })
})
