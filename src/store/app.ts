// Puts the page's state together with what drives it: the lane's engine, the frames it sends, the baselines. What a person can do
// with it is in createActions.ts, what the console can do in console.ts.

import type { BackendName, Metrics } from '../engine/metrics.ts'
import type { Speed } from '../engine/pace.ts'
import { planNetwork, plannedSamples, trainingCount } from '../spec/network.ts'
import { DEFAULT_PRESET, PRESETS } from '../spec/presets.ts'
import type { RunSpec } from '../spec/runSpec.ts'
import type { Frame, FrameRequest, RunId } from '../workers/protocol.ts'
import { Baselines, baselineKey } from './baselines.ts'
import { FramePump } from './framePump.ts'
import { shownDigits, shownSample } from './inference.ts'
import { LaneEngine } from './laneEngine.ts'
import { BACKEND_KEY, remember, rememberedTheme } from './remembered.ts'
import {
  type AppState,
  type AppStore,
  createAppStore,
  type LaneId,
  type LiveRun,
  type RunState,
  selectedEngine,
  selectedLive,
  selectedRun,
} from './state.ts'
import { noteShown } from './timings.ts'

const LANE: LaneId = 'lane-1'
const MAP_POINTS = 2_000
const GRID_COLUMNS = 12
const GRID_ROWS = 10

export interface AppCore {
  readonly store: AppStore
  readonly engine: LaneEngine
  /** Puts a new run into the lane and loads it. Resolves when it stands. */
  replaceRun(spec: RunSpec, how: { inheritsWeights: boolean; trains?: boolean }): Promise<'all' | 'some' | 'none'>
  /** Starts a worker anew with the present spec, on this backend. */
  startEngine(): void
  patchRun(runId: RunId, change: Partial<RunState>): void
  patchLive(runId: RunId, change: Partial<LiveRun>): void
  /** Something to look at may have changed: ask for a frame. */
  refresh(): void
  /** Takes in what a command answered. */
  takeMetrics(metrics: Metrics): void
  /** Holds from the next fresh run on. */
  chooseBackend(name: BackendName): void
  readonly baselines: Baselines
}

/** `backend` is what the first run trains on. */
export function createApp(backend: BackendName): AppCore {
  const runId = nextRunId()
  const spec = PRESETS[DEFAULT_PRESET].spec
  const store = createAppStore(initialState(runId, spec, backend))
  const baseUrl = new URL('.', document.baseURI).href
  const engine = new LaneEngine(baseUrl, {
    onReady: () => setEngine(store, { status: 'ready' }),
    onChanged: (id) => {
      if (id === selectedRun(store.getState()).runId) core.refresh()
    },
    onLost: (reason) => setEngine(store, { status: 'lost', reason }),
    onRefused: (reason) => {
      if (started === 'wasm') return setEngine(store, { status: 'lost', reason })
      store.setState({ notice: { text: `${reason}; training on wasm instead`, tone: 'note' } })
      core.chooseBackend('wasm')
      core.startEngine()
    },
  })
  const pump = new FramePump(
    async () => {
      if (selectedEngine(store.getState()).status !== 'ready') return null
      return engine.call((trainer) => trainer.frame(requestFor(store.getState())))
    },
    (frame) => {
      applyFrame(core, frame)
    },
  )
  let chosen = backend
  let started = backend
  const startWorker = () => {
    setEngine(store, { status: 'starting' })
    started = chosen
    engine.start(chosen)
  }
  const core: AppCore = {
    store,
    engine,
    baselines: new Baselines(baseUrl),
    async replaceRun(next, { inheritsWeights, trains = false }) {
      if (chosen !== started) startWorker()
      const id = nextRunId()
      store.setState((state) => withRun(state, id, next, { backend: started, wantsTraining: trains }))
      const kept = await engine.load({ runId: id, revision: 0, spec: next, inheritsWeights })
      if (trains) await begin(core)
      core.refresh()
      void readOverview(core, id)
      return kept
    },
    startEngine() {
      startWorker()
      core.replaceRun(selectedRun(store.getState()).spec, { inheritsWeights: false }).catch(() => {
        // Overtaken by a newer run, or lost: either shows itself.
      })
    },
    patchRun(id, change) {
      store.setState(({ runs }) => (runs[id] ? { runs: { ...runs, [id]: { ...runs[id], ...change } } } : {}))
    },
    patchLive(id, change) {
      store.setState(({ live }) => (live[id] ? { live: { ...live, [id]: { ...live[id], ...change } } } : {}))
    },
    refresh: () => pump.wake(),
    chooseBackend(name) {
      chosen = name
      remember(BACKEND_KEY, name)
    },
    takeMetrics(metrics) {
      core.patchLive(metrics.runId, { metrics })
      noteStatus(core, metrics)
      core.refresh()
    },
  }
  core.startEngine()
  return core
}

let runCount = 0

function nextRunId(): RunId {
  return `run-${++runCount}`
}

function initialState(runId: RunId, spec: RunSpec, backend: BackendName): AppState {
  const empty: AppState = {
    lanes: { [LANE]: { laneId: LANE, runId, engine: { status: 'starting' } } },
    selectedLane: LANE,
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
  return { ...empty, ...withRun(empty, runId, spec, { backend, wantsTraining: false }) }
}

/** The state with a fresh run in the selected lane; runs that no lane shows are dropped. */
function withRun(state: AppState, runId: RunId, spec: RunSpec, how: { backend: BackendName; wantsTraining: boolean }): Partial<AppState> {
  const plan = planNetwork(spec)
  const run: RunState = {
    runId,
    revision: 0,
    spec,
    plan,
    status: 'loading',
    hasTrained: false,
    wantsTraining: how.wantsTraining,
    edits: [],
    problem: null,
    baseline: null,
    baselinePending: true,
  }
  const metrics: Metrics = {
    runId,
    step: 0,
    epoch: 0,
    samplesSeen: 0,
    trainLoss: null,
    testLoss: null,
    testMse: null,
    testSamples: 0,
    imagesPerSecond: 0,
    stepMs: 0,
    backend: how.backend,
    parameters: plan.parameters,
    status: 'loading',
    edited: false,
  }
  const trainingPictures = trainingCount(spec)
  const live: LiveRun = {
    metrics,
    progress: { samplesPlanned: plannedSamples(spec), trainingPictures, picturesRead: 0, secondsLeft: null },
    history: [],
    activations: null,
    map: null,
    grid: null,
    reconstructions: null,
    weights: null,
  }
  const lane = state.lanes[state.selectedLane]
  return {
    lanes: lane ? { ...state.lanes, [state.selectedLane]: { ...lane, runId } } : state.lanes,
    runs: { [runId]: run },
    live: { [runId]: live },
  }
}

function setEngine(store: AppStore, engine: AppState['lanes'][string]['engine']): void {
  store.setState(({ lanes, selectedLane }) => {
    const lane = lanes[selectedLane]
    return lane ? { lanes: { ...lanes, [selectedLane]: { ...lane, engine } } } : {}
  })
}

let viewVersion = 0
let lastView: AppState['view'] | null = null

/** What the page can see now. Nothing is asked for that nobody looks at. */
function requestFor(state: AppState): FrameRequest {
  const { view } = state
  const run = selectedRun(state)
  const live = selectedLive(state)
  const isOther = view.sample !== lastView?.sample || view.testNoise !== lastView.testNoise || view.padNoise !== lastView.padNoise
  if (isOther || view.drawing !== lastView?.drawing) viewVersion++
  lastView = view
  const sample = shownSample(state)?.noisy
  const pictures = shownDigits(state)
  const isTraining = run.status === 'training'
  return {
    runId: run.runId,
    revision: run.revision,
    historyFrom: Math.max(0, live.history.length - 1),
    viewVersion,
    mapPoints: MAP_POINTS,
    ...(sample && { sample: sample.slice() }),
    ...(pictures && { pictures }),
    ...(view.mapExtent && { grid: { ...view.mapExtent, columns: GRID_COLUMNS, rows: GRID_ROWS } }),
    weights: !isTraining || view.isProbing || live.weights === null,
  }
}

/** Puts a frame into the store, unless it answers for a run or a revision that is no more. */
function applyFrame(core: AppCore, frame: Frame): void {
  const state = core.store.getState()
  const run = state.runs[frame.runId]
  const former = state.live[frame.runId]
  if (!run || !former || frame.revision !== run.revision) return
  const { metrics, progress, history, activations, map, grid, reconstructions, weights } = frame
  const kept = former.history.slice(0, Math.max(0, former.history.length - 1))
  const baseline = run.baseline
  core.patchLive(frame.runId, {
    metrics: baseline ? { ...metrics, pcaMse: baseline.pcaMse } : metrics,
    progress,
    ...(history.length > 0 && { history: [...kept, ...history] }),
    ...(activations && { activations }),
    ...(map && { map }),
    ...(grid && { grid }),
    ...(reconstructions && { reconstructions }),
    ...(weights && { weights }),
  })
  if (activations) noteShown('edit')
  const problem = frame.problem ?? null
  if (JSON.stringify(problem) !== JSON.stringify(run.problem)) core.patchRun(frame.runId, { problem })
  noteStatus(core, metrics)
  if (progress.picturesRead === progress.trainingPictures) void readBaseline(core, frame.runId)
}

/** React renders from the status: it is written only when it changes. */
function noteStatus(core: AppCore, { runId, status, step }: Metrics): void {
  const run = core.store.getState().runs[runId]
  if (!run || (run.status === status && run.hasTrained === step > 0)) return
  const isOver = status === 'done' || status === 'diverged' || status === 'failed'
  core.patchRun(runId, { status, hasTrained: step > 0, ...(isOver && { wantsTraining: false }) })
}

async function readOverview(core: AppCore, runId: RunId): Promise<void> {
  if (core.store.getState().overview) return
  try {
    const overview = await core.engine.call((trainer) => trainer.overview(runId))
    core.store.setState({ overview })
    core.refresh()
  } catch {
    // The run was replaced meanwhile: the next one asks again.
  }
}

/** Begins training at the speed that the page is set to, or at another. */
export async function begin(core: AppCore, speed?: Speed): Promise<void> {
  const { runId } = selectedRun(core.store.getState())
  core.patchRun(runId, { wantsTraining: true })
  await core.engine.call((trainer) => trainer.play(runId, speed ?? core.store.getState().view.speed))
  core.refresh()
}

const askedFor = new Set<string>()

/** Asks for the run's baseline once; the answer may come seconds later, for a run that is no more or was edited meanwhile. */
async function readBaseline(core: AppCore, runId: RunId): Promise<void> {
  const run = core.store.getState().runs[runId]
  const question = run && `${runId} ${baselineKey(run.spec)}`
  if (!question || run.baseline || askedFor.has(question)) return
  askedFor.add(question)
  const baseline = await core.baselines.ask(run.spec)
  const { runs, live } = core.store.getState()
  const now = runs[runId]
  if (!now || `${runId} ${baselineKey(now.spec)}` !== question) return
  core.patchRun(runId, { baseline, baselinePending: false })
  const metrics = live[runId]?.metrics
  if (metrics && baseline) core.patchLive(runId, { metrics: { ...metrics, pcaMse: baseline.pcaMse } })
}
