// Tells the page how long the worker may be silent: what a run is expected to need before its first steps, then what its steps have needed.

import type { BackendName } from '../engine/metrics.ts'
import type { Run } from '../engine/run.ts'
import { describeGpu } from '../engine/webglHardware.ts'
import { planNetwork } from '../spec/network.ts'
import type { RunSpec } from '../spec/runSpec.ts'
import { HEARTBEAT_MS, patienceAfter, patienceBefore, SILENCE_MIN_MS } from './patience.ts'

/** So many steps have been compiled for and tell how long one takes. */
const STEPS_MEASURED = 10

export class SilenceNotice {
  readonly #say: (upToMs: number) => void
  /** What the page has been told to bear. */
  #upToMs = SILENCE_MIN_MS

  /** `say` is called where there is news. */
  constructor(say: (upToMs: number) => void) {
    this.#say = say
  }

  /** Before the first steps of this spec, on whichever of the backends is slowest. */
  beforeSteps(spec: RunSpec, backends: readonly BackendName[]): void {
    const { parameters } = planNetwork(spec)
    const { batchSize } = spec.training
    this.#announce(Math.max(...backends.map((backend) => patienceBefore({ parameters, batchSize, backend }))))
  }

  /** While it trains; `firstStep` is where it began in this worker. */
  afterSteps({ step, stepMs }: Run, firstStep: number): void {
    if (step - firstStep >= STEPS_MEASURED) this.#announce(patienceAfter(stepMs, describeGpu()?.isReal === false))
  }

  #announce(upToMs: number): void {
    const rounded = Math.ceil(upToMs / HEARTBEAT_MS) * HEARTBEAT_MS
    if (rounded === this.#upToMs) return
    this.#upToMs = rounded
    this.#say(rounded)
  }
}
