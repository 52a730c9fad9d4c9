// Answers the page's requests for frames: what was asked for and the budget allows, the longest-waiting view first.
// While nothing trains there is no budget to keep: everything that has changed is served at once.

import type { MapProjection } from '../engine/analysis/latentProjection.ts'
import { sampleLikeCodes } from '../engine/analysis/sampleLikeCodes.ts'
import type { MeasuringBudget } from '../engine/budget.ts'
import { deviationsFor, seeCodes } from '../engine/codesView.ts'
import type { TrainingLoop } from '../engine/loop.ts'
import { hasSpreadOutMap, type MapFacing, seeMap } from '../engine/mapView.ts'
import { asPictureBytes } from '../engine/pictureBytes.ts'
import { activationsOf, decode, reconstruct, testCodes } from '../engine/views.ts'
import type { Frame, FrameRequest, GridFrame, GridRequest, LatentMapFrame, RunProblem, SamplesFrame, SamplesRequest } from './protocol.ts'

type ViewName = 'activations' | 'map' | 'grid' | 'reconstructions' | 'codes' | 'samples' | 'weights'

/** While training, a view is served once in so many milliseconds, or a tenth sooner. */
const WISHED_INTERVAL_MS: Record<ViewName, number> = {
  activations: 50,
  map: 200,
  grid: 500,
  reconstructions: 200,
  codes: 400,
  samples: 400,
  weights: 250,
}
/** Who asks as often, and is early by a little, must not wait for the time after: this part of the interval is enough. */
const EARLY_SHARE = 0.9
/** The first look at a view costs more than any after it, which must not have to wait for that: no more than this is booked. */
const FIRST_MAX_MS = 15
/** While training, who asks again so soon has no more views than this in one answer: drawn in one frame, all of them would make it late. */
const SOON_MS = 50
const VIEWS_SOON = 2
const VIEW_NAMES = Object.keys(WISHED_INTERVAL_MS) as ViewName[]
/** While training the map holds no more points than this. */
const MAP_POINTS_WHILE_TRAINING = 500
/** While training so many pictures' codes are looked at, and at any time so many are what samples are like. */
const CODES_WHILE_TRAINING = 500
const CODES_SAMPLED = 500

interface Served {
  readonly atMs: number
  readonly step: number
  /** What of the request the view was made from: another key is another picture. */
  readonly key: string
}

export class FrameServer {
  readonly #loop: TrainingLoop
  readonly #budget: MeasuringBudget
  readonly #now: () => number
  readonly #served = new Map<ViewName, Served>()
  readonly #facing: MapFacing
  #askedMs = Number.NEGATIVE_INFINITY
  /** Of the newest map that was served. */
  #projection: MapProjection | null = null

  constructor(loop: TrainingLoop, budget: MeasuringBudget, now: () => number, facing: MapFacing = { newest: null }) {
    this.#loop = loop
    this.#budget = budget
    this.#now = now
    this.#facing = facing
  }

  serve(request: FrameRequest): Frame {
    let views: Partial<Frame> = {}
    let isPending = false
    const isAskedSoon = this.#now() - this.#askedMs < SOON_MS
    this.#askedMs = this.#now()
    for (const [i, name] of this.#wanted(request).entries()) {
      const started = this.#now()
      const isTooMuch = (isAskedSoon && i >= VIEWS_SOON) || !this.#budget.isAffordable(started)
      if (this.#loop.isDriving && isTooMuch) {
        isPending = true
        break
      }
      const isFirst = !this.#served.has(name)
      views = { ...views, ...this.#build(name, request) }
      this.#note(name, request, started)
      const ms = this.#now() - started
      if (this.#loop.isDriving) this.#budget.spend(isFirst ? Math.min(ms, FIRST_MAX_MS) : ms)
    }
    return { ...this.#header(request), ...views, pending: isPending || (this.#loop.isDriving && this.#loop.status !== 'loading') }
  }

  /** The views to serve now, the longest-waiting first. */
  #wanted(request: FrameRequest): ViewName[] {
    const now = this.#now()
    return VIEW_NAMES.filter((name) => this.#isAskedFor(name, request) && this.#isStale(name, request, now)).sort(
      (a, b) => (this.#served.get(a)?.atMs ?? 0) - (this.#served.get(b)?.atMs ?? 0),
    )
  }

  #isAskedFor(name: ViewName, request: FrameRequest): boolean {
    switch (name) {
      case 'activations':
        return request.sample !== undefined
      case 'map':
        return request.mapPoints !== undefined && this.#loop.run.dataset.test.read > 0
      case 'grid':
        return request.grid !== undefined && this.#projection !== null
      case 'reconstructions':
        return request.pictures !== undefined
      case 'codes':
        return request.codes !== undefined && this.#loop.run.dataset.test.read > 0
      case 'samples':
        return request.samples !== undefined && this.#loop.run.dataset.test.read > 0
      case 'weights':
        return request.weights === true
      default:
        return name satisfies never
    }
  }

  #isStale(name: ViewName, request: FrameRequest, now: number): boolean {
    const served = this.#served.get(name)
    if (!served) return true
    const { run, isDriving } = this.#loop
    if (served.step === run.step && served.key === this.#keyOf(name, request)) return false
    return !isDriving || now - served.atMs >= EARLY_SHARE * WISHED_INTERVAL_MS[name]
  }

  #note(name: ViewName, request: FrameRequest, atMs: number): void {
    this.#served.set(name, { atMs, step: this.#loop.run.step, key: this.#keyOf(name, request) })
  }

  #keyOf(name: ViewName, request: FrameRequest): string {
    switch (name) {
      case 'activations':
      case 'reconstructions':
        return `${request.revision} ${request.viewVersion}`
      case 'map':
        return `${request.revision} ${this.#pointsOf(request)}`
      case 'grid':
        return `${request.revision} ${this.#pointsOf(request)} ${JSON.stringify(request.grid)}`
      case 'codes':
        return `${request.revision} ${this.#codesOf(request)}`
      case 'samples':
        return `${request.revision} ${this.#countRead(CODES_SAMPLED)} ${JSON.stringify(request.samples)}`
      case 'weights':
        return String(request.revision)
      default:
        return name satisfies never
    }
  }

  #build(name: ViewName, request: FrameRequest): Partial<Frame> {
    const { run } = this.#loop
    switch (name) {
      case 'activations':
        return this.#buildActivations(request.sample as Float32Array)
      case 'map':
        return { map: this.#buildMap(request) }
      case 'grid':
        return { grid: this.#buildGrid(request.grid as GridRequest) }
      case 'reconstructions':
        return { reconstructions: reconstruct(run, request.pictures as Float32Array) }
      case 'codes':
        return { codes: { step: run.step, ...seeCodes(run, this.#codesOf(request)) } }
      case 'samples':
        return { samples: this.#buildSamples(request.samples as SamplesRequest) }
      case 'weights':
        return { weights: run.weights() }
      default:
        return name satisfies never
    }
  }

  #codesOf({ codes = 0 }: FrameRequest): number {
    return this.#countRead(this.#loop.isDriving ? Math.min(codes, CODES_WHILE_TRAINING) : codes)
  }

  /** So many test pictures, or all that have been read. */
  #countRead(wished: number): number {
    return Math.min(wished, this.#loop.run.dataset.test.read)
  }

  #buildActivations(sample: Float32Array): Partial<Frame> {
    const { run } = this.#loop
    return { activations: activationsOf(run, sample), ...(hasSpreadOutMap(run) && { sampleDeviations: deviationsFor(run, sample) }) }
  }

  #buildSamples(request: SamplesRequest): SamplesFrame {
    const { run } = this.#loop
    const { codes, count } = testCodes(run, CODES_SAMPLED)
    return { ...request, step: run.step, pictures: count, latents: sampleLikeCodes(codes, run.plan.latent, request) }
  }

  #pointsOf(request: FrameRequest): number {
    const wished = this.#countRead(request.mapPoints ?? 0)
    return this.#loop.isDriving ? Math.min(wished, MAP_POINTS_WHILE_TRAINING) : wished
  }

  #buildMap(request: FrameRequest): LatentMapFrame {
    const { run } = this.#loop
    const seen = seeMap(run, this.#pointsOf(request), this.#facing)
    this.#projection = seen.projection
    return { step: run.step, ...seen }
  }

  /** Decodes the middle of each cell, row by row from the top. */
  #buildGrid(grid: GridRequest): GridFrame {
    const { run } = this.#loop
    const { mean, axes } = this.#projection as MapProjection
    const size = run.plan.latent
    const latents = new Float32Array(grid.columns * grid.rows * size)
    for (let cell = 0; cell < grid.columns * grid.rows; cell++) {
      const place = cellCentre(grid, cell)
      for (let j = 0; j < size; j++) {
        latents[cell * size + j] = axes.reduce((sum, axis, a) => sum + (place[a] as number) * (axis[j] as number), mean[j] as number)
      }
    }
    return { ...grid, step: run.step, pictures: asPictureBytes(decode(run, latents)) }
  }

  #header(request: FrameRequest): Omit<Frame, 'pending'> {
    const { run } = this.#loop
    const problem = problemOf(this.#loop)
    // The last record may have gained a test loss, and a run that was rolled back has fewer than before.
    const historyFrom = Math.max(0, Math.min(request.historyFrom, run.history.records.length) - 1)
    return {
      runId: request.runId,
      revision: request.revision,
      metrics: this.#loop.metrics(request.runId),
      progress: {
        samplesPlanned: run.samplesPlanned,
        trainingPictures: run.dataset.train.wanted,
        picturesRead: run.dataset.train.read,
        isAllRead: run.dataset.train.isComplete && run.dataset.test.isComplete,
        secondsLeft: this.#loop.secondsLeft,
      },
      historyFrom,
      history: run.history.records.slice(historyFrom),
      ...(problem && { problem }),
    }
  }
}

/** Why the run stands still, if it does. */
function problemOf(loop: TrainingLoop): RunProblem | null {
  const { run } = loop
  if (loop.status === 'diverged') return { kind: 'diverged', step: run.divergedAt ?? run.step, learningRate: run.spec.training.learningRate }
  if (loop.failure !== null) return { kind: 'failed', message: loop.failure }
  if (run.dataset.problem) return { kind: 'data', problem: run.dataset.problem }
  return null
}

function cellCentre({ x, y, columns, rows }: GridRequest, cell: number): readonly [number, number] {
  const column = cell % columns
  const row = Math.floor(cell / columns)
  return [x[0] + ((column + 0.5) / columns) * (x[1] - x[0]), y[1] - ((row + 0.5) / rows) * (y[1] - y[0])]
}
