import { describe, expect, it } from 'vitest'
import { DATASETS } from '../../spec/datasets.ts'
import { type ChoiceOption, OPTIONS } from '../../spec/options.ts'
import { corruptionOf, strengthInWords, strengthOf } from './noiseStrength.ts'
import { sampleChoices } from './sampleChoices.ts'
import { trainingCounts } from './trainingCounts.ts'

const OFFERED = (OPTIONS['data.train'] as ChoiceOption).choices.map(Number)

describe('trainingCounts', () => {
  it('[P86] of pictures from 100 to all there can be', () => {
    expect(trainingCounts(DATASETS.mnist, OFFERED, 10_000)).toEqual([100, 1_000, 5_000, 10_000, 20_000, 60_000])
  })

  it('[P86] of points no more than can be made, and what there is from the start', () => {
    expect(trainingCounts(DATASETS.ring, OFFERED, 2_000)).toEqual([100, 1_000, 2_000, 5_000, 10_000])
  })

  it('[P86] a count set elsewhere is among them', () => {
    expect(trainingCounts(DATASETS.moons, OFFERED, 777)).toContain(777)
  })
})

describe('sampleChoices', () => {
  it('[P86] ten points, of each class as many, in the order of the classes', () => {
    const labels = Uint8Array.from({ length: 40 }, (_, i) => (i < 3 ? 1 : i % 2))
    const chosen = sampleChoices(labels, 10)
    expect(chosen).toEqual([4, 6, 8, 10, 12, 0, 1, 2, 3, 5])
    expect(chosen.map((index) => labels[index])).toEqual([0, 0, 0, 0, 0, 1, 1, 1, 1, 1])
  })

  it('[P86] fewer points than asked for are all of them', () => {
    expect(sampleChoices(Uint8Array.of(1, 0, 1), 10)).toEqual([1, 0, 2])
  })
})

describe('strength', () => {
  it('[P87] is sigma or rate, and says so in words', () => {
    for (const type of ['gaussian', 'salt-and-pepper', 'masking'] as const) {
      expect(strengthOf(corruptionOf(type, [0.1, 0.5]))).toEqual([0.1, 0.5])
    }
    expect([0, 0.5, [0, 0.6]].map((strength) => strengthInWords(strength as number))).toEqual(['none', '0.5', '0 to 0.6, mixed'])
  })
})
