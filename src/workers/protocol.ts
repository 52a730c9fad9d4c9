// The wire between the page and its workers: types only, nothing that runs.
// The page calls through Comlink and pulls frames; the trainer sends events, unasked, on a port of their own.

import type { Baseline } from '../engine/analysis/baseline.ts'
import type { CodesSeen } from '../engine/analysis/describeCodes.ts'
import type { MapProjection } from '../engine/analysis/latentProjection.ts'
import type { DataOverview } from '../engine/analysis/overview.ts'
import type { Beginning, Checkpoint } from '../engine/checkpoint.ts'
import type { DataProblem } from '../engine/data/problem.ts'
import type { NetworkWeights } from '../engine/forward.ts'
import type { KernelChoice } from '../engine/kernels/wasm/kernelChoice.ts'
import type { KnnFigures } from '../engine/knnAccuracy.ts'
import type { Goal } from '../engine/loop.ts'
import type { MapSeen } from '../engine/mapView.ts'
import type { BackendName, HistoryRecord, Metrics } from '../engine/metrics.ts'
import type { Speed } from '../engine/pace.ts'
import type { Moment } from '../engine/timeline/moment.ts'
import type { Measure } from '../spec/question.ts'
import type { Corruption, RunSpec } from '../spec/runSpec.ts'

export type { Baseline, DataOverview, KernelChoice, MapProjection }

export type RunId = string

/** What the trainer says unasked. */
export type TrainerEvent =
  /** Sent every half second. Silence beyond what was announced means that the worker hangs, or is dead. */
  | { type: 'heartbeat' }
  /** A lock that the worker holds for as long as it lives: whoever is given it next knows that it is dead. */
  | { type: 'life-lock'; name: string }
  /** Something changed that a frame would show: status, data, a problem. */
  | { type: 'changed'; runId: RunId }
  /** From now on, silence of up to so long is work and not death: a wide network's step, the compiling of shaders. */
  | { type: 'busy'; upToMs: number }
  /** The graphics context is lost: nothing that is asked of this worker will be answered truly again. */
  | { type: 'gpu-lost' }
  /** A call of train, by its number, has begun to train, from here. */
  | { type: 'goal-begun'; goalId: number; from: RunPlace }
  /** All that is needed to go on elsewhere; its arrays are handed over. */
  | { type: 'checkpoint'; kept: KeptRun }
  /** One more moment for the timeline of a run that remembers its training; its arrays are handed over. */
  | { type: 'moment'; runId: RunId; moment: Moment }

/** How far a run is. */
export interface RunPlace {
  readonly step: number
  readonly samplesSeen: number
}

/** A run as it was at one moment. */
export interface KeptRun {
  readonly runId: RunId
  /** Of the newest edit that is in it. */
  readonly revision: number
  readonly checkpoint: Checkpoint
}

export interface TrainerSetup {
  /** The site's root, absolute: data and wasm files lie under it. */
  readonly baseUrl: string
  readonly backend: BackendName
  /** Which of our kernels may be used. */
  readonly kernels: KernelChoice
  readonly events: MessagePort
}

export interface LoadOptions {
  readonly runId: RunId
  readonly revision: number
  readonly spec: RunSpec
  /** Take over what weights of the run that is replaced still fit; the run is then marked edited. */
  readonly inheritsWeights?: boolean
  /** Nobody looks at this run yet: of its data only what training begins with is read before that. */
  readonly isUnseen?: boolean
  /** Hand out moments of this run, for its timeline. */
  readonly remembersMoments?: boolean
  /** Begin with these weights, where they had come to, instead of at the start; the run is then marked edited. */
  readonly from?: Beginning
}

export interface ResumeOptions extends KeptRun {
  /** Training goes on at once, so that nothing is measured before. */
  readonly goesOn: boolean
  /** As it was loaded. */
  readonly remembersMoments?: boolean
}

/** What a backend does with a spec's own steps, or why it was not tried. */
export type BackendFigure = { readonly stepMs: number; readonly renderer?: string } | { readonly refused: string }

export interface ProbeReport {
  readonly figures: Readonly<Partial<Record<BackendName, BackendFigure>>>
  /** Is webgl so much faster than wasm that a run is better made on it? */
  readonly isWebglWorthIt: boolean
}

export interface Trainer {
  /** Starts the backend. Rejects when it can't be had. */
  open(setup: TrainerSetup): Promise<void>
  /** Makes some steps of the spec on each of these backends, on nothing that anybody looks at: for a spare worker, which is of no further use after. */
  probe(spec: RunSpec, backends: readonly BackendName[]): Promise<ProbeReport>
  /** A fresh run in this worker's place; the former one is disposed. Resolves when it stands, idle, its first data read or not. */
  load(options: LoadOptions): Promise<{ kept: 'all' | 'some' | 'none' }>
  /** Puts a run in this worker's place that goes on exactly as it would have where the checkpoint was made. */
  resume(options: ResumeOptions): Promise<void>
  /** Resolves when training has begun (or is waiting for data). */
  play(runId: RunId, speed: Speed): Promise<void>
  /** Resolves when no further step will follow and the full test set has been measured. */
  pause(runId: RunId): Promise<Metrics>
  /** At full speed, to the goal. Its beginning is told as an event with `goalId`. */
  train(runId: RunId, goal: Goal, goalId?: number): Promise<Metrics>
  /** A live edit: the weights stay. */
  edit(runId: RunId, revision: number, spec: RunSpec): Promise<void>
  setSpeed(speed: Speed): Promise<void>
  /** From now on the run keeps in step with those of other workers; null: it races. Holds for this run, in this worker, until told otherwise. */
  keepInStep(runId: RunId, orders: StepOrders | null): Promise<void>
  /** Tries the chunk again that could not be read. */
  retryData(runId: RunId): Promise<void>
  /** Goes on with what has been read. Gives the pictures there are now, or null where none has been read. */
  truncateData(runId: RunId): Promise<{ train: number; test: number } | null>
  frame(request: FrameRequest): Promise<Frame>
  /** The test samples that stand for the data; resolves when the first test chunk has been read. */
  overview(runId: RunId): Promise<DataOverview>
  /** Resolves when there are pictures to train on, or a problem says why not. */
  firstPictures(runId: RunId): Promise<void>
  metrics(runId: RunId): Promise<Metrics>
  history(runId: RunId): Promise<HistoryRecord[]>
  sample(runId: RunId, request: SampleRequest): Promise<{ inputs: number[][]; labels: number[] }>
  corrupt(runId: RunId, inputs: number[][], corruption: Corruption, seed: number): Promise<number[][]>
  encode(runId: RunId, inputs: number[][]): Promise<number[][]>
  decode(runId: RunId, latents: number[][]): Promise<number[][]>
  reconstruct(runId: RunId, inputs: number[][]): Promise<number[][]>
  scores(runId: RunId, inputs: number[][]): Promise<number[]>
  activations(runId: RunId, input: number[]): Promise<{ layer: string; values: number[] }[]>
  weights(runId: RunId): Promise<NetworkWeights>
  /**
   * How well the class of a test picture can be told from the training codes nearest to its own, on what has been read; null for points and where nothing
   * has been. `test`: judge so many at most. Lasts seconds where codes are wide, and the longer while the run trains: in small portions between its bursts.
   */
  knnAccuracy(runId: RunId, options?: { readonly test?: number }): Promise<KnnFigures | null>
  /**
   * What a ready-made question measures of the run as it is, on all of its test pictures, in the order of the measures; resolves when those have been
   * read. Null where it was trained on meanwhile.
   */
  measureBy(runId: RunId, measures: readonly Measure[]): Promise<MeasuredRun | null>
  memory(): Promise<{ tensors: number; bytes: number; wasmBytes: number }>
}

export interface MeasuredRun {
  readonly samplesSeen: number
  /** Null before the first step. */
  readonly figures: readonly (number | null)[]
}

/** The run's end of a line to another of its group. */
export interface LaneLine {
  readonly to: RunId
  readonly port: MessagePort
}

/** Who is held together, by samples seen. */
export interface StepOrders {
  /** The runs that train, or are about to; the run's own may be among them. */
  readonly members: readonly RunId[]
  /** No step is begun that would take the run further beyond the slowest of the others. */
  readonly aheadSamples: number
  /** While it trains the run tells the others where it is after so many. 0: after each burst. */
  readonly tellSamples: number
  /** To members to which there is none yet, or none any more. */
  readonly lines: readonly LaneLine[]
}

/** What the workers of a group tell each other. */
export type LaneWord =
  /** The run trains, and has seen so many pictures. */
  | { readonly says: 'at'; readonly runId: RunId; readonly samplesSeen: number }
  /** It makes no step for now: nobody need wait for it. */
  | { readonly says: 'out'; readonly runId: RunId }
  /** Asks the others. One that rests answers only who waits: whoever has just been named with it may see it begin any moment. */
  | { readonly says: 'where'; readonly runId: RunId; readonly isWaiting: boolean }

export interface SampleRequest {
  readonly split: 'train' | 'test'
  readonly from: number
  readonly count: number
}

/** What the page asks to see: only what is visible. */
export interface FrameRequest {
  readonly runId: RunId
  readonly revision: number
  /** History records the page already has. */
  readonly historyFrom: number
  /** The picture that flows through the network, as it goes in. */
  readonly sample?: Float32Array
  /** So many test pictures as points of the map. */
  readonly mapPoints?: number
  /** Where on the map to decode a faint grid: in the map's own two coordinates. */
  readonly grid?: GridRequest
  /** Pictures to rebuild, row after row: the ten test digits, as they go in. */
  readonly pictures?: Float32Array
  /** How the codes of so many test pictures use the code's units. While training fewer are looked at. */
  readonly codes?: number
  /** Codes drawn from a Gaussian fitted to those of test pictures. */
  readonly samples?: SamplesRequest
  /** Counts what a person changes in the view: a view served for an older count is served anew. */
  readonly viewVersion: number
  /** The weights, for inference on the page. */
  readonly weights?: boolean
}

export interface GridRequest {
  readonly x: readonly [number, number]
  readonly y: readonly [number, number]
  readonly columns: number
  readonly rows: number
}

export interface SamplesRequest {
  readonly count: number
  /** Another seed, other samples. */
  readonly seed: number
}

/** What is shown of a run at one moment. A view that was not asked for, or that the budget did not allow, is absent. */
export interface Frame {
  readonly runId: RunId
  readonly revision: number
  readonly metrics: Metrics
  readonly progress: Progress
  /** The records from here on; those before are as the page has them. */
  readonly historyFrom: number
  readonly history: HistoryRecord[]
  readonly problem?: RunProblem
  /** Each layer's values for the sample, in the network's order. */
  readonly activations?: Float32Array[]
  /** With them, of a variational code of two numbers: the sample's standard deviations. */
  readonly sampleDeviations?: Float32Array
  readonly map?: LatentMapFrame
  readonly grid?: GridFrame
  /** What becomes of the request's pictures, row after row. */
  readonly reconstructions?: Float32Array
  readonly codes?: CodesFrame
  readonly samples?: SamplesFrame
  readonly weights?: NetworkWeights
  /** Asked for and not served this time: ask again. */
  readonly pending: boolean
}

export interface Progress {
  readonly samplesPlanned: number
  readonly trainingPictures: number
  /** Training pictures read so far, of how many. */
  readonly picturesRead: number
  /** Have all pictures, those for testing too, been read? */
  readonly isAllRead: boolean
  readonly secondsLeft: number | null
}

export interface LatentMapFrame extends MapSeen {
  readonly step: number
}

export interface GridFrame extends GridRequest {
  readonly step: number
  /** columns x rows pictures, one byte a pixel, row by row from the top (largest y). */
  readonly pictures: Uint8Array
}

export interface CodesFrame extends CodesSeen {
  readonly step: number
}

export interface SamplesFrame extends SamplesRequest {
  readonly step: number
  /** The Gaussian was fitted to the codes of so many test pictures. */
  readonly pictures: number
  /** [count, code], row after row. */
  readonly latents: Float32Array
}

/** Why a run stands still. */
export type RunProblem =
  | { readonly kind: 'data'; readonly problem: DataProblem }
  | { readonly kind: 'diverged'; readonly step: number; readonly learningRate: number }
  | { readonly kind: 'failed'; readonly message: string }

export interface BaselineRequest {
  readonly spec: RunSpec
  readonly baseUrl: string
}

/** The analysis worker: plain TypeScript, no tfjs. */
export interface Analyst {
  baseline(request: BaselineRequest): Promise<Baseline>
}
