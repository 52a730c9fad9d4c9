import { describe, expect, it } from 'vitest'
import { PRESETS } from '../spec/presets.ts'
import { sweepRuns } from '../spec/sweep.ts'
import { secondsLeft, shareDone, workOf } from './sweepEstimate.ts'

const runs = sweepRuns({ base: PRESETS.vanilla.spec, path: 'model.latent.units', values: [2, 32], seeds: 2 })
const [small, large, smallAgain, largeAgain] = runs as [(typeof runs)[0], (typeof runs)[0], (typeof runs)[0], (typeof runs)[0]]
const nothing = { runs, ended: [], training: [], workers: 1, secondsPerWork: null }
const total = runs.reduce((sum, run) => sum + workOf(run), 0)

describe('[P134] how long a sweep still takes', () => {
  it('is not known before anything is', () => {
    expect(secondsLeft(nothing)).toBeNull()
  })

  it('follows the computing of its runs at a rate that was measured before, shared by its workers', () => {
    expect(secondsLeft({ ...nothing, secondsPerWork: 1e-6 })).toBeCloseTo(total * 1e-6, 9)
    expect(secondsLeft({ ...nothing, secondsPerWork: 1e-6, workers: 2 })).toBeCloseTo((total * 1e-6) / 2, 9)
  })

  it('is never less than the longest run has left alone', () => {
    expect(secondsLeft({ ...nothing, secondsPerWork: 1e-6, workers: 4 })).toBeCloseTo(workOf(large) * 1e-6, 9)
  })

  it('takes a run to be as long as others of its value were, and what is trained off it', () => {
    const ended = [
      { run: small, took: 3 },
      { run: large, took: 10 },
    ]
    expect(secondsLeft({ ...nothing, ended, secondsPerWork: 1 })).toBeCloseTo(13, 9)
    expect(secondsLeft({ ...nothing, ended, training: [{ run: largeAgain, share: 0.75 }] })).toBeCloseTo(3 + 2.5, 9)
  })

  it('is taken from those that have ended where their value has not', () => {
    const left = secondsLeft({ ...nothing, ended: [{ run: small, took: 2 }], secondsPerWork: 1 })
    expect(left).toBeCloseTo(2 + (2 * 2 * workOf(large)) / workOf(small), 6)
  })

  it('is nothing at the end, and a run that failed tells no time', () => {
    expect(secondsLeft({ ...nothing, ended: runs.map((run) => ({ run, took: null })) })).toBe(0)
    expect(secondsLeft({ ...nothing, ended: [{ run: small, took: null }] })).toBeNull()
  })

  it('counts what is done by its computing', () => {
    const share = shareDone({ runs, ended: [{ run: large, took: 1 }], training: [{ run: smallAgain, share: 0.5 }] })
    expect(share).toBeCloseTo((workOf(large) + workOf(small) / 2) / total, 9)
  })
})
