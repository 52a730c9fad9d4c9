// Puts the page's state together with what drives it: the lane's engine, its frames, the baselines. What a person can do with it is in
// createActions.ts, what the console can do in console.ts, where frames go in frames.ts.

import type { BackendName, Metrics } from '../engine/metrics.ts'
import type { Speed } from '../engine/pace.ts'
import { datasetFacts } from '../spec/datasets.ts'
import { DEFAULT_PRESET, PRESETS } from '../spec/presets.ts'
import type { RunSpec } from '../spec/runSpec.ts'
import type { RunId } from '../workers/protocol.ts'
import { Baselines } from './baselines.ts'
import { FramePump } from './framePump.ts'
import { applyFrame, FrameRequests, takeMetrics } from './frames.ts'
import { withRun } from './freshRun.ts'
import { type Kept, LaneEngine } from './laneEngine.ts'
import { BACKEND_KEY, remember, rememberedTheme } from './remembered.ts'
import { type AppState, type AppStore, createAppStore, type EngineState, type LiveRun, type RunState, selectedEngine, selectedRun } from './state.ts'

export class AppCore {
  readonly store: AppStore
  readonly engine: LaneEngine
  readonly baselines: Baselines
  readonly #pump: FramePump
  /** What the worker runs on, and what the next fresh run shall. */
  #backend: BackendName
  #chosenBackend: BackendName
  #runs = 0

  /** `backend` is what the first run trains on. Starts the worker at once and loads the default preset, idle. */
  constructor(backend: BackendName) {
    const baseUrl = new URL('.', document.baseURI).href
    this.#backend = backend
    this.#chosenBackend = backend
    this.store = createAppStore(firstState(this.#nextRunId(), backend))
    this.baselines = new Baselines(baseUrl)
    this.engine = new LaneEngine(baseUrl, {
      onReady: () => this.#setEngine({ status: 'ready' }),
      onChanged: (runId) => runId === this.#selected.runId && this.refresh(),
      onLost: (reason) => this.#setEngine({ status: 'lost', reason }),
      onRefused: (reason) => this.#takeOtherBackend(reason),
    })
    const requests = new FrameRequests()
    this.#pump = new FramePump(
      async () => {
        const state = this.store.getState()
        return selectedEngine(state).status === 'ready' ? this.engine.call((trainer) => trainer.frame(requests.next(state))) : null
      },
      (frame) => applyFrame(this, frame),
    )
    this.startEngine()
  }

  /** Starts a worker anew, on the chosen backend, with the present spec from its start. */
  startEngine({ trains = false } = {}): void {
    this.#startWorker()
    this.replaceRun(this.#selected.spec, { inheritsWeights: false, trains }).catch(() => {
      // Overtaken by a newer run, or lost: either shows itself.
    })
  }

  /** Puts a new run into the lane. Resolves when it stands (and trains, if it shall), with how much of the weights it kept. */
  async replaceRun(spec: RunSpec, { inheritsWeights, trains = false }: { inheritsWeights: boolean; trains?: boolean }): Promise<Kept> {
    if (!inheritsWeights && this.#chosenBackend !== this.#backend) this.#startWorker()
    const runId = this.#nextRunId()
    this.store.setState((state) => withRun(state, { runId, spec, backend: this.#backend, wantsTraining: trains }))
    const kept = await this.engine.load({ runId, revision: 0, spec, inheritsWeights })
    void this.#readOverview(runId)
    if (trains) await this.play(runId)
    this.refresh()
    return kept
  }

  /** Begins training, at the speed that the page is set to or at another. */
  async play(runId: RunId, speed?: Speed): Promise<void> {
    this.patchRun(runId, { wantsTraining: true })
    await this.engine.call((trainer) => trainer.play(runId, speed ?? this.store.getState().view.speed))
    this.refresh()
  }

  /** Holds from the next fresh run on, and on the next visit. */
  chooseBackend(name: BackendName): void {
    this.#chosenBackend = name
    remember(BACKEND_KEY, name)
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

  #startWorker(): void {
    this.#setEngine({ status: 'starting' })
    this.#backend = this.#chosenBackend
    this.engine.start(this.#backend)
  }

  /** The backend can't be had here: wasm can, nearly everywhere. */
  #takeOtherBackend(reason: string): void {
    if (this.#backend === 'wasm') {
      this.#setEngine({ status: 'lost', reason })
      return
    }
    this.store.setState({ notice: { text: `${reason}; training on wasm instead`, tone: 'note' } })
    this.chooseBackend('wasm')
    this.startEngine({ trains: this.#selected.wantsTraining })
  }

  #setEngine(engine: EngineState): void {
    this.store.setState(({ lanes, selectedLane }) => {
      const lane = lanes[selectedLane]
      return lane ? { lanes: { ...lanes, [selectedLane]: { ...lane, engine } } } : {}
    })
  }

  async #readOverview(runId: RunId): Promise<void> {
    const { overview, runs } = this.store.getState()
    const classes = runs[runId] && datasetFacts(runs[runId].spec.data.name).classes.length
    if (overview?.labels.length === classes) return
    try {
      this.store.setState({ overview: await this.engine.call((trainer) => trainer.overview(runId), Number.POSITIVE_INFINITY) })
      this.refresh()
    } catch {
      // The run was replaced meanwhile: the next one asks again.
    }
  }
}

function firstState(runId: RunId, backend: BackendName): AppState {
  const lane = { laneId: 'lane-1', runId, engine: { status: 'starting' } } as const
  const empty: AppState = {
    lanes: { [lane.laneId]: lane },
    selectedLane: lane.laneId,
    runs: {},
    live: {},
    overview: null,
    view: {
      speed: 'normal',
      theme: rememberedTheme(),
      sample: 3,
      testNoise: 0,
      padNoise: 0,
      drawing: null,
      hiddenClasses: [],
      isProbing: false,
      mapExtent: null,
    },
    notice: null,
  }
  return { ...empty, ...withRun(empty, { runId, spec: PRESETS[DEFAULT_PRESET].spec, backend, wantsTraining: false }) }
}
