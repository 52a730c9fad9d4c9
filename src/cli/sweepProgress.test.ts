import { describe, expect, it } from 'vitest'
import { PRESETS } from '../spec/presets.ts'
import { sweepRuns } from '../spec/sweep.ts'
import { trainingWork } from '../spec/trainingWork.ts'
import { SweepProgress } from './sweepProgress.ts'

describe('SweepProgress', () => {
  it('[C8] estimates by how much computing each run is, at the rate so far', () => {
    const runs = sweepRuns({ base: PRESETS.vanilla.spec, path: 'training.epochs', values: [1, 9], seeds: 1 })
    const [short, long] = runs
    if (!short || !long) throw new Error('two runs')
    let now = 5_000
    const progress = new SweepProgress('training.epochs', runs, () => now)
    expect([progress.share, progress.secondsLeft]).toEqual([0, null])
    now += 10_000
    progress.note(short, 0.5)
    expect(progress.share).toBeCloseTo(0.5 / (1 + trainingWork(long.spec) / trainingWork(short.spec)), 12)
    progress.note(short, 1)
    progress.note(long, 1 / 9)
    expect(progress.share).toBeCloseTo(0.2, 12)
    expect(progress.secondsLeft).toBeCloseTo(40, 9)
  })
})
