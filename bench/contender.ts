// What is compared: types only. Every contender is handed the same spec, starts from the same weights and is shown the same pictures.

import type { KernelChoice } from '../src/engine/kernels/wasm/kernelChoice.ts'
import type { BackendName } from '../src/engine/metrics.ts'
import type { RunSpec } from '../src/spec/runSpec.ts'

/** Who trains in a worker of the browser, and on what. */
export type WorkerKind =
  | { readonly peer: 'hourglass'; readonly backend: BackendName; readonly kernels: KernelChoice }
  | { readonly peer: 'tfjs-fit' | 'tfjs-ops'; readonly backend: BackendName }
  | { readonly peer: 'convnet' }

/** Means over all pixels of the first JUDGED_PICTURES test pictures. */
export interface Losses {
  readonly bce: number
  readonly mse: number
}

/** How many chunks to time, of how many steps each. */
export interface Burst {
  readonly chunks: number
  readonly stepsPerChunk: number
}

export interface Contender {
  /** A fresh network for this spec; a former one is given up. */
  open(spec: RunSpec): Promise<void>
  /** Trains on from where it stands. Milliseconds of each chunk, the gathering of the batches included. */
  train(burst: Burst): Promise<number[]>
  /** How good its network is by now, judged for all contenders alike. */
  losses(): Promise<Losses>
}
