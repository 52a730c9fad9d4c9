import { describe, expect, it } from 'vitest'
import type { Metrics, RunStatus } from '../../engine/metrics.ts'
import { checkSpec } from '../../spec/checkSpec.ts'
import type { ComparedMeasure } from '../../spec/commonMeasure.ts'
import { planNetwork } from '../../spec/network.ts'
import { PRESETS } from '../../spec/presets.ts'
import type { RunSpec } from '../../spec/runSpec.ts'
import type { LiveRun, RunState } from '../../store/state.ts'
import { columnOf, columnsFor } from './laneColumns.ts'
import { figuresOf, tableFacts } from './laneFigures.ts'

const { multilayer, sparse, denoising } = PRESETS

function runOf(spec: RunSpec, status: RunStatus = 'done'): RunState {
  return { spec, plan: planNetwork(spec), status, edits: [] } as unknown as RunState
}

/** 10,000 training pictures, 79 steps an epoch, two epochs trained. */
function liveOf(metrics: Partial<Metrics> = {}, rest: Partial<LiveRun> = {}): LiveRun {
  return {
    metrics: { step: 158, epoch: 2, testLoss: 0.21, testMse: 0.05, imagesPerSecond: 20_000, ...metrics },
    progress: { trainingPictures: 10_000, samplesPlanned: 20_000 },
    history: [
      { step: 40, trainLoss: 0.3, testLoss: 0.26 },
      { step: 79, trainLoss: 0.21, testLoss: null },
      { step: 100, trainLoss: 0.23, testLoss: 0.24 },
      { step: 158, trainLoss: 0.22, testLoss: 0.21 },
    ],
    ...rest,
  } as unknown as LiveRun
}

const reached = (goal: number | null, status: RunStatus = 'done', metrics: Partial<Metrics> = {}) =>
  figuresOf('lane-1', runOf(multilayer.spec, status), liveOf(metrics), goal === null ? null : { loss: goal, measure: 'testLoss' }).reached

describe('figuresOf', () => {
  it('[P125] tells the pictures seen when a test loss at or under the goal was first measured, and last before, with the engine’s own rate', () => {
    const imagesPerSecond = 20_000
    expect(reached(0.24)).toEqual({ samples: 12_688, samplesBefore: 5_120, imagesPerSecond })
    expect(reached(0.21)).toEqual({ samples: 20_000, samplesBefore: 12_688, imagesPerSecond })
    expect(reached(0.239)).toEqual({ samples: 20_000, samplesBefore: 12_688, imagesPerSecond })
    expect(reached(0.3)).toEqual({ samples: 5_120, samplesBefore: 0, imagesPerSecond })
  })

  it('[P125] says never only where nothing more will come, and no time without a rate', () => {
    expect(['done', 'diverged', 'failed'].map((status) => reached(0.1, status as RunStatus))).toEqual(['never', 'never', 'never'])
    expect(['idle', 'training', 'paused'].map((status) => reached(0.1, status as RunStatus))).toEqual([null, null, null])
    expect(reached(null)).toBe(null)
    const timeOf = (goal: number, rate: number) =>
      columnOf('time-to-loss').cell(
        figuresOf('lane-1', runOf(multilayer.spec), liveOf({ imagesPerSecond: rate }), { loss: goal, measure: 'testLoss' }),
      )
    expect(timeOf(0.24, 20_000)).toMatchObject({ text: '0.6 s', value: 12_688 / 20_000, least: 5_120 / 20_000 })
    expect(timeOf(0.24, 0)).toMatchObject({ text: '–', value: null })
    expect(timeOf(0.1, 20_000)).toMatchObject({ text: 'never', value: Number.POSITIVE_INFINITY })
  })

  it('[P128] tells times in the measure that is common to all', () => {
    const history = [
      { step: 40, trainLoss: 0.3, testLoss: 0.26, testMse: 0.06 },
      { step: 100, trainLoss: 0.23, testLoss: 0.24, testMse: 0.05, testLossClean: 0.22 },
    ]
    const at = (loss: number, measure: ComparedMeasure) =>
      figuresOf('lane-1', runOf(multilayer.spec), liveOf({}, { history }), { loss, measure }).reached
    expect(at(0.05, 'testMse')).toMatchObject({ samples: 12_688, samplesBefore: 5_120 })
    expect(at(0.22, 'testLossClean')).toMatchObject({ samples: 12_688 })
    expect(at(0.26, 'testLossClean')).toMatchObject({ samples: 5_120 })
    expect(at(0.04, 'testMse')).toBe('never')
  })

  it('[P127] shows the share told by the codes only of the present weights', () => {
    const knn = { accuracy: 0.4, training: 10_000, test: 2_000, step: 158 }
    expect(figuresOf('lane-1', runOf(multilayer.spec), liveOf({}, { knn }), null).knn).toBe(knn)
    expect(figuresOf('lane-1', runOf(multilayer.spec), liveOf({ step: 159 }, { knn }), null).knn).toBe(null)
  })

  it('[P123] has an active share only where a unit can be at rest', () => {
    expect(figuresOf('lane-1', runOf(sparse.spec), liveOf({ activeShare: 0.2 }), null).activeShare).toBe(0.2)
    expect(figuresOf('lane-1', runOf(multilayer.spec), liveOf({ activeShare: 1 }), null).activeShare).toBe(null)
  })

  it('[P128] has no loss on clean pictures of a run with noise before that is measured; without noise it is the test loss', () => {
    expect(figuresOf('lane-1', runOf(multilayer.spec), liveOf(), null).testLossClean).toBe(0.21)
    expect(figuresOf('lane-1', runOf(denoising.spec), liveOf(), null).testLossClean).toBe(null)
    expect(figuresOf('lane-1', runOf(denoising.spec), liveOf({ testLossClean: 0.18 }), null).testLossClean).toBe(0.18)
  })
})

describe('columns', () => {
  const columns = (...specs: RunSpec[]) => columnsFor(tableFacts(specs.map((spec) => runOf(spec)))).map(({ id }) => id)
  const marked = (...specs: RunSpec[]) => {
    const facts = tableFacts(specs.map((spec) => runOf(spec)))
    return columnsFor(facts).flatMap(({ id, best }) => (best(facts) ? [id] : []))
  }
  const squared = checkSpec({ ...multilayer.spec, loss: 'mse' })
  const ring: RunSpec = { ...multilayer.spec, data: { name: 'ring' } }

  it('[P123] are those that say something of some lane', () => {
    expect(columns(multilayer.spec, multilayer.spec)).toEqual([
      'test-loss',
      'test-mse',
      'parameters',
      'images-per-second',
      'time-to-loss',
      'pictures-to-loss',
      'knn-accuracy',
      'code',
      'compression',
    ])
    expect(columns(multilayer.spec, sparse.spec)).toContain('active-share')
    expect(columns(ring, ring)).not.toContain('knn-accuracy')
  })

  it('[P128] mark the measure that is common to all', () => {
    expect(marked(multilayer.spec, multilayer.spec)).toEqual(expect.arrayContaining(['test-loss', 'test-mse', 'knn-accuracy', 'time-to-loss']))
    expect(columns(multilayer.spec, squared)).toEqual(expect.arrayContaining(['time-to-loss', 'pictures-to-loss']))
    expect(marked(multilayer.spec, squared).filter((id) => id.startsWith('test'))).toEqual(['test-mse'])
    const noisy = checkSpec({ ...multilayer.spec, corruption: { type: 'gaussian', sigma: 0.5 } })
    expect(columns(multilayer.spec, noisy).slice(0, 2)).toEqual(['test-loss-clean', 'test-mse'])
    expect(marked(multilayer.spec, noisy).filter((id) => id.startsWith('test'))).toEqual(['test-loss-clean'])
  })

  it('[P128] mark no loss on different data, but what a network costs all the same', () => {
    const garments = checkSpec({ ...multilayer.spec, data: { name: 'fashion-mnist', train: 10_000 } })
    expect(marked(multilayer.spec, garments)).toEqual(['parameters', 'images-per-second', 'compression'])
  })
})
