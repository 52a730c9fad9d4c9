import { describe, expect, it } from 'vitest'
import { editSpec } from './editSpec.ts'
import { editSpecTogether, nearestEdits, reasonAgainst, withPenalty } from './nearestEdits.ts'
import { PRESETS } from './presets.ts'
import type { RunSpec } from './runSpec.ts'

const { vanilla, variational, convolutional, linear } = PRESETS
const sparse = { spec: editSpec(PRESETS.sparse.spec, 'regularizers', [{ type: 'l1', weight: 1e-3 }]) }

/** What a control of the page makes of a spec. */
function wish(spec: RunSpec, path: string, value: unknown): RunSpec {
  return editSpecTogether(spec, nearestEdits(spec, path, value))
}

describe('nearestEdits', () => {
  it('[P88] a KL penalty takes a sigmoid code along, and goes with it', () => {
    const kl = wish(sparse.spec, 'regularizers', withPenalty(sparse.spec, 'kl', { type: 'kl', weight: 0.01, target: 0.05 }))
    expect(kl.model.latent.activation).toBe('sigmoid')
    expect(kl.regularizers?.map(({ type }) => type)).toEqual(['l1', 'kl'])
    expect(wish(kl, 'model.latent.activation', 'sigmoid')).toEqual(kl)
    expect(wish(kl, 'model.latent.activation', 'relu')).toEqual(sparse.spec)
  })

  it('[P88] a variational code is linear, dense in units, untied and without KL penalty', () => {
    let spec = editSpec(editSpec(vanilla.spec, 'model.latent.activation', 'sigmoid'), 'model.latent.topK', 5)
    spec = editSpec(editSpec(spec, 'regularizers', [{ type: 'kl', weight: 0.01, target: 0.05 }]), 'model.tied', true)
    const variational = wish(spec, 'model.latent.variational', { beta: 1 })
    expect(variational.model).toEqual({ encoder: [], latent: { units: 32, activation: 'linear', variational: { beta: 1 } } })
    expect(variational).not.toHaveProperty('regularizers')
    expect(wish(variational, 'model.latent.activation', 'relu').model.latent).toEqual({ units: 32, activation: 'relu' })
  })

  it('[P88] a bottleneck narrower than its top k keeps all that it has', () => {
    const topK = editSpec(sparse.spec, 'model.latent.topK', 16)
    expect(wish(topK, 'model.latent.units', 12).model.latent).toMatchObject({ units: 12, topK: 12 })
    expect(wish(topK, 'model.latent.units', 64).model.latent).toMatchObject({ units: 64, topK: 16 })
    expect(() => wish(topK, 'model.latent.units', 0)).toThrow(/model\.latent\.units: found 0/)
  })

  it('[P88] cross-entropy and a linear output exclude each other', () => {
    const bce = wish(linear.spec, 'loss', 'bce')
    expect(bce.model).not.toHaveProperty('output')
    expect(wish(bce, 'model.output', 'linear')).toEqual(linear.spec)
  })

  it('[P88] what nothing can be combined with is refused with the reason', () => {
    expect(reasonAgainst(variational.spec, 'model.latent.topK', 1)).toMatch(/every unit of a sampled code is noisy/)
    expect(reasonAgainst(convolutional.spec, 'model.tied', true)).toMatch(/dense layers alone/)
    expect(reasonAgainst(variational.spec, 'regularizers', [{ type: 'kl', weight: 0.1, target: 0.1 }])).toMatch(/sigmoid code/)
    expect(reasonAgainst(vanilla.spec, 'model.tied', true)).toBeNull()
  })
})

describe('withPenalty', () => {
  it('[P88] puts a penalty in, changes it in its place and takes it out', () => {
    const decay = { type: 'weight-decay', weight: 1e-5 } as const
    const both = { ...sparse.spec, regularizers: [...(withPenalty(sparse.spec, 'weight-decay', decay) ?? [])] }
    expect(both.regularizers).toEqual([{ type: 'l1', weight: 1e-3 }, decay])
    expect(withPenalty(both, 'l1', { type: 'l1', weight: 0.1 })).toEqual([{ type: 'l1', weight: 0.1 }, decay])
    expect(withPenalty(sparse.spec, 'l1', null)).toBeUndefined()
  })
})
