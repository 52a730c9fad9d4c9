// What the training worker answers. It owns the run, its loop and the data; it draws nothing and decides nothing about the page.

import * as Comlink from 'comlink'
import { overviewOf } from '../engine/analysis/overview.ts'
import { backendMemory, startBackend } from '../engine/backend.ts'
import { MeasuringBudget } from '../engine/budget.ts'
import { buffersOf } from '../engine/checkpoint.ts'
import { Dataset, datasetRequest } from '../engine/data/dataset.ts'
import { slicePictures } from '../engine/data/gather.ts'
import { onContextLost } from '../engine/fence.ts'
import type { NetworkWeights } from '../engine/forward.ts'
import { type Goal, TrainingLoop } from '../engine/loop.ts'
import type { BackendName, HistoryRecord, Metrics } from '../engine/metrics.ts'
import type { KeptWeights } from '../engine/models/autoencoder.ts'
import { corruptShownPicture } from '../engine/objectives/corruption.ts'
import type { Speed } from '../engine/pace.ts'
import type { Platform } from '../engine/platform.ts'
import { Run, type RunOptions } from '../engine/run.ts'
import { activationsOf, decode, encode, reconstruct, scoresOf } from '../engine/views.ts'
import { describeGpu } from '../engine/webglHardware.ts'
import { datasetFacts } from '../spec/datasets.ts'
import { editSpec } from '../spec/editSpec.ts'
import { planNetwork, testCount, trainingCount } from '../spec/network.ts'
import type { Corruption, RunSpec } from '../spec/runSpec.ts'
import { browserPlatform } from './browserPlatform.ts'
import { Checkpointer } from './checkpointer.ts'
import { FrameServer } from './frameServer.ts'
import { GoalLog } from './goalLog.ts'
import { isGpuAlive } from './gpuAlive.ts'
import { patienceAfter, patienceBefore, SILENCE_MIN_MS } from './patience.ts'
import { probe } from './probe.ts'
import type {
  DataOverview,
  Frame,
  FrameRequest,
  LoadOptions,
  ProbeReport,
  ResumeOptions,
  RunId,
  SampleRequest,
  Trainer,
  TrainerEvent,
  TrainerSetup,
} from './protocol.ts'
import { flatten, unflatten } from './rows.ts'

export const HEARTBEAT_MS = 500
/** So many steps have been compiled for and tell how long one takes. */
const STEPS_MEASURED = 10

/** A run as it stands in the worker. */
interface Session {
  readonly runId: RunId
  readonly run: Run
  readonly loop: TrainingLoop
  readonly frames: FrameServer
  readonly checkpointer: Checkpointer
  readonly goals: GoalLog
  /** The step that it began with here: 0, or where it was resumed. */
  readonly firstStep: number
  /** Of the newest edit: an older one that comes late is dropped. */
  revision: number
}

/** Thrown where a call names a run that another has replaced. */
export class StaleRunError extends Error {
  override readonly name = 'StaleRunError'
}

export class TrainerHost implements Trainer {
  #setup!: TrainerSetup
  #platform!: Platform
  #session: Session | null = null
  /** What has been read for the former run is kept where the next wants the same. */
  #data: { key: string; dataset: Dataset } | null = null
  /** What the page has been told to bear. */
  #silenceMs = SILENCE_MIN_MS

  async open(given: TrainerSetup): Promise<void> {
    this.#setup = given
    this.#platform = browserPlatform(given.baseUrl)
    setInterval(() => this.#beat(), HEARTBEAT_MS)
    await startBackend(given.backend, this.#platform, { kernels: given.kernels })
    onContextLost(() => this.#send({ type: 'gpu-lost' }))
  }

  async probe(spec: RunSpec, backends: readonly BackendName[]): Promise<ProbeReport> {
    const { parameters } = planNetwork(spec)
    const { batchSize } = spec.training
    this.#announceSilence(Math.max(...backends.map((backend) => patienceBefore({ parameters, batchSize, backend }))))
    return probe(spec, { backends, kernels: this.#setup.kernels, platform: this.#platform })
  }

  async load({ runId, revision, spec, inheritsWeights, isUnseen = false }: LoadOptions): Promise<{ kept: KeptWeights }> {
    const former = inheritsWeights && this.#session ? formerOf(this.#session.run) : undefined
    await this.#closeSession()
    const run = this.#build(spec, former)
    this.#begin(run, { runId, revision, isUnseen })
    // What it took over is nowhere else.
    if (run.isEdited) this.#session?.checkpointer.push()
    return { kept: run.kept }
  }

  async resume({ runId, revision, checkpoint, goesOn }: ResumeOptions): Promise<void> {
    await this.#closeSession()
    const run = this.#build(checkpoint.spec)
    run.resume(checkpoint)
    const { loop } = this.#begin(run, { runId, revision })
    if (!goesOn) void this.#measureAtRest(loop)
  }

  async play(runId: RunId, speed: Speed): Promise<void> {
    this.#current(runId).loop.play(speed)
  }

  async pause(runId: RunId): Promise<Metrics> {
    const here = this.#current(runId)
    here.goals.clear()
    await here.loop.pause()
    return here.loop.metrics(runId)
  }

  async train(runId: RunId, goal: Goal, goalId = 0): Promise<Metrics> {
    const here = this.#current(runId)
    here.goals.add(goalId)
    await here.loop.train(goal)
    here.goals.remove(goalId)
    return here.loop.metrics(runId)
  }

  async edit(runId: RunId, revision: number, spec: RunSpec): Promise<void> {
    const here = this.#current(runId)
    if (revision <= here.revision) return
    here.revision = revision
    here.run.edit(spec)
    if (here.run.step > 0) here.checkpointer.push()
    await here.loop.refresh()
  }

  async setSpeed(speed: Speed): Promise<void> {
    if (this.#session) this.#session.loop.speed = speed
  }

  async retryData(runId: RunId): Promise<void> {
    void this.#current(runId).run.dataset.retry()
  }

  async truncateData(runId: RunId): Promise<{ train: number; test: number } | null> {
    const { run } = this.#current(runId)
    const { dataset } = run
    if (!dataset.truncate()) return null
    let spec = run.spec
    for (const split of ['train', 'test'] as const) {
      const { wanted } = dataset[split]
      if (wanted < (split === 'train' ? trainingCount(spec) : testCount(spec))) spec = editSpec(spec, `data.${split}`, wanted)
    }
    run.edit(spec)
    this.#current(runId).checkpointer.push()
    return { train: dataset.train.wanted, test: dataset.test.wanted }
  }

  async frame(request: FrameRequest): Promise<Frame> {
    return transferring(this.#current(request.runId).frames.serve(request))
  }

  async overview(runId: RunId): Promise<DataOverview> {
    const { run } = this.#current(runId)
    await run.dataset.whenRead('test', 1)
    this.#current(runId)
    return overviewOf(run.dataset.test, datasetFacts(run.spec.data.name).classes.length)
  }

  /** Resolves when there are pictures to train on, or a problem says why not. */
  async firstPictures(runId: RunId): Promise<void> {
    const { dataset } = this.#current(runId).run
    await new Promise<void>((resolve) => {
      const check = () => {
        if (dataset.train.read === 0 && !dataset.problem && this.#session?.runId === runId) return
        stop()
        resolve()
      }
      const stop = dataset.onChange(check)
      check()
    })
  }

  async metrics(runId: RunId): Promise<Metrics> {
    return this.#current(runId).loop.metrics(runId)
  }

  async history(runId: RunId): Promise<HistoryRecord[]> {
    return [...this.#current(runId).run.history.records]
  }

  async sample(runId: RunId, { split, from, count }: SampleRequest): Promise<{ inputs: number[][]; labels: number[] }> {
    const { run } = this.#current(runId)
    const pictures = run.dataset[split]
    await run.dataset.whenRead(split, from + count)
    this.#current(runId)
    const to = Math.min(from + count, pictures.read)
    return { inputs: unflatten(slicePictures(pictures, from, to), pictures.size), labels: [...pictures.labels.subarray(from, to)] }
  }

  async corrupt(runId: RunId, inputs: number[][], corruption: Corruption, seed: number): Promise<number[][]> {
    const { range } = datasetFacts(this.#current(runId).run.spec.data.name)
    return inputs.map((input, index) => {
      const picture = Float32Array.from(input)
      corruptShownPicture(picture, corruption, { seed, index, range })
      return [...picture]
    })
  }

  async encode(runId: RunId, inputs: number[][]): Promise<number[][]> {
    const { run } = this.#current(runId)
    return unflatten(encode(run, flatten(inputs)), run.plan.latent)
  }

  async decode(runId: RunId, latents: number[][]): Promise<number[][]> {
    const { run } = this.#current(runId)
    return unflatten(decode(run, flatten(latents)), run.plan.inputs)
  }

  async reconstruct(runId: RunId, inputs: number[][]): Promise<number[][]> {
    const { run } = this.#current(runId)
    return unflatten(reconstruct(run, flatten(inputs)), run.plan.inputs)
  }

  async scores(runId: RunId, inputs: number[][]): Promise<number[]> {
    return [...scoresOf(this.#current(runId).run, flatten(inputs))]
  }

  async activations(runId: RunId, input: number[]): Promise<{ layer: string; values: number[] }[]> {
    const { run } = this.#current(runId)
    return activationsOf(run, Float32Array.from(input)).map((values, i) => ({ layer: layerName(run, i), values: [...values] }))
  }

  async weights(runId: RunId): Promise<NetworkWeights> {
    return this.#current(runId).run.weights()
  }

  async memory(): Promise<{ tensors: number; bytes: number; wasmBytes: number }> {
    return backendMemory()
  }

  #send(event: TrainerEvent, handedOver: Transferable[] = []): void {
    this.#setup.events.postMessage(event, handedOver)
  }

  #beat(): void {
    this.#send({ type: 'heartbeat' })
    if (!this.#session) return
    const { loop, run, checkpointer, firstStep } = this.#session
    checkpointer.tick(loop.isDriving)
    if (run.step - firstStep >= STEPS_MEASURED) this.#announceSilence(patienceAfter(run.stepMs, describeGpu()?.isReal === false))
  }

  /** Says so where it is news. */
  #announceSilence(upToMs: number): void {
    const rounded = Math.ceil(upToMs / HEARTBEAT_MS) * HEARTBEAT_MS
    if (rounded === this.#silenceMs) return
    this.#silenceMs = rounded
    this.#send({ type: 'busy', upToMs: rounded })
  }

  #build(spec: RunSpec, former?: NonNullable<RunOptions['former']>): Run {
    const { parameters } = planNetwork(spec)
    this.#announceSilence(patienceBefore({ parameters, batchSize: spec.training.batchSize, backend: this.#setup.backend }))
    return new Run(spec, { platform: this.#platform, dataset: this.#openData(spec), ...(former && { former }) })
  }

  /** The run takes its place here, and its data begins to be read. */
  #begin(run: Run, { runId, revision, isUnseen = false }: Pick<LoadOptions, 'runId' | 'revision' | 'isUnseen'>): Session {
    const { now } = this.#platform
    const budget = new MeasuringBudget()
    const onChange = () => this.#noteChange(session)
    const loop: TrainingLoop = new TrainingLoop(run, { platform: this.#platform, budget, onChange })
    const checkpointer = new Checkpointer({
      run,
      budget,
      now,
      isSound: isGpuAlive,
      hand: (checkpoint) => this.#send({ type: 'checkpoint', kept: { runId, revision: session.revision, checkpoint } }, buffersOf(checkpoint)),
    })
    const frames = new FrameServer(loop, budget, now)
    const session: Session = { runId, run, loop, frames, checkpointer, goals: new GoalLog(), firstStep: run.step, revision }
    this.#session = session
    void (isUnseen ? run.dataset.loadFirst() : run.dataset.load())
    return session
  }

  #noteChange({ runId, run, loop, checkpointer, goals }: Session): void {
    this.#send({ type: 'changed', runId })
    const goalId = goals.note(loop.status)
    if (goalId !== null) this.#send({ type: 'goal-begun', goalId, from: { step: run.step, samplesSeen: run.samplesSeen } })
    checkpointer.note(loop.status)
    // Whatever is thrown there may come of a context that is being lost.
    if (loop.status === 'failed' && run.backend === 'webgl') this.#send({ type: 'gpu-lost' })
  }

  /** A checkpoint holds no test loss: it is measured anew, once the pictures are there and unless training has begun. */
  async #measureAtRest(loop: TrainingLoop): Promise<void> {
    await loop.run.dataset.whenRead('test', testCount(loop.run.spec))
    if (this.#session?.loop === loop && !loop.isDriving) await loop.refresh()
  }

  #current(runId: RunId): Session {
    if (this.#session?.runId !== runId) throw new StaleRunError(`run '${runId}' is no longer here`)
    return this.#session
  }

  #openData(spec: RunSpec): Dataset {
    const request = datasetRequest(spec)
    const key = JSON.stringify(request)
    const former = this.#data?.dataset
    if (former && this.#data?.key === key && former.train.wanted === request.train && former.test.wanted === request.test) return former
    former?.cancel()
    const dataset = new Dataset(this.#platform, request)
    dataset.onChange(() => this.#session && this.#send({ type: 'changed', runId: this.#session.runId }))
    this.#data = { key, dataset }
    return dataset
  }

  async #closeSession(): Promise<void> {
    const former = this.#session
    this.#session = null
    await former?.loop.stop()
    former?.run.dispose()
  }
}

function formerOf(run: Run): NonNullable<RunOptions['former']> {
  return { weights: run.weights(), isTrained: run.step > 0 || run.isEdited }
}

/** "encoder 1", "latent", "decoder 2", "output". */
function layerName(run: Run, index: number): string {
  const { layers } = run.plan
  const { role } = layers[index] as (typeof layers)[number]
  if (role === 'latent' || role === 'output') return role
  return `${role} ${layers.slice(0, index + 1).filter((layer) => layer.role === role).length}`
}

/** Hands the frame's arrays over rather than copying them. */
function transferring(frame: Frame): Frame {
  const arrays = [
    ...(frame.activations ?? []),
    frame.map?.points,
    frame.map?.labels,
    frame.grid?.pictures,
    frame.reconstructions,
    ...(frame.weights?.layers.flatMap(({ kernel, bias }) => [kernel, bias]) ?? []),
  ]
  return Comlink.transfer(frame, [...new Set(arrays.flatMap((array) => (array ? [array.buffer as ArrayBuffer] : [])))])
}
