import { describe, expect, it } from 'vitest'
import { adaptToDataset } from './adaptToDataset.ts'
import { checkSpec } from './checkSpec.ts'
import { commonMeasure, valueOn } from './commonMeasure.ts'
import { setField } from './editSpec.ts'
import { PRESETS } from './presets.ts'
import type { RunSpec } from './runSpec.ts'

const { vanilla, multilayer, denoising, variational, sparse } = PRESETS
const IN_THEIR_OWN_LOSS = { measure: 'testLoss', why: null, isComparable: true }

function edited(spec: RunSpec, changes: Record<string, unknown>): RunSpec {
  return checkSpec(Object.entries(changes).reduce<unknown>((changed, [path, value]) => setField(changed, path, value), spec))
}

describe('commonMeasure', () => {
  it('[S23] is the test loss where all are tested alike, whatever else differs', () => {
    const others = [
      {},
      { 'data.train': 100 },
      { 'data.shufflePixels': true },
      { seed: 4, 'training.epochs': 1 },
      { 'data.test': 10_000 },
      { corruption: { type: 'masking', rate: 0 } },
    ].map((changes) => edited(vanilla.spec, changes))
    for (const other of others) expect(commonMeasure([vanilla.spec, other])).toEqual(IN_THEIR_OWN_LOSS)
    expect(commonMeasure([vanilla.spec, multilayer.spec, variational.spec, sparse.spec])).toEqual(IN_THEIR_OWN_LOSS)
    expect(commonMeasure([denoising.spec, edited(denoising.spec, { 'model.latent.units': 8 })])).toEqual(IN_THEIR_OWN_LOSS)
    expect(commonMeasure([vanilla.spec])).toEqual(IN_THEIR_OWN_LOSS)
    expect(commonMeasure([])).toEqual(IN_THEIR_OWN_LOSS)
  })

  it('[S23] is the squared error where losses differ', () => {
    const mse = edited(vanilla.spec, { loss: 'mse' })
    const why = 'Trained on different losses: compared by the squared error of a pixel, which both have.'
    expect(commonMeasure([vanilla.spec, mse])).toEqual({ measure: 'testMse', why, isComparable: true })
    expect(commonMeasure([vanilla.spec, mse, mse]).why).toMatch(/which all have\.$/)
    const noisy = [denoising.spec, edited(denoising.spec, { loss: 'mse' })]
    expect(commonMeasure(noisy)).toEqual({ measure: 'testMse', why, isComparable: true })
  })

  it('[S23] is the loss on clean pictures where noise differs, in kind or strength', () => {
    const weaker = edited(denoising.spec, { corruption: { type: 'gaussian', sigma: 0.6 } })
    const masked = edited(denoising.spec, { corruption: { type: 'masking', rate: [0, 0.6] } })
    for (const other of [vanilla.spec, weaker, masked]) {
      expect(commonMeasure([denoising.spec, other])).toEqual({
        measure: 'testLossClean',
        why: 'Trained with different noise: compared by the loss on clean inputs, which both are given.',
        isComparable: true,
      })
    }
  })

  it('[S23] losses and noise both: the squared error, none called the best', () => {
    const { measure, why, isComparable } = commonMeasure([denoising.spec, edited(vanilla.spec, { loss: 'mse' })])
    expect([measure, isComparable]).toEqual(['testMse', false])
    expect(why).toMatch(/different losses and with different noise.*each with its own noise/)
  })

  it('[S23] other data or classes are not compared, and the sentence says so', () => {
    const garments = edited(vanilla.spec, { 'data.name': 'fashion-mnist' })
    expect(commonMeasure([vanilla.spec, garments])).toEqual({
      measure: 'testLoss',
      why: 'Different data (MNIST digits, Fashion-MNIST): each figure says how well a network rebuilds its own, not which network is better.',
      isComparable: false,
    })
    const moons = adaptToDataset(vanilla.spec, 'moons', vanilla.spec)
    expect(commonMeasure([vanilla.spec, moons])).toMatchObject({ measure: 'testMse', isComparable: false })
    // Not checked: classes are not built yet.
    const without = (classes: number[]): RunSpec => ({ ...vanilla.spec, data: { ...vanilla.spec.data, classes } })
    expect(commonMeasure([vanilla.spec, without([0, 1])])).toMatchObject({ measure: 'testLoss', isComparable: false })
    expect(commonMeasure([vanilla.spec, without([0, 1])]).why).toMatch(/different classes/)
    expect(commonMeasure([vanilla.spec, without([9, 8, 7, 6, 5, 4, 3, 2, 1, 0])])).toEqual(IN_THEIR_OWN_LOSS)
  })

  it('[S23] other numbers of test pictures are compared with a word of caution', () => {
    const fewer = edited(vanilla.spec, { 'data.test': 1_000 })
    const caution = 'Tested on different numbers of samples: small differences may be chance.'
    expect(commonMeasure([vanilla.spec, fewer])).toEqual({ measure: 'testLoss', why: caution, isComparable: true })
    expect(commonMeasure([denoising.spec, fewer]).why).toMatch(/clean inputs.*Tested on different numbers/)
  })
})

describe('valueOn', () => {
  it('[S23] a run without noise is tested on clean pictures as it is', () => {
    const [clean, noisy] = [
      { testLoss: 0.1, testMse: 0.01 },
      { testLoss: 0.2, testMse: 0.02, testLossClean: 0.15 },
    ]
    expect([valueOn('testLoss', noisy), valueOn('testMse', noisy), valueOn('testLossClean', noisy)]).toEqual([0.2, 0.02, 0.15])
    expect(valueOn('testLossClean', clean)).toBe(0.1)
    expect(valueOn('testLoss', { testLoss: null, testMse: null })).toBeNull()
  })
})
