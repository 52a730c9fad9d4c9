// Puts the page's state together with what drives it: the lanes, the worker in reserve, the baselines. What a person can do with it is in
// createActions.ts, what the console can do in console.ts, where frames go in frames.ts.

import type { BackendName, Metrics } from '../engine/metrics.ts'
import { DEFAULT_PRESET, PRESETS } from '../spec/presets.ts'
import type { KernelChoice, RunId } from '../workers/protocol.ts'
import { type BackendChoice, backendFor } from './backendChoice.ts'
import { Baselines } from './baselines.ts'
import { takeMetrics } from './frames.ts'
import { withRun } from './freshRun.ts'
import { keepLanesInStep } from './keepInStep.ts'
import { LaneCore } from './lane.ts'
import { LaneThreads, shortageOf } from './laneThreads.ts'
import { measureForChoice, measureWanted } from './measureBackends.ts'
import { keepBeat } from './pacing.ts'
import { PastViews } from './pastViews.ts'
import { BACKEND_KEY, remember, rememberedTheme } from './remembered.ts'
import { SpareWorker, type WorkerOptions } from './spareWorker.ts'
import { type AppState, type AppStore, createAppStore, type LaneId, type LiveRun, lanesOf, type RunState, type ShippedStage } from './state.ts'
import { FIRST_SWEEP } from './sweepState.ts'
import { Timelines } from './timelines.ts'

/** Long enough to be read twice. */
const NOTE_MS = 8_000
const FIRST_LANE: LaneId = 'lane-1'

export class AppCore {
  readonly store: AppStore
  readonly workerOptions: WorkerOptions
  readonly baselines: Baselines
  readonly timelines: Timelines
  /** One worker in reserve for all lanes. */
  readonly spare: SpareWorker
  readonly threads: LaneThreads
  /** Resolves when the first worker has been started: a run that is asked for before waits for that. */
  readonly begun: Promise<void>
  hasBegun = false
  /** Webgl is no longer taken unasked: it was lost or refused in this visit. */
  isGpuDistrusted = false
  /** Somebody has asked for all backends' figures, and they are not there yet. */
  wantsFigures = false
  readonly #lanes = new Map<LaneId, LaneCore>()
  #runs = 0
  #resolveBegun!: () => void

  /** `backend` is what has been chosen to compute with. Nothing runs before begin(). */
  constructor({ backend, kernels }: { backend: BackendChoice; kernels: KernelChoice }) {
    const baseUrl = new URL('.', document.baseURI).href
    this.begun = new Promise((resolve) => {
      this.#resolveBegun = resolve
    })
    this.workerOptions = { baseUrl, kernels }
    this.store = createAppStore(firstState(this.nextRunId(), backend))
    this.baselines = new Baselines(baseUrl)
    this.timelines = new Timelines(this.store)
    this.spare = new SpareWorker(this.workerOptions, () => void measureWanted(this))
    this.threads = new LaneThreads({ isShared: Boolean(this.store.getState().shortage) })
    this.addLane(FIRST_LANE)
    keepLanesInStep(this)
    keepBeat(this.store)
    new PastViews(this.store, this.timelines)
  }

  /** The lane that is edited, and that the console speaks of. */
  get selected(): LaneCore {
    return this.lane(this.store.getState().selectedLane)
  }

  lane(laneId: LaneId): LaneCore {
    const lane = this.#lanes.get(laneId)
    if (!lane) throw new Error(`there is no ${laneId}`)
    return lane
  }

  /** All lanes, in the order of their numbers. */
  get lanes(): readonly LaneCore[] {
    return lanesOf(this.store.getState()).map(({ laneId }) => this.lane(laneId))
  }

  /** What drives a lane that is in the store. */
  addLane(laneId: LaneId): LaneCore {
    const lane = new LaneCore(this, laneId)
    this.#lanes.set(laneId, lane)
    return lane
  }

  dropLane(laneId: LaneId): void {
    this.lane(laneId).end()
    this.#lanes.delete(laneId)
  }

  /** Starts the first lane's worker and loads the default preset, idle. Once, after the first paint. */
  begin(): void {
    this.hasBegun = true
    // The run that the page has shown from the start: what was asked of it meanwhile waits for it.
    const lane = this.lane(FIRST_LANE)
    lane.startEngine({ runId: lane.run.runId })
    this.#resolveBegun()
  }

  nextRunId(): RunId {
    return `run-${++this.#runs}`
  }

  /** What the next fresh run computes with. */
  get nextBackend(): BackendName {
    const { backend } = this.store.getState()
    return this.isGpuDistrusted && backend.choice === 'automatic' ? 'wasm' : backendFor(backend)
  }

  moveShipped(laneId: LaneId, stage: ShippedStage): void {
    this.store.setState(({ shipped }) => (shipped?.laneId === laneId ? { shipped: { ...shipped, stage } } : {}))
  }

  /** Holds from the next fresh run on, and on the next visit. */
  chooseBackend(choice: BackendChoice): void {
    this.store.setState(({ backend }) => ({ backend: { ...backend, choice } }))
    remember(BACKEND_KEY, choice)
    if (choice === 'automatic') void measureForChoice(this)
  }

  /** A short message that goes by itself. */
  note(text: string): void {
    const notice = { text, tone: 'note' } as const
    this.store.setState({ notice })
    setTimeout(() => this.store.getState().notice === notice && this.store.setState({ notice: null }), NOTE_MS)
  }

  /** Something to look at may have changed, in whichever lane: frames are asked for. */
  refresh(): void {
    for (const lane of this.lanes) lane.refresh()
  }

  /** Takes in the metrics that a command answered with. */
  takeMetrics(metrics: Metrics): void {
    takeMetrics(this, metrics)
    this.refresh()
  }

  /** All data is there, and somebody may be looking at it: time for what the next run or the next fault will want. */
  prepareAhead(lane: LaneCore, status: Metrics['status']): void {
    lane.engine.prepareSpare()
    if (status !== 'training') void measureWanted(this)
  }

  patchRun(runId: RunId, change: Partial<RunState>): void {
    this.store.setState(({ runs }) => (runs[runId] ? { runs: { ...runs, [runId]: { ...runs[runId], ...change } } } : {}))
  }

  patchLive(runId: RunId, change: Partial<LiveRun>): void {
    this.store.setState(({ live }) => (live[runId] ? { live: { ...live, [runId]: { ...live[runId], ...change } } } : {}))
  }
}

function firstState(runId: RunId, choice: BackendChoice): AppState {
  const backend = backendFor({ choice, measured: null })
  const empty: AppState = {
    lanes: {},
    selectedLane: FIRST_LANE,
    runs: {},
    live: {},
    shipped: null,
    view: {
      screen: 'explore',
      comparePanel: 'lanes',
      lanePace: 'in-step',
      lanePictures: 'rebuilt',
      speed: 'normal',
      theme: rememberedTheme(),
      sample: 3,
      testNoise: 0,
      padNoise: 0,
      noiseType: null,
      drawing: null,
      hiddenClasses: [],
      isProbing: false,
      learnedTab: 'map',
      samplesSeed: 0,
      markedUnit: null,
      mapExtent: null,
      turn: null,
      probedPoint: null,
    },
    backend: { choice, measured: null, isMeasuring: false },
    shortage: shortageOf(),
    sweep: FIRST_SWEEP,
    notice: null,
  }
  return { ...empty, ...withRun(empty, { laneId: FIRST_LANE, runId, spec: PRESETS[DEFAULT_PRESET].spec, backend, wantsTraining: false }) }
}
