// A run as it stands in the worker, with those who work for it: its loop, who answers its frames, who hands out its checkpoints.
// What happens to it is told to the page; the page's calls are trainer.ts's business.

import { MeasuringBudget } from '../engine/budget.ts'
import { buffersOf } from '../engine/checkpoint.ts'
import { TrainingLoop } from '../engine/loop.ts'
import type { MapFacing } from '../engine/mapView.ts'
import type { Platform } from '../engine/platform.ts'
import type { Run } from '../engine/run.ts'
import { type Moment, momentBuffers } from '../engine/timeline/moment.ts'
import { Checkpointer } from './checkpointer.ts'
import { FrameServer } from './frameServer.ts'
import { GoalLog } from './goalLog.ts'
import { isGpuAlive } from './gpuAlive.ts'
import { InStep } from './inStep.ts'
import { LaneLines } from './laneLines.ts'
import { MomentTaker } from './momentTaker.ts'
import type { RunId, StepOrders, TrainerEvent } from './protocol.ts'

/** Tells the page; `handedOver` is no longer ours afterwards. */
export type Send = (event: TrainerEvent, handedOver?: Transferable[]) => void

export interface SessionOptions {
  readonly runId: RunId
  readonly revision: number
  readonly run: Run
  readonly platform: Platform
  readonly send: Send
  /** Are moments handed out for the run's timeline? */
  readonly remembersMoments: boolean
  /** How many engines share the worker's time. */
  readonly countSeated: () => number
}

export class Session {
  readonly runId: RunId
  readonly run: Run
  readonly loop: TrainingLoop
  readonly frames: FrameServer
  readonly checkpointer: Checkpointer
  readonly goals = new GoalLog()
  /** The step that it began with here: 0, or where it was resumed. */
  readonly firstStep: number
  /** Of the newest edit: an older one that comes late is dropped. */
  revision: number
  readonly #send: Send
  readonly #moments: MomentTaker | null
  #company: { readonly inStep: InStep; readonly lines: LaneLines } | null = null

  constructor({ runId, revision, run, platform, send, remembersMoments, countSeated }: SessionOptions) {
    const { now } = platform
    const budget = new MeasuringBudget({ countSharing: countSeated })
    const facing: MapFacing = { newest: null }
    this.runId = runId
    this.revision = revision
    this.run = run
    this.firstStep = run.step
    this.#send = send
    const hand = (moment: Moment) => send({ type: 'moment', runId, moment }, momentBuffers(moment))
    this.#moments = remembersMoments ? new MomentTaker({ run, now, facing, hand, isSound: isGpuAlive }) : null
    const lookout = this.#moments
    this.loop = new TrainingLoop(run, { platform, budget, ...(lookout && { lookout }), onChange: () => this.#noteChange() })
    this.frames = new FrameServer(this.loop, budget, now, facing)
    this.checkpointer = new Checkpointer({
      run,
      budget,
      now,
      isSound: isGpuAlive,
      hand: (checkpoint) => send({ type: 'checkpoint', kept: { runId, revision: this.revision, checkpoint } }, buffersOf(checkpoint)),
    })
  }

  /** With whom the run is held together from now on; null: with nobody. */
  keepInStep(orders: StepOrders | null): void {
    const former = this.#company
    if (!orders) {
      this.#company = null
      this.loop.company = null
      former?.inStep.close()
      return
    }
    const company = former ?? this.#newCompany()
    company.lines.follow(orders)
    company.inStep.follow(orders)
    this.#company = company
    // With lines to tell it over.
    if (!former) this.loop.company = company.inStep
  }

  #newCompany() {
    const lines = new LaneLines()
    return { lines, inStep: new InStep(this.runId, lines) }
  }

  /** Stops it and frees what it holds of the backend. */
  async close(): Promise<void> {
    await this.loop.stop()
    this.keepInStep(null)
    this.run.dispose()
  }

  #noteChange(): void {
    const { runId, run, loop, checkpointer, goals } = this
    this.#send({ type: 'changed', runId })
    const goalId = goals.note(loop.status)
    if (goalId !== null) this.#send({ type: 'goal-begun', goalId, from: { step: run.step, samplesSeen: run.samplesSeen } })
    checkpointer.note(loop.status)
    this.#moments?.note(loop.status)
    // Whatever is thrown there may come of a context that is being lost.
    if (loop.status === 'failed' && run.backend === 'webgl') this.#send({ type: 'gpu-lost' })
  }
}
