import { describe, expect, it } from 'vitest'
import { nodePlatform } from '../cli/nodePlatform.ts'
import { Dataset } from '../engine/data/dataset.ts'
import type { NetworkWeights } from '../engine/forward.ts'
import { adaptToDataset } from '../spec/adaptToDataset.ts'
import { type DatasetName, datasetFacts, inputSize } from '../spec/datasets.ts'
import { PRESETS } from '../spec/presets.ts'
import type { Baseline, DataOverview } from '../workers/protocol.ts'
import { withRun } from './freshRun.ts'
import { seenPoints } from './seenPoints.ts'
import type { AppState, Lane } from './state.ts'

const COUNT = 60
const { spec: digits } = PRESETS.multilayer

describe('seenPoints', () => {
  it('[P106] every point as it comes out, and the curve that they come out on', async () => {
    const state = await stateOf('moons', { weights: shadows(2, [0.6, 0.8]) })
    const { axes, inputs, through } = seenPoints(state) ?? {}
    expect([axes, inputs?.length, through?.outputs.length]).toEqual([2, 2 * COUNT, 2 * COUNT])
    for (let i = 0; i < COUNT; i++) {
      const code = 0.6 * (inputs?.[2 * i] as number) + 0.8 * (inputs?.[2 * i + 1] as number)
      expect(through?.outputs[2 * i]).toBeCloseTo(0.6 * code, 5)
      expect(through?.outputs[2 * i + 1]).toBeCloseTo(0.8 * code, 5)
    }
    expect(through?.shape?.kind).toBe('curve')
  })

  it('[P106] PCA’s line from what it makes of the points, once that is known', async () => {
    const state = await stateOf('ring', {})
    expect(seenPoints(state)?.flat).toBeNull()
    const reconstructions = Float32Array.of(-1, 0, 0, 0, 1, 0)
    const known = withBaseline(state, { codeSize: 1, reconstructions } as unknown as Baseline)
    expect([...(seenPoints(known)?.flat?.corners ?? [])].sort()).toEqual([-1, 0, 0, 1])
  })

  it('[P106] the same object until weights, points or the noise on them change', async () => {
    const state = await stateOf('moons', { weights: shadows(2, [1, 0]) })
    const first = seenPoints(state)
    expect(seenPoints({ ...state, view: { ...state.view, sample: 7 } })).toBe(first)
    const noisy = seenPoints({ ...state, view: { ...state.view, testNoise: 0.2 } })
    expect(noisy?.inputs).not.toEqual(first?.inputs)
    const other = seenPoints(await stateOf('moons', { weights: shadows(2, [0, 1]) }))
    expect(other?.through?.outputs).not.toEqual(first?.through?.outputs)
  })

  it('[P109] nothing of pictures, of points not read yet, of samples of other data, or through weights for other data', async () => {
    expect(seenPoints(await stateOf('mnist', { overview: null }))).toBeNull()
    expect(seenPoints(await stateOf('spiral', { overview: null }))).toBeNull()
    const ofDigits: DataOverview = { pictures: new Float32Array(7_840), labels: new Uint8Array(10) }
    expect(seenPoints(await stateOf('spiral', { overview: ofDigits }))).toBeNull()
    expect(seenPoints(await stateOf('spiral', { weights: shadows(3, [1, 0, 0]) }))).toMatchObject({ axes: 2, through: null })
    expect(seenPoints(await stateOf('spiral', {}))).toMatchObject({ axes: 2, through: null, flat: null })
  })
})

/** A network whose code is the shadow on one direction: code = x . direction, output = code direction. */
function shadows(axes: number, direction: readonly number[]): NetworkWeights {
  const kernel = Float32Array.from(direction)
  return {
    step: 1,
    encoderLayers: 1,
    layers: [
      { type: 'dense', inputs: axes, units: 1, activation: 'linear', kernel, bias: new Float32Array(1) },
      { type: 'dense', inputs: 1, units: axes, activation: 'linear', kernel, bias: new Float32Array(axes) },
    ],
  }
}

/** The page's state with a run on a dataset whose test samples have been read, unless said otherwise. */
async function stateOf(
  name: DatasetName,
  { weights = null, overview }: { weights?: NetworkWeights | null; overview?: DataOverview | null },
): Promise<AppState> {
  const empty = {
    lanes: { 'lane-1': { laneId: 'lane-1', runId: 'run-1', engine: { status: 'ready' }, overview: null } },
    selectedLane: 'lane-1',
    runs: {},
    live: {},
    shipped: null,
    view: { sample: 3, testNoise: 0, noiseType: null },
  } as unknown as AppState
  const state = {
    ...empty,
    ...withRun(empty, { laneId: 'lane-1', runId: 'run-1', spec: adaptToDataset(digits, name, digits), backend: 'wasm', wantsTraining: false }),
  }
  const live = { ...state.live, 'run-1': { ...(state.live['run-1'] as AppState['live'][string]), weights } }
  const lane = state.lanes['lane-1'] as Lane
  return { ...state, live, lanes: { 'lane-1': { ...lane, overview: overview === undefined ? await testPoints(name) : overview } } }
}

function withBaseline(state: AppState, baseline: Baseline): AppState {
  return { ...state, runs: { 'run-1': { ...(state.runs['run-1'] as AppState['runs'][string]), baseline } } }
}

async function testPoints(name: DatasetName): Promise<DataOverview> {
  const { test } = await loaded(new Dataset(nodePlatform, { name, train: 1, test: COUNT }))
  const size = inputSize(datasetFacts(name))
  return { pictures: Float32Array.from(test.pixels.subarray(0, COUNT * size)), labels: test.labels.slice(0, COUNT) }
}

async function loaded(dataset: Dataset): Promise<Dataset> {
  await dataset.load()
  return dataset
}
