// What a person can do, by name. Components call these and nothing else; app.ts implements them.

import type { Speed } from '../engine/pace.ts'
import type { PresetName } from '../spec/presets.ts'
import type { Corruption } from '../spec/runSpec.ts'
import type { BackendChoice } from './backendChoice.ts'
import type { QuestionActions } from './questionActions.ts'
import type { SeenPoints } from './seenPoints.ts'
import type { LaneId, ThemeChoice, ViewState } from './state.ts'
import type { SweepActions } from './sweepActions.ts'

export interface DecodedPoint {
  /** The code under the point: as many numbers as the bottleneck has. */
  readonly code: Float32Array
  /** The picture decoded from it. */
  readonly picture: Float32Array
}

/** A picture seen through the network, on the page, without waiting for the worker. */
export interface SeenThrough {
  /** The picture with noise on it; the picture itself where there is none. */
  readonly noisy: Float32Array
  readonly reconstruction: Float32Array
  /** dB against the clean picture, peak 1. */
  readonly psnrNoisy: number
  readonly psnrReconstruction: number
}

/** Pictures that are made one by one, as there is time: each as many values as an input has. */
export interface PictureSeries {
  readonly count: number
  make(index: number): Float32Array
}

export interface Actions extends SweepActions, QuestionActions {
  /** Of the selected lane; where lanes are compared, of all of them. */
  play(): void
  pause(): void
  stepOnce(): void
  reset(): void
  /** Another lane of the selected one's spec, selected from now on. */
  fork(): void
  /** A lane that trains on from the moment that is looked back at, with a fresh optimizer. */
  trainOnFromMoment(): void
  /** A lane like the selected one but for its variational code, and samples of both beside each other; it trains at once where the other has. */
  forkPlain(): void
  selectLane(laneId: LaneId): void
  removeLane(laneId: LaneId): void
  choosePreset(name: PresetName): void
  /**
   * Sets one field of the spec ("training.learningRate", …), with it what has to change along (nearestEdits.ts), as one edit; undefined removes it.
   * A refused value becomes a notice.
   */
  edit(path: string, value: unknown): void
  setSpeed(speed: Speed): void
  setTheme(theme: ThemeChoice): void
  setView(
    change: Partial<
      Pick<
        ViewState,
        | 'screen'
        | 'comparePanel'
        | 'lanePace'
        | 'lanePictures'
        | 'lossGoal'
        | 'sample'
        | 'testNoise'
        | 'padNoise'
        | 'noiseType'
        | 'drawing'
        | 'hiddenClasses'
        | 'isProbing'
        | 'learnedTab'
        | 'samplesSeed'
        | 'markedUnit'
        | 'mapExtent'
        | 'turn'
        | 'probedPoint'
        | 'moment'
      >
    >,
  ): void
  /** After a chunk could not be read. */
  retryData(): void
  /** Train on what has been read: sets data.train (or data.test). */
  goOnWithoutTheRest(): void
  /** After no further worker could be had: tries again, from the last checkpoint. */
  restartEngine(): void
  /** After divergence: applies the rate that worked, and trains on from the last good weights. */
  goOnAtSoundRate(): void
  /** What to compute with from the next fresh run on. */
  chooseBackend(choice: BackendChoice): void
  /** Measures what each backend does with this network, where nothing trains. */
  measureBackends(): void
  dismissNotice(): void
  /** What the decoder makes of a point of the latent map, of the selected lane's or another's; null before any weights have arrived. */
  decodeAt(x: number, y: number, laneId?: LaneId): DecodedPoint | null
  /** A test sample by its index, as it goes into the lane's network; null where it can't be had. */
  testSample(laneId: LaneId, index: number): Promise<Float32Array | null>
  /** What each unit of the code draws, signed: its effect on the output. Null before any weights have arrived. */
  openDecoderImages(): PictureSeries | null
  /** The pictures that the samples drawn from the code's space stand for, of the selected lane or another. Null before there are any. */
  openSamples(laneId?: LaneId): PictureSeries | null
  /**
   * The view's kind of noise on a picture (fixed seed) and its way through the network, the selected lane's or another's; null before any weights have
   * arrived, or where they are for other pictures.
   */
  seeThrough(picture: Float32Array, strength: number, laneId?: LaneId): SeenThrough | null
  /** The kind of noise on what is looked at. */
  shownNoiseType(): Corruption['type']
  /** The picture that flows through the hourglass now: as it is, and with the view's noise on it. Null while no data is there. */
  shownSample(): { readonly clean: Float32Array; readonly noisy: Float32Array } | null
  /** The ten test samples as they go in, with the view's noise on them: what live.reconstructions are made of. Row after row; null while no data is there. */
  shownDigits(): Float32Array | null
  /** The points of a dataset of points through the network that is shown; null for pictures, or before any have been read. The same object until something has changed. */
  seenPoints(laneId?: LaneId): SeenPoints | null
  /** A drawing as a digit: 280 x 280 values row by row, 0 to 1, centred and scaled as MNIST's were, shuffled where its pixels are. Null for an empty pad. */
  centerDrawing(raster: Float32Array): Float32Array | null
  /** The two classes that lie most on top of each other on the map; null before there is a map. */
  alikeClasses(): { readonly a: number; readonly b: number; readonly overlap: number; readonly lead: number } | null
  /** For the console's timings: a person did something, at the event's timeStamp … */
  noteAsked(what: string, since: number): void
  /** … and its effect has been drawn. */
  noteShown(what: string): void
  /** … and is being drawn, within an animation frame. */
  noteShownNow(what: string): void
}
