// Which worker thread a lane's engine sits in: one of its own, so that lanes use several cores and one that goes wrong takes nobody with it. On one
// core, or short of memory, all lanes share one and take turns.

import type { BackendName } from '../engine/metrics.ts'
import { TrainerThread } from '../workers/trainerThread.ts'

/** What a browser tells of the machine; what it does not tell is taken to be enough. */
export interface Machine {
  readonly hardwareConcurrency?: number
  /** GB, rounded by the browser. */
  readonly deviceMemory?: number
}

/** Why this machine can't carry more than one worker. */
export type Shortage = 'one-core' | 'little-memory'

/** GB. Each worker holds data and a backend of its own, some 100 MB. */
const LITTLE_MEMORY_GB = 2

/** Null where it has enough of everything. */
export function shortageOf(machine: Machine = navigator): Shortage | null {
  if ((machine.hardwareConcurrency ?? 1) <= 1) return 'one-core'
  return hasLittleMemory(machine) ? 'little-memory' : null
}

export function hasLittleMemory({ deviceMemory = Number.POSITIVE_INFINITY }: Machine): boolean {
  return deviceMemory <= LITTLE_MEMORY_GB
}

export class LaneThreads {
  readonly #isShared: boolean
  /** A thread computes on one backend. */
  readonly #shared = new Map<BackendName, TrainerThread>()

  constructor({ isShared }: { readonly isShared: boolean }) {
    this.#isShared = isShared
  }

  /** Where the next engine on this backend sits. */
  threadFor(backend: BackendName): TrainerThread {
    const standing = this.#shared.get(backend)
    if (standing && !standing.isEnded) return standing
    const thread = new TrainerThread()
    if (this.#isShared) this.#shared.set(backend, thread)
    return thread
  }
}
