// window.hourglass: the page's console, documented in docs/CONSOLE.md; the tests use the same object. All of it concerns the selected lane,
// but what names a lane.
// Every call returns a promise and rejects a wrong argument with a sentence that names it. Training here runs at full speed.

import { decodeWith, encodeWith, forward, forwardAll } from '../engine/forward.ts'
import type { Goal } from '../engine/loop.ts'
import type { HistoryRecord, Metrics } from '../engine/metrics.ts'
import { checkSpec } from '../spec/checkSpec.ts'
import { datasetFacts, statedShape } from '../spec/datasets.ts'
import { parameterShapes } from '../spec/layerShapes.ts'
import type { NetworkPlan } from '../spec/network.ts'
import { PRESET_NAMES, PRESETS, type PresetName } from '../spec/presets.ts'
import { testCount, trainingCount } from '../spec/runLength.ts'
import type { Corruption, RunSpec } from '../spec/runSpec.ts'
import type { ProbeReport, RunId, SampleRequest } from '../workers/protocol.ts'
import type { AppCore } from './app.ts'
import { BACKEND_CHOICES, type BackendChoice } from './backendChoice.ts'
import { count, numberRows, oneOf, wholeNumber } from './consoleArguments.ts'
import { applyEdit } from './createActions.ts'
import type { RemoteTrainer } from './laneEngine.ts'
import { forkLane, removeLane, selectLane } from './lanes.ts'
import { titleOf } from './laneTitles.ts'
import { baselineOf } from './runBaselines.ts'
import { type LaneId, selectedLive, selectedRun } from './state.ts'
import { lastTimings, type Timing } from './timings.ts'

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
  weights(index: number): Promise<{ kernel: number[]; bias: number[]; shape: number[] }>
  backend(name?: BackendChoice): Promise<{ name: BackendChoice; measured: ProbeReport['figures'] | null }>
  memory(): Promise<{ tensors: number; bytes: number; wasmBytes: number }>
  timings(): Promise<Timing[]>
  lanes(): Promise<{ laneId: LaneId; name: string; spec: RunSpec; metrics: Metrics }[]>
  /** A lane for the selected run's spec with these fields set: at step 0, idle, of the same seed. Resolves when it stands. */
  fork(changes?: Record<string, unknown>): Promise<LaneId>
  select(laneId: LaneId): Promise<void>
  remove(laneId: LaneId): Promise<void>
}

export interface ConsoleGiven {
  readonly version: string
  /** First paint. */
  readonly ready: Promise<void>
  /** The shipped network has been read, or can't be. */
  readonly opened: Promise<void>
}

export function createConsole(core: AppCore, { version, ready, opened }: ConsoleGiven): HourglassConsole {
  const { store } = core
  const run = () => selectedRun(store.getState())
  const id = () => run().runId
  /** Asked of the selected lane, of whichever run stands in it when its turn comes. */
  const ask = <T>(question: (trainer: RemoteTrainer, runId: RunId) => Promise<T>, deadlineMs?: number): Promise<T> => {
    const lane = core.selected
    return lane.engine.ask((trainer) => question(trainer, lane.run.runId), deadlineMs)
  }
  const inputs = (value: unknown) => numberRows('inputs', value, run().plan.inputs)
  const latents = (value: unknown) => numberRows('latents', value, run().plan.latent)
  /** The shipped network while it is the one that answers; its file is waited for. */
  const shipped = async () => {
    await opened
    const { shipped: network } = store.getState()
    return network?.stage === 'shown' && network.laneId === core.selected.laneId ? network.live.weights : null
  }

  /** Metrics with PCA's figure; at the end, when all data has been read, it is waited for. */
  const complete = async (metrics: Metrics): Promise<Metrics> => {
    core.takeMetrics(metrics)
    const baseline = metrics.status === 'done' ? await baselineOf(core, metrics.runId) : (store.getState().runs[metrics.runId]?.baseline ?? null)
    return baseline ? { ...metrics, pcaMse: baseline.pcaMse } : metrics
  }

  const laneNamed = (value: unknown): LaneId =>
    oneOf(
      'laneId',
      value,
      core.lanes.map(({ laneId }) => laneId),
    ) as LaneId

  return {
    version,
    ready,
    async load(spec) {
      const name = typeof spec === 'string' ? (oneOf('preset', spec, PRESET_NAMES) as PresetName) : null
      await core.selected.replaceRun(name ? PRESETS[name].spec : checkSpec(spec), { inheritsWeights: false, shipped: 'gone' })
      await ask((trainer, runId) => trainer.firstPictures(runId), Number.POSITIVE_INFINITY)
      core.refresh()
    },
    spec: async () => structuredClone(run().spec),
    async shape() {
      const { plan, spec } = run()
      return { input: statedShape(datasetFacts(spec.data.name)), latent: [plan.latent] }
    },
    async set(path, value) {
      if (typeof path !== 'string') throw new TypeError(`path: found ${typeof path}; allowed: text such as "training.learningRate"`)
      const kept = await applyEdit(core, path, value)
      core.selected.leaveShipped()
      return { kept }
    },
    play: () => core.selected.play(id(), 'full'),
    pause: async () => complete(await core.selected.engine.pause(id())),
    async step(steps = 1) {
      const number = count('steps', steps)
      core.selected.leaveShipped()
      return complete(await core.selected.engine.train(id(), { steps: number }))
    },
    async train(goal) {
      const checked = checkGoal(goal)
      core.selected.leaveShipped()
      const answer = core.selected.engine.train(id(), checked)
      core.refresh()
      return complete(await answer)
    },
    reset: () => core.selected.reset(),
    async metrics() {
      return complete(await ask((trainer, runId) => trainer.metrics(runId)))
    },
    history: () => ask((trainer, runId) => trainer.history(runId)),
    async sample(asked) {
      if (typeof asked !== 'object' || asked === null) throw new TypeError(`sample: found ${typeof asked}; allowed: { split, from, count }`)
      const { split, from, count: wanted } = asked
      oneOf('split', split, ['train', 'test'])
      const there = split === 'train' ? trainingCount(run().spec) : testCount(run().spec)
      const request = { split, from: wholeNumber('from', from, 0, there - 1), count: wholeNumber('count', wanted, 1, there - from) }
      return ask((trainer, runId) => trainer.sample(runId, request), Number.POSITIVE_INFINITY)
    },
    async corrupt(pictures, corruption, seed) {
      const { corruption: checked } = checkSpec({ ...run().spec, corruption })
      if (!checked) throw new TypeError('corruption: found nothing; allowed: such as { type: "gaussian", sigma: 0.5 }')
      const rows = inputs(pictures)
      const number = wholeNumber('seed', seed, 0, 0xffff_ffff)
      return ask((trainer, runId) => trainer.corrupt(runId, rows, checked, number))
    },
    async encode(pictures) {
      const rows = inputs(pictures)
      const network = await shipped()
      return network ? rows.map((row) => [...encodeWith(network, row)]) : ask((trainer, runId) => trainer.encode(runId, rows))
    },
    async decode(codes) {
      const rows = latents(codes)
      const network = await shipped()
      return network ? rows.map((row) => [...decodeWith(network, row)]) : ask((trainer, runId) => trainer.decode(runId, rows))
    },
    async reconstruct(pictures) {
      const rows = inputs(pictures)
      const network = await shipped()
      return network ? rows.map((row) => [...forward(network.layers, row)]) : ask((trainer, runId) => trainer.reconstruct(runId, rows))
    },
    async scores(pictures) {
      const rows = inputs(pictures)
      const network = await shipped()
      return network ? rows.map((row) => meanSquare(forward(network.layers, row), row)) : ask((trainer, runId) => trainer.scores(runId, rows))
    },
    async activations(picture) {
      const [row] = numberRows('input', [picture], run().plan.inputs) as [number[]]
      const network = await shipped()
      if (!network) return ask((trainer, runId) => trainer.activations(runId, row))
      return forwardAll(network.layers, row).map((values, i) => ({ layer: layerName(run().plan, i), values: [...values] }))
    },
    async weights(index) {
      const place = wholeNumber('i', index, 0, run().plan.layers.length - 1)
      const { layers } = (await shipped()) ?? (await ask((trainer, runId) => trainer.weights(runId)))
      const layer = layers[place] as (typeof layers)[number]
      return { kernel: [...layer.kernel], bias: [...layer.bias], shape: [...(parameterShapes(layer)?.kernel ?? [])] }
    },
    async backend(name) {
      if (name !== undefined) core.chooseBackend(oneOf('backend', name, BACKEND_CHOICES) as BackendChoice)
      const { measured } = store.getState().backend
      return { name: name ?? selectedLive(store.getState()).metrics.backend, measured: structuredClone(measured?.figures ?? null) }
    },
    memory: () => core.selected.engine.call((trainer) => trainer.memory()),
    timings: async () => lastTimings(),
    lanes: () =>
      Promise.all(
        core.lanes.map(async ({ laneId, run, engine }) => {
          const metrics = await engine.ask((trainer) => trainer.metrics(core.lane(laneId).run.runId))
          return { laneId, name: titleOf(store.getState(), laneId), spec: structuredClone(run.spec), metrics: await complete(metrics) }
        }),
      ),
    async fork(changes = {}) {
      if (typeof changes !== 'object' || changes === null || Array.isArray(changes)) {
        throw new TypeError(`fork: found ${JSON.stringify(changes)}; allowed: an object such as { "model.latent.units": 8 }`)
      }
      const laneId = forkLane(
        core,
        Object.entries(changes).map(([path, value]) => ({ path, value })),
      )
      const lane = core.lane(laneId)
      await lane.engine.ask((trainer) => trainer.firstPictures(lane.run.runId), Number.POSITIVE_INFINITY)
      return laneId
    },
    select: async (laneId) => selectLane(core, laneNamed(laneId)),
    remove: async (laneId) => removeLane(core, laneNamed(laneId)),
  }
}

/** As the worker names them: "encoder 1", "latent", "decoder 2", "output". */
function layerName({ layers }: NetworkPlan, index: number): string {
  const { role } = layers[index] as (typeof layers)[number]
  if (role === 'latent' || role === 'output') return role
  return `${role} ${layers.slice(0, index + 1).filter((layer) => layer.role === role).length}`
}

function meanSquare(a: ArrayLike<number>, b: readonly number[]): number {
  return b.reduce((sum, value, i) => sum + ((a[i] as number) - value) ** 2, 0) / b.length
}

function checkGoal(goal: unknown): Goal {
  if (goal === undefined) return undefined
  if (typeof goal === 'object' && goal !== null && Object.keys(goal).length === 1) {
    if ('steps' in goal) return { steps: count('steps', goal.steps) }
    if ('epochs' in goal) return { epochs: count('epochs', goal.epochs) }
  }
  throw new TypeError(`train: found ${JSON.stringify(goal)}; allowed: nothing, { steps: n } or { epochs: n }`)
}
