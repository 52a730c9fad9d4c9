// What runs compute with: what a person has chosen, what was measured here, and what follows from both for the next fresh run.

import type { BackendName } from '../engine/metrics.ts'
import type { RunSpec } from '../spec/runSpec.ts'
import type { ProbeReport } from '../workers/protocol.ts'

export const BACKEND_NAMES: readonly BackendName[] = ['wasm', 'webgl', 'cpu']
export const BACKEND_CHOICES = ['automatic', ...BACKEND_NAMES] as const
export type BackendChoice = 'automatic' | BackendName

/** Figures of one network and batch, in milliseconds a step. */
export interface Measured extends ProbeReport {
  /** Of the network that was measured: another's figures would be others. */
  readonly key: string
  readonly batchSize: number
}

export interface BackendState {
  readonly choice: BackendChoice
  /** Null before anything was measured. */
  readonly measured: Measured | null
  readonly isMeasuring: boolean
}

/** What the next fresh run computes with. A page that was left to itself starts on wasm. */
export function backendFor({ choice, measured }: Pick<BackendState, 'choice' | 'measured'>): BackendName {
  if (choice !== 'automatic') return choice
  return measured?.isWebglWorthIt ? 'webgl' : 'wasm'
}

/** Specs with the same key take a step in the same time. */
export function probeKey({ model, loss, corruption, regularizers, training }: RunSpec): string {
  return JSON.stringify([model, loss, corruption?.type, regularizers, training.batchSize, training.optimizer])
}

/** Images a second at so many milliseconds a step. */
export function imagesPerSecond(stepMs: number, batchSize: number): number {
  return (1000 * batchSize) / stepMs
}
