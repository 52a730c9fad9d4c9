// Puts the page's state together with what drives it: the lane's engine, its frames, the baselines. What a person can do with it is in
// createActions.ts, what the console can do in console.ts, where frames go in frames.ts.

import type { BackendName, Metrics } from '../engine/metrics.ts'
import type { Speed } from '../engine/pace.ts'
import { datasetFacts } from '../spec/datasets.ts'
import { DEFAULT_PRESET, PRESETS } from '../spec/presets.ts'
import type { RunSpec } from '../spec/runSpec.ts'
import type { Loss } from '../workers/client.ts'
import type { KernelChoice, RunId } from '../workers/protocol.ts'
import { type BackendChoice, backendFor } from './backendChoice.ts'
import { Baselines } from './baselines.ts'
import { FramePump } from './framePump.ts'
import { applyFrame, FrameRequests, takeMetrics } from './frames.ts'
import { withRun } from './freshRun.ts'
import { type Kept, LaneEngine } from './laneEngine.ts'
import type { Replaced } from './laneWorker.ts'
import { measureForChoice, measureWanted } from './measureBackends.ts'
import { BACKEND_KEY, remember, rememberedTheme } from './remembered.ts'
import {
  type AppState,
  type AppStore,
  createAppStore,
  type EngineState,
  type LiveRun,
  type RunState,
  type ShippedStage,
  selectedEngine,
  selectedRun,
} from './state.ts'

/** Long enough to be read twice. */
const NOTE_MS = 8_000

export class AppCore {
  readonly store: AppStore
  readonly engine: LaneEngine
  readonly baselines: Baselines
  readonly #pump: FramePump
  /** Webgl is no longer taken unasked: it was lost or refused in this visit. */
  isGpuDistrusted = false
  /** Somebody has asked for all backends' figures, and they are not there yet. */
  wantsFigures = false
  /** What the worker runs on. */
  #backend: BackendName
  #runs = 0
  #hasBegun = false
  #resolveBegun!: () => void
  /** Resolves when the worker has been started: a run that is asked for before waits for that. */
  readonly #begun = new Promise<void>((resolve) => {
    this.#resolveBegun = resolve
  })

  /** `backend` is what has been chosen to compute with. Nothing runs before begin(). */
  constructor({ backend, kernels }: { backend: BackendChoice; kernels: KernelChoice }) {
    const baseUrl = new URL('.', document.baseURI).href
    this.#backend = backendFor({ choice: backend, measured: null })
    this.store = createAppStore(firstState(this.#nextRunId(), backend))
    this.baselines = new Baselines(baseUrl)
    this.engine = new LaneEngine(
      { baseUrl, kernels },
      {
        onReady: () => this.#setEngine({ status: 'ready' }),
        onChanged: (runId) => runId === this.#selected.runId && this.refresh(),
        onReplacing: (loss, next) => this.#noteLoss(loss, next),
        onReplaced: (replaced) => this.#noteReplaced(replaced),
        onLost: (reason) => this.#setEngine({ status: 'lost', reason }),
        onSpare: () => void measureWanted(this),
      },
    )
    const requests = new FrameRequests()
    this.#pump = new FramePump(
      async () => {
        const state = this.store.getState()
        return selectedEngine(state).status === 'ready' ? this.engine.ask((trainer) => trainer.frame(requests.next(state))) : null
      },
      (frame) => {
        applyFrame(this, frame)
        if (frame.progress.isAllRead) this.#prepareAhead(frame.metrics.status)
      },
    )
  }

  /** Starts the worker and loads the default preset, idle. Once, after the first paint. */
  begin(): void {
    this.#hasBegun = true
    // The run that the page has shown from the start: what was asked of it meanwhile waits for it.
    this.startEngine({ runId: this.#selected.runId })
    this.#resolveBegun()
  }

  /** Starts a worker anew, on the chosen backend, with the present spec from its start. */
  startEngine({ trains = false, runId }: { trains?: boolean; runId?: RunId } = {}): void {
    this.#startWorker()
    this.replaceRun(this.#selected.spec, { inheritsWeights: false, trains, ...(runId && { runId }) }).catch(() => {
      // Overtaken by a newer run, or lost: either shows itself.
    })
  }

  /**
   * Puts a new run into the lane. Resolves when it stands (and trains, if it shall), with how much of the weights it kept.
   * `shipped` is what becomes of the shipped network; absent: it stays as it is.
   */
  async replaceRun(
    spec: RunSpec,
    {
      inheritsWeights,
      trains = false,
      shipped,
      runId = this.#nextRunId(),
    }: { inheritsWeights: boolean; trains?: boolean; shipped?: ShippedStage; runId?: RunId },
  ): Promise<Kept> {
    if (!this.#hasBegun) await this.#begun
    if (!inheritsWeights && this.#nextBackend !== this.#backend) this.#startWorker()
    this.store.setState((state) => withRun(state, { runId, spec, backend: this.#backend, wantsTraining: trains }))
    if (shipped) this.moveShipped(shipped)
    const isUnseen = this.store.getState().shipped?.stage === 'shown' && !trains
    const kept = await this.engine.load({ runId, revision: 0, spec, inheritsWeights, isUnseen })
    void this.#readOverview(runId)
    if (trains) await this.play(runId)
    this.refresh()
    return kept
  }

  /** Begins training, at the speed that the page is set to or at another. */
  async play(runId: RunId, speed?: Speed): Promise<void> {
    this.patchRun(runId, { wantsTraining: true })
    this.leaveShipped()
    await this.engine.play(runId, speed ?? this.store.getState().view.speed)
    this.refresh()
  }

  /** The run itself is asked for: the shipped network answers no more, and goes off the page once the run can be seen. */
  leaveShipped(): void {
    if (this.store.getState().shipped?.stage === 'shown') this.moveShipped('leaving')
  }

  moveShipped(stage: ShippedStage): void {
    this.store.setState(({ shipped }) => ({ shipped: shipped && { ...shipped, stage } }))
  }

  /** Holds from the next fresh run on, and on the next visit. */
  chooseBackend(choice: BackendChoice): void {
    this.store.setState(({ backend }) => ({ backend: { ...backend, choice } }))
    remember(BACKEND_KEY, choice)
    if (choice === 'automatic') void measureForChoice(this)
  }

  /** Tries again after the engine was given up: from the last checkpoint, or from the spec where there is none. */
  restartEngine(): void {
    if (!this.engine.holds(this.#selected.runId)) {
      this.startEngine({ trains: this.#selected.wantsTraining })
      return
    }
    this.#setEngine({ status: 'starting' })
    this.engine.restart()
  }

  /** A short message that goes by itself. */
  note(text: string): void {
    const notice = { text, tone: 'note' } as const
    this.store.setState({ notice })
    setTimeout(() => this.store.getState().notice === notice && this.store.setState({ notice: null }), NOTE_MS)
  }

  /** Something to look at may have changed: a frame is asked for. */
  refresh(): void {
    this.#pump.wake()
  }

  /** Takes in the metrics that a command answered with. */
  takeMetrics(metrics: Metrics): void {
    takeMetrics(this, metrics)
    this.refresh()
  }

  patchRun(runId: RunId, change: Partial<RunState>): void {
    this.store.setState(({ runs }) => (runs[runId] ? { runs: { ...runs, [runId]: { ...runs[runId], ...change } } } : {}))
  }

  patchLive(runId: RunId, change: Partial<LiveRun>): void {
    this.store.setState(({ live }) => (live[runId] ? { live: { ...live, [runId]: { ...live[runId], ...change } } } : {}))
  }

  get #selected(): RunState {
    return selectedRun(this.store.getState())
  }

  #nextRunId(): RunId {
    return `run-${++this.#runs}`
  }

  get #nextBackend(): BackendName {
    const { backend } = this.store.getState()
    return this.isGpuDistrusted && backend.choice === 'automatic' ? 'wasm' : backendFor(backend)
  }

  #startWorker(): void {
    this.#setEngine({ status: 'starting' })
    this.#backend = this.#nextBackend
    this.engine.start(this.#backend)
  }

  #noteLoss({ kind, reason }: Loss, next: BackendName): void {
    this.#setEngine({ status: 'starting' })
    if (next !== this.#backend) this.isGpuDistrusted = true
    if (kind === 'start' && next === this.#backend) return
    this.note(kind === 'start' ? `${reason}; training on ${next} instead` : `The training engine was lost: ${reason}. Another is taking its place.`)
    // Refused, it would be refused each time. What was taken unasked is not taken again.
    if (kind === 'start' && this.store.getState().backend.choice !== 'automatic') this.chooseBackend(next)
  }

  #noteReplaced({ backend, step, isTraining }: Replaced): void {
    this.#setEngine({ status: 'ready' })
    const hasMoved = backend !== this.#backend
    this.#backend = backend
    this.refresh()
    if (step === null) return
    const what = `The training engine was replaced at step ${step.toLocaleString('en-US')}`
    const where = hasMoved ? ` on ${backend}, since the graphics were lost again` : ''
    this.note(isTraining ? `${what}; training went on${where}.` : `${what}${where && `; it is now`}${where}.`)
  }

  /** All data is there, and somebody may be looking at it: time for what the next run or the next fault will want. */
  #prepareAhead(status: Metrics['status']): void {
    this.engine.prepareSpare()
    if (status !== 'training') void measureWanted(this)
  }

  #setEngine(engine: EngineState): void {
    this.store.setState(({ lanes, selectedLane }) => {
      const lane = lanes[selectedLane]
      return lane ? { lanes: { ...lanes, [selectedLane]: { ...lane, engine } } } : {}
    })
  }

  async #readOverview(runId: RunId): Promise<void> {
    const { overview, runs } = this.store.getState()
    const facts = runs[runId] && datasetFacts(runs[runId].spec.data.name)
    // Another dataset has taken the former's away. Of pictures some classes may not have been there yet.
    if (overview && (facts?.kind === 'points' || overview.labels.length === facts?.classes.length)) return
    try {
      const overview = await this.engine.ask((trainer) => trainer.overview(runId), Number.POSITIVE_INFINITY)
      // Another dataset may have been chosen meanwhile.
      if (this.#selected.runId !== runId) return
      this.store.setState({ overview })
      this.refresh()
    } catch {
      // The run was replaced meanwhile: the next one asks again.
    }
  }
}

function firstState(runId: RunId, choice: BackendChoice): AppState {
  const backend = backendFor({ choice, measured: null })
  const lane = { laneId: 'lane-1', runId, engine: { status: 'starting' } } as const
  const empty: AppState = {
    lanes: { [lane.laneId]: lane },
    selectedLane: lane.laneId,
    runs: {},
    live: {},
    overview: null,
    shipped: null,
    view: {
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
    notice: null,
  }
  return { ...empty, ...withRun(empty, { runId, spec: PRESETS[DEFAULT_PRESET].spec, backend, wantsTraining: false }) }
}
