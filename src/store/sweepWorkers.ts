// How many workers a sweep may keep busy: the cores that no lane trains on, at least one.

import type { BackendName } from '../engine/metrics.ts'
import { hasLittleMemory, type Machine } from './laneThreads.ts'
import { type AppState, lanesOf } from './state.ts'

/** Each holds data and a backend of its own, some 100 MB. */
const WORKERS_MAX = 8

export function freeCores(state: Pick<AppState, 'lanes' | 'runs'>, backend: BackendName, machine: Machine = navigator): number {
  // There is one GPU, however many workers wait for it.
  if (backend === 'webgl' || hasLittleMemory(machine)) return 1
  const training = lanesOf(state).filter(({ runId }) => state.runs[runId]?.status === 'training').length
  return Math.max(1, Math.min(WORKERS_MAX, (machine.hardwareConcurrency ?? 1) - training))
}
