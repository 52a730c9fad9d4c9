// One lane: its engine, the frames that are pulled from it, the run that is in it. What all lanes share is app.ts's business, what can be
// done with several of them lanes.ts's.

import type { Beginning } from '../engine/checkpoint.ts'
import type { BackendName } from '../engine/metrics.ts'
import type { Speed } from '../engine/pace.ts'
import { countText } from '../spec/countText.ts'
import { datasetFacts } from '../spec/datasets.ts'
import type { RunSpec } from '../spec/runSpec.ts'
import type { Loss } from '../workers/client.ts'
import type { RunId } from '../workers/protocol.ts'
import type { AppCore } from './app.ts'
import { FramePump } from './framePump.ts'
import { applyFrame, FrameRequests } from './frames.ts'
import { withRun } from './freshRun.ts'
import { type Kept, LaneEngine } from './laneEngine.ts'
import type { Replaced } from './laneWorker.ts'
import { askTurnOf, frameIntervalMs } from './pacing.ts'
import { type EngineState, type Lane, type LaneId, lanesOf, pastOf, type RunState, type ShippedStage, seenFrom } from './state.ts'

export interface ReplaceOptions {
  readonly inheritsWeights: boolean
  readonly trains?: boolean
  /** What becomes of the shipped network, where it is this lane's; absent: it stays as it is. */
  readonly shipped?: ShippedStage
  readonly runId?: RunId
  /** Weights to begin with, and how far they had come. */
  readonly from?: Beginning
}

export class LaneCore {
  readonly laneId: LaneId
  readonly engine: LaneEngine
  readonly #core: AppCore
  readonly #pump: FramePump
  /** What the worker runs on. */
  #backend: BackendName

  /** Nothing runs before startEngine(); the lane must be in the store by then. */
  constructor(core: AppCore, laneId: LaneId) {
    this.laneId = laneId
    this.#core = core
    this.#backend = core.nextBackend
    this.engine = new LaneEngine(
      core.workerOptions,
      {
        onReady: () => this.#setEngine({ status: 'ready' }),
        onChanged: (runId) => runId === this.#lane?.runId && this.refresh(),
        onReplacing: (loss, next) => this.#noteLoss(loss, next),
        onReplaced: (replaced) => this.#noteReplaced(replaced),
        onMoment: (runId, moment) => core.timelines.add(runId, moment),
        onLost: (reason) => this.#setEngine({ status: 'lost', reason }),
      },
      core,
    )
    const requests = new FrameRequests()
    const { store } = core
    this.#pump = new FramePump({
      pull: async () => {
        const state = store.getState()
        if (this.#lane?.engine.status !== 'ready') return null
        const isSeen = state.view.screen === 'compare' || (state.selectedLane === laneId && !pastOf(state))
        return this.engine.ask((trainer) => trainer.frame(requests.next(seenFrom(state, laneId), isSeen)))
      },
      apply: (frame) => {
        applyFrame(core, frame)
        if (frame.progress.isAllRead) core.prepareAhead(this, frame.metrics.status)
      },
      intervalMs: () => frameIntervalMs(store.getState(), laneId),
      turn: askTurnOf(laneId),
    })
  }

  get run(): RunState {
    const { runs } = this.#core.store.getState()
    return runs[(this.#lane as Lane).runId] as RunState
  }

  /** Starts a worker anew, on the chosen backend, with the present spec from its start. */
  startEngine({ trains = false, runId, from }: Pick<ReplaceOptions, 'trains' | 'runId' | 'from'> = {}): void {
    this.#startWorker()
    this.replaceRun(this.run.spec, { inheritsWeights: false, trains, ...(runId && { runId }), ...(from && { from }) }).catch(() => {
      // Overtaken by a newer run, or lost: either shows itself.
    })
  }

  /** Tries again after the engine was given up: from the last checkpoint, or from the spec where there is none. */
  restartEngine(): void {
    if (!this.engine.holds(this.run.runId)) {
      this.startEngine({ trains: this.run.wantsTraining })
      return
    }
    this.#setEngine({ status: 'starting' })
    this.engine.restart()
  }

  /** Puts a new run into the lane. Resolves when it stands (and trains, if it shall), with how much of the weights it kept. */
  async replaceRun(spec: RunSpec, { inheritsWeights, trains = false, shipped, runId = this.#core.nextRunId(), from }: ReplaceOptions): Promise<Kept> {
    const { store } = this.#core
    if (!this.#core.hasBegun) await this.#core.begun
    if (!this.#lane) throw new Error(`${this.laneId} was removed`)
    if (!inheritsWeights && this.#core.nextBackend !== this.#backend) this.#startWorker()
    store.setState((state) => withRun(state, { laneId: this.laneId, runId, spec, backend: this.#backend, wantsTraining: trains }))
    if (shipped) this.#core.moveShipped(this.laneId, shipped)
    const { shipped: network } = store.getState()
    const isUnseen = network?.laneId === this.laneId && network.stage === 'shown' && !trains
    const kept = await this.engine.load({ runId, revision: 0, spec, inheritsWeights, isUnseen, remembersMoments: true, ...(from && { from }) })
    void this.#readOverview(runId)
    if (trains) await this.play(runId)
    this.refresh()
    return kept
  }

  /** Back to the start: fresh weights, the same spec. The shipped network was trained with the recipe that begins anew: it stays as a ghost. */
  async reset(): Promise<void> {
    const isGone = this.#core.store.getState().shipped?.stage === 'gone'
    await this.replaceRun(this.run.spec, { inheritsWeights: false, shipped: isGone ? 'gone' : 'ghost' })
  }

  /** Its run is about to be trained. */
  intendTraining(): void {
    this.#core.patchRun(this.run.runId, { wantsTraining: true })
  }

  /** Begins training, at the speed that the page is set to or at another. */
  async play(runId: RunId, speed?: Speed): Promise<void> {
    this.#core.patchRun(runId, { wantsTraining: true })
    this.leaveShipped()
    await this.engine.play(runId, speed ?? this.#core.store.getState().view.speed)
    this.refresh()
  }

  async stepOnce(): Promise<void> {
    this.leaveShipped()
    this.#core.takeMetrics(await this.engine.train(this.run.runId, { steps: 1 }))
  }

  /** Resolves when no further step will follow and all test pictures have been measured. */
  async pause(): Promise<void> {
    const { runId } = this.run
    this.#core.patchRun(runId, { wantsTraining: false })
    this.#core.takeMetrics(await this.engine.pause(runId))
  }

  /** The run itself is asked for: the shipped network answers no more, and goes off the page once the run can be seen. */
  leaveShipped(): void {
    if (this.#core.store.getState().shipped?.stage === 'shown') this.#core.moveShipped(this.laneId, 'leaving')
  }

  /** Something to look at may have changed: a frame is asked for. */
  refresh(): void {
    this.#pump.wake()
  }

  /** The lane has been taken off the page: its worker goes, what is still asked of it is rejected. */
  end(): void {
    this.#pump.stop()
    this.engine.end()
  }

  get #lane(): Lane | undefined {
    return this.#core.store.getState().lanes[this.laneId]
  }

  #startWorker(): void {
    this.#setEngine({ status: 'starting' })
    this.#backend = this.#core.nextBackend
    this.engine.start(this.#backend)
  }

  #noteLoss({ kind, reason }: Loss, next: BackendName): void {
    this.#setEngine({ status: 'starting' })
    if (next !== this.#backend) this.#core.isGpuDistrusted = true
    if (kind === 'start' && next === this.#backend) return
    const what = kind === 'start' ? `${reason}; training on ${next} instead` : `The training engine was lost: ${reason}. Another is taking its place.`
    this.#note(what)
    // Refused, it would be refused each time. What was taken unasked is not taken again.
    if (kind === 'start' && this.#core.store.getState().backend.choice !== 'automatic') this.#core.chooseBackend(next)
  }

  #noteReplaced({ backend, step, isTraining }: Replaced): void {
    this.#setEngine({ status: 'ready' })
    const hasMoved = backend !== this.#backend
    this.#backend = backend
    this.refresh()
    if (step === null) return
    const what = `The training engine was replaced at step ${countText(step)}`
    const where = hasMoved ? ` on ${backend}, since the graphics were lost again` : ''
    this.#note(isTraining ? `${what}; training went on${where}.` : `${what}${where && `; it is now`}${where}.`)
  }

  /** Says which lane, where there are several. */
  #note(text: string): void {
    const { store } = this.#core
    const isOneOfSeveral = lanesOf(store.getState()).length > 1
    this.#core.note(isOneOfSeveral ? `${this.laneId.replace('lane-', 'Lane ')}: ${text}` : text)
  }

  #setEngine(engine: EngineState): void {
    const { laneId } = this
    this.#core.store.setState(({ lanes }) => (lanes[laneId] ? { lanes: { ...lanes, [laneId]: { ...lanes[laneId], engine } } } : {}))
  }

  async #readOverview(runId: RunId): Promise<void> {
    const { runs } = this.#core.store.getState()
    const facts = runs[runId] && datasetFacts(runs[runId].spec.data.name)
    const known = this.#lane?.overview
    // Another dataset has taken the former's away. Of pictures some classes may not have been there yet.
    if (known && (facts?.kind === 'points' || known.labels.length === facts?.classes.length)) return
    try {
      const overview = await this.engine.ask((trainer) => trainer.overview(runId), Number.POSITIVE_INFINITY)
      const { laneId } = this
      // Another dataset may have been chosen meanwhile.
      if (this.#lane?.runId !== runId) return
      this.#core.store.setState(({ lanes }) => (lanes[laneId] ? { lanes: { ...lanes, [laneId]: { ...lanes[laneId], overview } } } : {}))
      this.refresh()
    } catch {
      // The run was replaced meanwhile: the next one asks again.
    }
  }
}
