import { describe, expect, it } from 'vitest'
import { editSpec } from './editSpec.ts'
import { PRESETS } from './presets.ts'
import { trainingWork } from './trainingWork.ts'

const base = editSpec(editSpec(PRESETS.vanilla.spec, 'data.train', 1_000), 'training.epochs', 3)

describe('trainingWork', () => {
  it('[S27] counts a forward pass of every layer, for pictures trained on and a third of those measured', () => {
    const perPicture = 784 + 784 * 32 + 32 * 784
    expect(trainingWork(base)).toBe(perPicture * (3_000 + 3 * (10_000 / 3)))
  })

  it('[S27] a convolution’s kernel counts once for each place; pooling has none', () => {
    const conv = { type: 'conv', filters: 4, kernel: 3, stride: 2, activation: 'relu' }
    const encoder = [conv, { type: 'max-pool', size: 2 }]
    const spec = editSpec(base, 'model.encoder', encoder)
    const dense = 2 * 7 * 7 * 4 * 32
    const convolutions = 2 * 14 * 14 * (3 * 3 * 4)
    expect(trainingWork(spec)).toBe((784 + dense + convolutions) * (3_000 + 3 * (10_000 / 3)))
  })
})
