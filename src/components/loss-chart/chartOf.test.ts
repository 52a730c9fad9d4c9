import { describe, expect, it } from 'vitest'
import { planNetwork } from '../../spec/network.ts'
import { PRESETS } from '../../spec/presets.ts'
import type { LiveRun, RunState } from '../../store/state.ts'
import { chartOf, lossInterval } from './chartOf.ts'

const { spec } = PRESETS.multilayer
const RUN: RunState = {
  runId: 'run-1',
  revision: 0,
  spec,
  plan: planNetwork(spec),
  status: 'training',
  hasTrained: true,
  wantsTraining: true,
  isEdited: false,
  edits: [],
  problem: null,
  baseline: { codeSize: 2, pcaMse: 0.056, pcaLoss: 0.231, meanLoss: 0.263, floor: 0.058, reconstructions: new Float32Array(0) },
}
const LIVE: LiveRun = {
  metrics: {
    runId: 'run-1',
    step: 79,
    epoch: 1,
    samplesSeen: 10_000,
    trainLoss: 0.24,
    testLoss: 0.25,
    testMse: 0.06,
    testSamples: 1_000,
    imagesPerSecond: 20_000,
    stepMs: 5,
    backend: 'wasm',
    parameters: 1,
    status: 'training',
    edited: false,
  },
  progress: { samplesPlanned: 100_000, trainingPictures: 10_000, picturesRead: 10_000, isAllRead: true, secondsLeft: 3 },
  history: [
    { step: 10, trainLoss: 0.6, testLoss: null },
    { step: 79, trainLoss: 0.24, testLoss: 0.25 },
  ],
  activations: null,
  sampleDeviations: null,
  map: null,
  grid: null,
  reconstructions: null,
  codes: null,
  samples: null,
  weights: null,
}

describe('chartOf', () => {
  it('shows the planned run from its beginning on', () => {
    expect(chartOf(RUN, LIVE).extent).toBe(10)
    expect(chartOf(RUN, { ...LIVE, history: [], metrics: { ...LIVE.metrics, step: 0, epoch: 0 } }).extent).toBe(10)
  })

  it('puts each measurement at its epoch, a test loss only where one was measured', () => {
    const { train, test } = chartOf(RUN, LIVE)
    expect(train.map(({ at }) => at)).toEqual([0.128, 1])
    expect(test).toEqual([{ at: 1, loss: 0.25 }])
  })

  it('compares with PCA and a perfect copy, whose 0 does not stretch a logarithmic axis', () => {
    expect(chartOf(RUN, LIVE).levels.map(({ label }) => label)).toEqual(['PCA with 2 numbers', 'a perfect copy'])
    const baseline = { ...(RUN.baseline as NonNullable<RunState['baseline']>), floor: 0 }
    expect(lossInterval(RUN, chartOf({ ...RUN, baseline }, LIVE))[0]).toBeGreaterThan(0.01)
  })

  it('leaves out what is not a finite loss', () => {
    const history = [...LIVE.history, { step: 80, trainLoss: Number.NaN, testLoss: Number.POSITIVE_INFINITY }]
    expect(chartOf(RUN, { ...LIVE, history })).toMatchObject({ train: { length: 2 }, test: { length: 1 } })
  })

  it('holds everything within the loss axis', () => {
    const data = chartOf(RUN, LIVE)
    const [low, high] = lossInterval(RUN, data)
    expect(low).toBeLessThan(0.058)
    expect(high).toBeGreaterThan(0.69)
  })

  it('[P49] draws the former network’s test loss at its own epochs, within the axis', () => {
    const former = { laneId: 'lane-1', stage: 'ghost', run: RUN, live: LIVE } as const
    const history = [{ step: 10, trainLoss: 0.1, testLoss: 0.1 }]
    const data = chartOf({ ...RUN, baseline: null }, { ...LIVE, history }, former)
    expect(data.ghost).toEqual([{ at: 1, loss: 0.25 }])
    expect(chartOf(RUN, LIVE).ghost).toEqual([])
    const [, high] = lossInterval(RUN, { ...data, ghost: [{ at: 1, loss: 3 }] })
    expect(high).toBeGreaterThan(3)
  })
})
