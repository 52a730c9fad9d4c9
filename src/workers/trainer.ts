// What an engine in the training worker answers. It owns the run, its loop and the data; it draws nothing and decides nothing about the page.

import { finalizer } from 'comlink'
import { overviewOf } from '../engine/analysis/overview.ts'
import { backendMemory, startBackend } from '../engine/backend.ts'
import { onContextLost } from '../engine/fence.ts'
import type { NetworkWeights } from '../engine/forward.ts'
import { type KnnFigures, measureKnn } from '../engine/knnAccuracy.ts'
import type { Goal } from '../engine/loop.ts'
import { measureBy } from '../engine/measureBy.ts'
import type { BackendName, HistoryRecord, Metrics } from '../engine/metrics.ts'
import type { KeptWeights } from '../engine/models/autoencoder.ts'
import type { Speed } from '../engine/pace.ts'
import type { Platform } from '../engine/platform.ts'
import { Run, type RunOptions } from '../engine/run.ts'
import { datasetFacts } from '../spec/datasets.ts'
import type { Measure } from '../spec/question.ts'
import { testCount } from '../spec/runLength.ts'
import type { Corruption, RunSpec } from '../spec/runSpec.ts'
import { browserPlatform } from './browserPlatform.ts'
import { transferring } from './frameTransfer.ts'
import { firstPictures, KeptDataset, specForWhatIsThere } from './keptDataset.ts'
import { holdLifeLock } from './lifeLock.ts'
import { HEARTBEAT_MS } from './patience.ts'
import { probe } from './probe.ts'
import type {
  DataOverview,
  Frame,
  FrameRequest,
  LoadOptions,
  MeasuredRun,
  ProbeReport,
  ResumeOptions,
  RunId,
  SampleRequest,
  StepOrders,
  Trainer,
  TrainerSetup,
} from './protocol.ts'
import { corruptRows, decodeRows, encodeRows, namedActivations, reconstructRows, sampleOf, scoreRows } from './runLooks.ts'
import { type Send, Session } from './session.ts'
import { SilenceNotice } from './silenceNotice.ts'

/** Thrown where a call names a run that another has replaced. */
export class StaleRunError extends Error {
  override readonly name = 'StaleRunError'
}

/** How a run takes its place here. */
type Placing = Required<Pick<LoadOptions, 'runId' | 'revision' | 'isUnseen' | 'remembersMoments'>>

/** What an engine knows of the worker that it sits in. */
export interface Seat {
  /** How many sit there, itself included: they take turns. */
  readonly countSeated: () => number
  readonly onLeft: () => void
}

const ALONE: Seat = { countSeated: () => 1, onLeft: () => {} }

export class TrainerHost implements Trainer {
  readonly #seat: Seat
  #beating: ReturnType<typeof setInterval> | undefined
  #setup!: TrainerSetup
  #platform!: Platform
  #data!: KeptDataset
  #session: Session | null = null
  readonly #send: Send = (event, handedOver = []) => this.#setup.events.postMessage(event, handedOver)
  readonly #silence = new SilenceNotice((upToMs) => this.#send({ type: 'busy', upToMs }))

  constructor(seat: Seat = ALONE) {
    this.#seat = seat
  }

  /** Called when the page has let go of it: the run is disposed, the worker may go on for others. */
  async [finalizer](): Promise<void> {
    clearInterval(this.#beating)
    this.#seat.onLeft()
    this.#data?.close()
    await this.#closeSession()
    this.#setup?.events.close()
  }

  async open(given: TrainerSetup): Promise<void> {
    this.#setup = given
    this.#platform = browserPlatform(given.baseUrl)
    this.#data = new KeptDataset(this.#platform, () => this.#session && this.#send({ type: 'changed', runId: this.#session.runId }))
    holdLifeLock((name) => this.#send({ type: 'life-lock', name }))
    this.#beating = setInterval(() => this.#beat(), HEARTBEAT_MS)
    await startBackend(given.backend, this.#platform, { kernels: given.kernels })
    onContextLost(() => this.#send({ type: 'gpu-lost' }))
  }

  async probe(spec: RunSpec, backends: readonly BackendName[]): Promise<ProbeReport> {
    this.#silence.beforeSteps(spec, backends)
    return probe(spec, { backends, kernels: this.#setup.kernels, platform: this.#platform })
  }

  async load({
    runId,
    revision,
    spec,
    inheritsWeights,
    isUnseen = false,
    remembersMoments = false,
    from,
  }: LoadOptions): Promise<{ kept: KeptWeights }> {
    const former = inheritsWeights && this.#session ? formerOf(this.#session.run) : undefined
    await this.#closeSession()
    const run = this.#build(spec, former)
    if (from) run.startFrom(from)
    const { checkpointer } = this.#begin(run, { runId, revision, isUnseen, remembersMoments })
    // What it took over is nowhere else.
    if (run.isEdited) checkpointer.push()
    return { kept: run.kept }
  }

  async resume({ runId, revision, checkpoint, goesOn, remembersMoments = false }: ResumeOptions): Promise<void> {
    await this.#closeSession()
    const run = this.#build(checkpoint.spec)
    run.resume(checkpoint)
    const { loop } = this.#begin(run, { runId, revision, isUnseen: false, remembersMoments })
    // A checkpoint holds no test loss.
    if (!goesOn) void loop.measureOnceRead()
  }

  async play(runId: RunId, speed: Speed): Promise<void> {
    this.#current(runId).loop.play(speed)
  }

  async pause(runId: RunId): Promise<Metrics> {
    const { goals, loop } = this.#current(runId)
    goals.clear()
    await loop.pause()
    return loop.metrics(runId)
  }

  async train(runId: RunId, goal: Goal, goalId = 0): Promise<Metrics> {
    const { goals, loop } = this.#current(runId)
    goals.add(goalId)
    await loop.train(goal)
    goals.remove(goalId)
    return loop.metrics(runId)
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

  async keepInStep(runId: RunId, orders: StepOrders | null): Promise<void> {
    this.#current(runId).keepInStep(orders)
  }

  async retryData(runId: RunId): Promise<void> {
    void this.#current(runId).run.dataset.retry()
  }

  async truncateData(runId: RunId): Promise<{ train: number; test: number } | null> {
    const { run, checkpointer } = this.#current(runId)
    const { dataset } = run
    if (!dataset.truncate()) return null
    run.edit(specForWhatIsThere(run.spec, dataset))
    checkpointer.push()
    return { train: dataset.train.wanted, test: dataset.test.wanted }
  }

  async frame(request: FrameRequest): Promise<Frame> {
    return transferring(this.#current(request.runId).frames.serve(request))
  }

  async overview(runId: RunId): Promise<DataOverview> {
    const { run } = this.#current(runId)
    await run.dataset.whenRead('test', 1)
    this.#current(runId)
    return overviewOf(run.dataset.test, datasetFacts(run.spec.data.name))
  }

  async firstPictures(runId: RunId): Promise<void> {
    await firstPictures(this.#runOf(runId).dataset, () => this.#session?.runId === runId)
  }

  async metrics(runId: RunId): Promise<Metrics> {
    return this.#current(runId).loop.metrics(runId)
  }

  async history(runId: RunId): Promise<HistoryRecord[]> {
    return this.#runOf(runId).history.records.map(({ step, trainLoss, testLoss }) => ({ step, trainLoss, testLoss }))
  }

  async sample(runId: RunId, request: SampleRequest): Promise<{ inputs: number[][]; labels: number[] }> {
    await this.#runOf(runId).dataset.whenRead(request.split, request.from + request.count)
    return sampleOf(this.#runOf(runId), request)
  }

  async corrupt(runId: RunId, inputs: number[][], corruption: Corruption, seed: number): Promise<number[][]> {
    return corruptRows(this.#runOf(runId), inputs, { corruption, seed })
  }

  async encode(runId: RunId, inputs: number[][]): Promise<number[][]> {
    return encodeRows(this.#runOf(runId), inputs)
  }

  async decode(runId: RunId, latents: number[][]): Promise<number[][]> {
    return decodeRows(this.#runOf(runId), latents)
  }

  async reconstruct(runId: RunId, inputs: number[][]): Promise<number[][]> {
    return reconstructRows(this.#runOf(runId), inputs)
  }

  async scores(runId: RunId, inputs: number[][]): Promise<number[]> {
    return scoreRows(this.#runOf(runId), inputs)
  }

  async activations(runId: RunId, input: number[]): Promise<{ layer: string; values: number[] }[]> {
    return namedActivations(this.#runOf(runId), input)
  }

  async weights(runId: RunId): Promise<NetworkWeights> {
    return this.#runOf(runId).weights()
  }

  async knnAccuracy(runId: RunId, options: { readonly test?: number } = {}): Promise<KnnFigures | null> {
    const { run } = this.#current(runId)
    if (datasetFacts(run.spec.data.name).kind === 'points') return null
    return measureKnn(run, { ...options, wait: (ms) => this.#waitWith(runId, ms) })
  }

  async measureBy(runId: RunId, measures: readonly Measure[]): Promise<MeasuredRun | null> {
    const { run } = this.#current(runId)
    await run.dataset.whenRead('test', testCount(run.spec))
    const { samplesSeen } = this.#runOf(runId)
    const platform: Platform = { ...this.#platform, wait: (ms) => this.#waitWith(runId, ms) }
    const figures: (number | null)[] = []
    for (const measure of measures) figures.push(await measureBy(run, measure, platform))
    return this.#runOf(runId).samplesSeen === samplesSeen ? { samplesSeen, figures } : null
  }

  async memory(): Promise<{ tensors: number; bytes: number; wasmBytes: number }> {
    return backendMemory()
  }

  #beat(): void {
    this.#send({ type: 'heartbeat' })
    if (!this.#session) return
    const { checkpointer, loop, run, firstStep } = this.#session
    checkpointer.tick(loop.isDriving)
    this.#silence.afterSteps(run, firstStep)
  }

  #build(spec: RunSpec, former?: NonNullable<RunOptions['former']>): Run {
    this.#silence.beforeSteps(spec, [this.#setup.backend])
    return new Run(spec, { platform: this.#platform, dataset: this.#data.open(spec), ...(former && { former }) })
  }

  /** The run takes its place here, and its data begins to be read. */
  #begin(run: Run, { isUnseen, ...placing }: Placing): Session {
    const session = new Session({ ...placing, run, platform: this.#platform, send: this.#send, countSeated: this.#seat.countSeated })
    this.#session = session
    void (isUnseen ? run.dataset.loadFirst() : run.dataset.load())
    return session
  }

  #current(runId: RunId): Session {
    if (this.#session?.runId !== runId) throw new StaleRunError(`run '${runId}' is no longer here`)
    return this.#session
  }

  #runOf(runId: RunId): Run {
    return this.#current(runId).run
  }

  /** Throws where the run was replaced meanwhile. */
  async #waitWith(runId: RunId, ms: number): Promise<void> {
    await this.#platform.wait(ms)
    this.#current(runId)
  }

  async #closeSession(): Promise<void> {
    const former = this.#session
    this.#session = null
    await former?.close()
  }
}

function formerOf(run: Run): NonNullable<RunOptions['former']> {
  return { weights: run.weights(), isTrained: run.step > 0 || run.isEdited }
}
