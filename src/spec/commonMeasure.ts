// By which figure several networks are compared, and what is to be said about it: a loss is comparable only where it means the same in all.

import { datasetFacts } from './datasets.ts'
import { testCount } from './runLength.ts'
import type { RunSpec } from './runSpec.ts'
import { noiseInWords } from './specWords.ts'

/** Names of figures in a run's metrics. 'testLossClean' is testLoss itself of a run without noise. */
export type ComparedMeasure = 'testLoss' | 'testLossClean' | 'testMse'

export interface CommonMeasure {
  readonly measure: ComparedMeasure
  /** One or two sentences; null where all are tested alike, in their own loss. */
  readonly why: string | null
  /** Does a smaller figure mean a better network? Not where their test pictures differ: then none is to be called the best. */
  readonly isComparable: boolean
}

/** The figures of a run that a measure is read from, as they are or as they were at a step of its history. */
export interface MeasuredFigures {
  readonly testLoss: number | null
  readonly testMse?: number | null
  readonly testLossClean?: number
}

/**
 * The measure that is common to the specs. Training pictures, their number, shuffled pixels (the same pixels in another order), penalties, seed and
 * network may differ: the test loss is the reconstruction's alone, on the same test pictures with the same noise.
 * Another loss: the squared error, which every run has. Other noise: clean pictures, which every run is tested on too. Both: there is no figure of
 * the squared error on clean pictures, so each has its own noise, and that is said. Other data or classes are not compared.
 */
export function commonMeasure(specs: readonly RunSpec[]): CommonMeasure {
  const differ = (of: (spec: RunSpec) => string | number) => new Set(specs.map(of)).size > 1
  const all = specs.length === 2 ? 'both' : 'all'
  const [hasOtherLoss, hasOtherNoise] = [differ(({ loss }) => loss), differ(({ corruption }) => noiseInWords(corruption))]
  const measure = hasOtherLoss ? 'testMse' : hasOtherNoise ? 'testLossClean' : 'testLoss'
  const told = (isComparable: boolean, ...sentences: string[]): CommonMeasure => ({ measure, why: sentences.join(' ') || null, isComparable })

  if (differ(({ data }) => data.name)) {
    const names = [...new Set(specs.map(({ data }) => datasetFacts(data.name).title))].join(', ')
    return told(false, `Different data (${names}): each figure says how well a network rebuilds its own, not which network is better.`)
  }
  if (differ(classesOf)) {
    return told(false, 'Trained on different classes, and each tested on its own: the figures are of different samples, so none is called the best.')
  }
  const fewer = differ(testCount) ? ['Tested on different numbers of samples: small differences may be chance.'] : []
  if (hasOtherLoss && hasOtherNoise) {
    return told(
      false,
      'Trained on different losses and with different noise: shown is the squared error, but each with its own noise on the test inputs, so none is called the best.',
    )
  }
  if (hasOtherLoss) return told(true, `Trained on different losses: compared by the squared error of a pixel, which ${all} have.`, ...fewer)
  if (hasOtherNoise) return told(true, `Trained with different noise: compared by the loss on clean inputs, which ${all} are given.`, ...fewer)
  return told(true, ...fewer)
}

/** What a run's figures say in this measure; null until it has been measured. */
export function valueOn(measure: ComparedMeasure, figures: MeasuredFigures): number | null {
  return (measure === 'testLossClean' ? (figures.testLossClean ?? figures.testLoss) : figures[measure]) ?? null
}

/** The measure in words. */
export const MEASURE_WORDS: Record<ComparedMeasure, string> = {
  testLoss: 'test loss',
  testLossClean: 'loss on clean inputs',
  testMse: 'squared error',
}

function classesOf({ data }: RunSpec): string {
  const all = datasetFacts(data.name).classes.keys()
  return [...new Set(data.classes ?? all)].sort((a, b) => a - b).join()
}
