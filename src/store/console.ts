// window.hourglass: the page's console, documented in docs/CONSOLE.md; the tests use the same object. All of it concerns the selected lane.
// Every call returns a promise and rejects a wrong argument with a sentence that names it. Training here runs at full speed.

import type { Goal } from '../engine/loop.ts'
import type { BackendName, HistoryRecord, Metrics } from '../engine/metrics.ts'
import { checkSpec } from '../spec/checkSpec.ts'
import { testCount, trainingCount } from '../spec/network.ts'
import { PRESET_NAMES, PRESETS, type PresetName } from '../spec/presets.ts'
import type { Corruption, RunSpec } from '../spec/runSpec.ts'
import type { SampleRequest } from '../workers/protocol.ts'
import type { AppCore } from './app.ts'
import { count, numberRows, oneOf, wholeNumber } from './consoleArguments.ts'
import { applyEdit } from './createActions.ts'
import { baselineOf } from './runBaselines.ts'
import { selectedLive, selectedRun } from './state.ts'
import { lastTimings, type Timing } from './timings.ts'

const BACKENDS: readonly BackendName[] = ['wasm', 'webgl', 'cpu']

export interface HourglassConsole {
  readonly version: string
  /** Resolves at first paint. */
  readonly ready: Promise<void>
  load(spec: RunSpec | PresetName): Promise<void>
  spec(): Promise<RunSpec>
  shape(): Promise<{ input: number[]; latent: number[] }>
  set(path: string, value: unknown): Promise<{ kept: 'all' | 'some' | 'none' }>
  play(): Promise<void>
  pause(): Promise<Metrics>
  step(steps?: number): Promise<Metrics>
  train(goal?: Goal): Promise<Metrics>
  reset(): Promise<void>
  metrics(): Promise<Metrics>
  history(): Promise<HistoryRecord[]>
  sample(request: SampleRequest): Promise<{ inputs: number[][]; labels: number[] }>
  corrupt(inputs: number[][], corruption: Corruption, seed: number): Promise<number[][]>
  encode(inputs: number[][]): Promise<number[][]>
  decode(latents: number[][]): Promise<number[][]>
  reconstruct(inputs: number[][]): Promise<number[][]>
  scores(inputs: number[][]): Promise<number[]>
  activations(input: number[]): Promise<{ layer: string; values: number[] }[]>
  weights(index: number): Promise<{ kernel: number[]; bias: number[]; shape: [number, number] }>
  backend(name?: BackendName): Promise<{ name: BackendName; measured: null }>
  memory(): Promise<{ tensors: number; bytes: number; wasmBytes: number }>
  timings(): Promise<Timing[]>
}

export function createConsole(core: AppCore, version: string, ready: Promise<void>): HourglassConsole {
  const { store, engine } = core
  const run = () => selectedRun(store.getState())
  const id = () => run().runId
  const inputs = (value: unknown) => numberRows('inputs', value, run().plan.inputs)
  const latents = (value: unknown) => numberRows('latents', value, run().plan.latent)

  /** Metrics with PCA's figure; at the end, when all data has been read, it is waited for. */
  const complete = async (metrics: Metrics): Promise<Metrics> => {
    core.takeMetrics(metrics)
    const baseline = metrics.status === 'done' ? await baselineOf(core, metrics.runId) : (store.getState().runs[metrics.runId]?.baseline ?? null)
    return baseline ? { ...metrics, pcaMse: baseline.pcaMse } : metrics
  }

  return {
    version,
    ready,
    async load(spec) {
      const name = typeof spec === 'string' ? (oneOf('preset', spec, PRESET_NAMES) as PresetName) : null
      await core.replaceRun(name ? PRESETS[name].spec : checkSpec(spec), { inheritsWeights: false })
      const runId = id()
      await engine.call((trainer) => trainer.firstPictures(runId), Number.POSITIVE_INFINITY)
      core.refresh()
    },
    spec: async () => structuredClone(run().spec),
    async shape() {
      const { plan } = run()
      return { input: [...plan.inputShape], latent: [plan.latent] }
    },
    async set(path, value) {
      if (typeof path !== 'string') throw new TypeError(`path: found ${typeof path}; allowed: text such as "training.learningRate"`)
      return { kept: await applyEdit(core, path, value) }
    },
    play: () => core.play(id(), 'full'),
    pause: async () => complete(await engine.call((trainer) => trainer.pause(id()))),
    async step(steps = 1) {
      const number = count('steps', steps)
      return complete(await engine.call((trainer) => trainer.train(id(), { steps: number }), Number.POSITIVE_INFINITY))
    },
    async train(goal) {
      const checked = checkGoal(goal)
      const answer = engine.call((trainer) => trainer.train(id(), checked), Number.POSITIVE_INFINITY)
      core.refresh()
      return complete(await answer)
    },
    async reset() {
      await core.replaceRun(run().spec, { inheritsWeights: false })
    },
    async metrics() {
      return complete(await engine.call((trainer) => trainer.metrics(id())))
    },
    history: () => engine.call((trainer) => trainer.history(id())),
    async sample(asked) {
      if (typeof asked !== 'object' || asked === null) throw new TypeError(`sample: found ${typeof asked}; allowed: { split, from, count }`)
      const { split, from, count: wanted } = asked
      oneOf('split', split, ['train', 'test'])
      const there = split === 'train' ? trainingCount(run().spec) : testCount(run().spec)
      const request = { split, from: wholeNumber('from', from, 0, there - 1), count: wholeNumber('count', wanted, 1, there - from) }
      return engine.call((trainer) => trainer.sample(id(), request), Number.POSITIVE_INFINITY)
    },
    async corrupt(pictures, corruption, seed) {
      const { corruption: checked } = checkSpec({ ...run().spec, corruption })
      if (!checked) throw new TypeError('corruption: found nothing; allowed: such as { type: "gaussian", sigma: 0.5 }')
      const rows = inputs(pictures)
      const number = wholeNumber('seed', seed, 0, 0xffff_ffff)
      return engine.call((trainer) => trainer.corrupt(id(), rows, checked, number))
    },
    async encode(pictures) {
      const rows = inputs(pictures)
      return engine.call((trainer) => trainer.encode(id(), rows))
    },
    async decode(codes) {
      const rows = latents(codes)
      return engine.call((trainer) => trainer.decode(id(), rows))
    },
    async reconstruct(pictures) {
      const rows = inputs(pictures)
      return engine.call((trainer) => trainer.reconstruct(id(), rows))
    },
    async scores(pictures) {
      const rows = inputs(pictures)
      return engine.call((trainer) => trainer.scores(id(), rows))
    },
    async activations(picture) {
      const [row] = numberRows('input', [picture], run().plan.inputs)
      return engine.call((trainer) => trainer.activations(id(), row as number[]))
    },
    async weights(index) {
      const place = wholeNumber('i', index, 0, run().plan.layers.length - 1)
      const { layers } = await engine.call((trainer) => trainer.weights(id()))
      const { kernel, bias, inputs: rows, units } = layers[place] as (typeof layers)[number]
      return { kernel: [...kernel], bias: [...bias], shape: [rows, units] }
    },
    async backend(name) {
      if (name !== undefined) core.chooseBackend(oneOf('backend', name, BACKENDS) as BackendName)
      return { name: name ?? selectedLive(store.getState()).metrics.backend, measured: null }
    },
    memory: () => engine.call((trainer) => trainer.memory()),
    timings: async () => lastTimings(),
  }
}

function checkGoal(goal: unknown): Goal {
  if (goal === undefined) return undefined
  if (typeof goal === 'object' && goal !== null && Object.keys(goal).length === 1) {
    if ('steps' in goal) return { steps: count('steps', goal.steps) }
    if ('epochs' in goal) return { epochs: count('epochs', goal.epochs) }
  }
  throw new TypeError(`train: found ${JSON.stringify(goal)}; allowed: nothing, { steps: n } or { epochs: n }`)
}
