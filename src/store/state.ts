// The page's state: one plain object, its lanes and runs keyed by id.
// `runs` changes with a person's edits, React may render from it. `live` changes with every frame: canvases and counters
// subscribe to it (see useLive.ts), React never renders from it.

import { createStore } from 'zustand/vanilla'
import type { NetworkWeights } from '../engine/forward.ts'
import type { KnnFigures } from '../engine/knnAccuracy.ts'
import type { HistoryRecord, Metrics, RunStatus } from '../engine/metrics.ts'
import type { Speed } from '../engine/pace.ts'
import type { KeptMoment } from '../engine/timeline/timelineKeeper.ts'
import type { NetworkPlan } from '../spec/network.ts'
import type { Corruption, RunSpec } from '../spec/runSpec.ts'
import type { Baseline, CodesFrame, DataOverview, GridFrame, LatentMapFrame, Progress, RunId, RunProblem, SamplesFrame } from '../workers/protocol.ts'
import type { BackendState } from './backendChoice.ts'
import type { Shortage } from './laneThreads.ts'
import type { LearnedTab } from './learnedTabs.ts'
import type { QuestionSlice } from './questionState.ts'
import type { SweepSlice } from './sweepState.ts'

/** Up to four places for runs; a lane that is removed leaves its number free for the next. */
export const LANE_IDS = ['lane-1', 'lane-2', 'lane-3', 'lane-4'] as const
export type LaneId = (typeof LANE_IDS)[number]

/** 'starting': the worker is loading. 'lost': it died or stopped answering; the page offers to start again. */
export type EngineState = { readonly status: 'starting' } | { readonly status: 'ready' } | { readonly status: 'lost'; readonly reason: string }

export interface Lane {
  readonly laneId: LaneId
  readonly runId: RunId
  readonly engine: EngineState
  /** The ten test pictures, the first of each class, or the first test points, as its runs are given them; null while the data is being read. */
  readonly overview: DataOverview | null
}

/** A live edit, logged: the run is outside the promise of reproducibility from here on. */
export interface Edit {
  readonly step: number
  readonly path: string
  readonly value: unknown
  /** What it was before. */
  readonly former?: unknown
}

export interface RunState {
  readonly runId: RunId
  /** A count of edits: answers for an older one are dropped. */
  readonly revision: number
  readonly spec: RunSpec
  readonly plan: NetworkPlan
  readonly status: RunStatus
  /** Has the network made a step? */
  readonly hasTrained: boolean
  /** Training was asked for and not stopped: an edit that makes a new run trains that one too, even before the first step. */
  readonly wantsTraining: boolean
  /** Edited on the way, or begun with weights of a former run: not the spec's own run. */
  readonly isEdited: boolean
  readonly edits: readonly Edit[]
  readonly problem: RunProblem | null
  /** Arrives from the analysis worker some time after the run stands. */
  readonly baseline: Baseline | null
}

/** The newest of each view that the worker has served. */
export interface LiveRun {
  readonly metrics: Metrics
  readonly progress: Progress
  readonly history: readonly HistoryRecord[]
  readonly activations: readonly Float32Array[] | null
  /** Of a variational code of two numbers. */
  readonly sampleDeviations: Float32Array | null
  readonly map: LatentMapFrame | null
  readonly grid: GridFrame | null
  readonly reconstructions: Float32Array | null
  readonly codes: CodesFrame | null
  readonly samples: SamplesFrame | null
  readonly weights: NetworkWeights | null
  /** Of its training, as they are kept (timelines.ts); absent before the first. */
  readonly moments?: readonly KeptMoment[]
  /** What its codes have kept of the classes, of the weights at the step that it names; absent until that was asked for. */
  readonly knn?: KnnFigures
}

/**
 * Of the network that ships with the page. 'shown': it stands in for the run that has not been trained. 'leaving': training was asked
 * for, its pictures stay until the run has some. 'ghost': only its curve is left. 'gone': nothing is.
 */
export type ShippedStage = 'shown' | 'leaving' | 'ghost' | 'gone'

/** What is shown of a run while somebody looks back in its training. */
export interface PastView {
  /** Of the weights that it is looked through: those kept nearest to the moment. Null where none are kept. */
  readonly snapshotStep: number | null
  /** As it was then; its curve goes on. */
  readonly live: LiveRun
}

/** A network that was trained earlier, with a run and views of its own beside its lane's. */
export interface ShippedNetwork {
  readonly laneId: LaneId
  readonly stage: ShippedStage
  readonly run: RunState
  readonly live: LiveRun
}

export type ThemeChoice = 'auto' | 'light' | 'dark'

/** One lane with everything that is seen of it, or all lanes beside each other. */
export type Screen = 'explore' | 'compare'

/** What is shown where networks are compared. */
export const COMPARE_PANELS = ['lanes', 'sweep', 'questions'] as const
export type ComparePanel = (typeof COMPARE_PANELS)[number]

/** What of each lane stands beside its map: test pictures rebuilt, or pictures from codes drawn at random. */
export type LanePictures = 'rebuilt' | 'samples'

/** How lanes that train at once are held together: by the samples that they have seen, or not at all. */
export type LanePace = 'in-step' | 'racing'

/** What the person has set up for looking; never part of a run. */
export interface ViewState {
  readonly screen: Screen
  readonly comparePanel: ComparePanel
  readonly lanePace: LanePace
  readonly lanePictures: LanePictures
  /** The test loss that lanes' times are told to; null or absent: one chosen from them. */
  readonly lossGoal?: number | null
  readonly speed: Speed
  readonly theme: ThemeChoice
  /** Which picture flows through the network: one of the ten test digits, or the drawing. */
  readonly sample: number | 'drawing'
  /** How strong the noise on the pictures looked at is; never moves the test loss. */
  readonly testNoise: number
  readonly padNoise: number
  /** Its kind; null: that of the noise in training, or Gaussian where there is none. */
  readonly noiseType: Corruption['type'] | null
  /** What is drawn on the pad, centred and scaled as MNIST's digits were; null while it is empty. */
  readonly drawing: Float32Array | null
  /** Classes that the map's legend has switched off. */
  readonly hiddenClasses: readonly number[]
  /** Is somebody looking through the weights right now (pointer over the map, a drawing on the pad)? */
  readonly isProbing: boolean
  /** Which view of what was learned is chosen; a network that has no such view shows its map. */
  readonly learnedTab: LearnedTab
  /** Which samples are drawn from the code's space. */
  readonly samplesSeed: number
  /** The code unit that is looked at; null while none is. */
  readonly markedUnit: number | null
  /** Where points in space are looked at from, in radians; null: from where they are first shown. */
  readonly turn: { readonly azimuth: number; readonly elevation: number } | null
  /** Of points: what the decoder makes of the place on the map that is pointed at; null while none is. */
  readonly probedPoint: Float32Array | null
  /** The map's extent on screen, for the faint decoded grid; null until drawn. */
  readonly mapExtent: { readonly x: readonly [number, number]; readonly y: readonly [number, number] } | null
  /** The step of the selected run that is looked back at; null or absent: it is seen as it is now. */
  readonly moment?: number | null
}

/** A short message about something that was refused or went wrong, dismissable. */
export interface Notice {
  readonly text: string
  readonly tone: 'error' | 'note'
}

export interface AppState {
  readonly lanes: Readonly<Partial<Record<LaneId, Lane>>>
  readonly selectedLane: LaneId
  readonly runs: Readonly<Record<RunId, RunState>>
  readonly live: Readonly<Record<RunId, LiveRun>>
  /** Null until it has been read, or where it can't be. */
  readonly shipped: ShippedNetwork | null
  /** What `view.moment` shows of each run that is looked back at; null or absent while that is now. */
  readonly pasts?: Readonly<Record<RunId, PastView>> | null
  readonly view: ViewState
  readonly backend: BackendState
  /** Why all lanes share one worker; null or absent: each has its own. */
  readonly shortage?: Shortage | null
  readonly sweep: SweepSlice
  /** Absent before the first is opened. */
  readonly question?: QuestionSlice
  readonly notice: Notice | null
}

export type AppStore = ReturnType<typeof createAppStore>

export function createAppStore(initial: AppState) {
  return createStore<AppState>()(() => initial)
}

/** The lanes there are, in the order of their numbers. */
export function lanesOf({ lanes }: Pick<AppState, 'lanes'>): readonly Lane[] {
  return LANE_IDS.flatMap((laneId) => lanes[laneId] ?? [])
}

/** The state as it is seen from a lane: that is the selected one, so that whatever shows the selected lane can show any. */
export function seenFrom(state: AppState, laneId: LaneId): AppState {
  return state.selectedLane === laneId ? state : { ...state, selectedLane: laneId }
}

export function selectedLane(state: AppState): Lane {
  return state.lanes[state.selectedLane] as Lane
}

export function selectedRun(state: AppState): RunState {
  return state.runs[selectedLane(state).runId] as RunState
}

export function selectedLive(state: AppState): LiveRun {
  return state.live[selectedLane(state).runId] as LiveRun
}

export function selectedEngine(state: AppState): EngineState {
  return selectedLane(state).engine
}

export function selectedOverview(state: AppState): DataOverview | null {
  return selectedLane(state).overview
}

/** Does the page show the shipped network, rather than the lane's run? */
export function isShippedShown(state: AppState): state is AppState & { readonly shipped: ShippedNetwork } {
  const { shipped, selectedLane: laneId } = state
  return shipped?.laneId === laneId && (shipped.stage === 'shown' || shipped.stage === 'leaving')
}

/** The run whose network the page shows: the lane's, or the shipped one that stands in for it. */
export function shownRun(state: AppState): RunState {
  return isShippedShown(state) ? state.shipped.run : selectedRun(state)
}

/** What is seen of it. */
export function shownLive(state: AppState): LiveRun {
  return isShippedShown(state) ? state.shipped.live : (pastOf(state)?.live ?? selectedLive(state))
}

/** What is shown of the selected run's past, where somebody looks back. */
export function pastOf(state: AppState): PastView | null {
  return state.pasts?.[selectedLane(state).runId] ?? null
}

/** The former network that the lane's run is compared with, where the two losses can be: on the same data, in the same measure. */
export function ghostOf(state: AppState): ShippedNetwork | null {
  const { shipped } = state
  if (shipped?.stage !== 'ghost' || shipped.laneId !== state.selectedLane) return null
  const { data, loss } = selectedRun(state).spec
  return data.name === shipped.run.spec.data.name && loss === shipped.run.spec.loss ? shipped : null
}
