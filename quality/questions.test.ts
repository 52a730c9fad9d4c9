// Every ready-made question, trained on real digits for as long as it takes until its outcome shows.

import { beforeAll, describe, expect, it } from 'vitest'
import { nodePlatform } from '../src/cli/nodePlatform.ts'
import { startBackend } from '../src/engine/backend.ts'
import { checkSpec } from '../src/spec/checkSpec.ts'
import { type Measure, measuresOf, measureTitle, missedExpectations, shortSpec } from '../src/spec/question.ts'
import { QUESTIONS } from '../src/spec/questions.ts'
import type { RunSpec } from '../src/spec/runSpec.ts'
import { type LaneFigures, trainLane } from './trainLane.ts'

/** Long enough for a machine that is busy with other things. */
const TIMEOUT_MS = 300_000
const SEED = 0

const trained = new Map<string, Promise<LaneFigures>>()

/** Two questions share lanes: those are trained once. */
function trainOnce(spec: RunSpec, measures: readonly Measure[]): Promise<LaneFigures> {
  const key = JSON.stringify([spec, measures])
  const figures = trained.get(key) ?? trainLane(spec, measures)
  trained.set(key, figures)
  return figures
}

describe('ready-made questions', () => {
  beforeAll(() => startBackend('wasm', nodePlatform))

  it.each(QUESTIONS.map((question) => [question.id, question] as const))(
    '[Q6] the outcome of %s shows after a shorter training',
    { timeout: TIMEOUT_MS },
    async (_, question) => {
      const measured = new Map<string, LaneFigures['measured']>()
      for (const { name, spec } of question.lanes) {
        const short = checkSpec(shortSpec({ ...spec, seed: SEED }, question.check))
        measured.set(name, (await trainOnce(short, measuresOf(question))).measured)
      }
      expect(missedExpectations(question, (lane, measure) => measured.get(lane)?.[measureTitle(measure)] ?? Number.NaN)).toEqual([])
    },
  )
})
