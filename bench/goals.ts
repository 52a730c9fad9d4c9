// The design's goals (its section "Numbers to reach") and whether a measured figure meets them.

import type { MainTask } from './tasks.ts'

export interface Goal {
  readonly what: string
  readonly wanted: string
  readonly measured: number
  readonly isMet: boolean
}

/** The engine as a visitor gets it, and its peers, by the names that rows carry. */
export const OURS = 'Hourglass, wasm'
export const TFJS_FIT = 'tfjs model.fit, wasm'
export const TFJS_OPS = 'tfjs plain ops, wasm'
export const CONVNET = 'ConvNetJS'
export const TORCH = 'PyTorch, one thread'

/** How many times faster than a peer, at least. */
const TIMES_FASTER: Readonly<Record<MainTask, Readonly<Record<string, number>>>> = {
  vanilla: { [TFJS_FIT]: 20, [CONVNET]: 20, [TORCH]: 0.9 },
  multilayer: { [TFJS_FIT]: 15, [CONVNET]: 20, [TORCH]: 0.9 },
  convolutional: { [TORCH]: 0.9 },
}

/** What the design asks of this ratio (the peer's time over ours); null where it asks nothing. */
export function timesFasterWanted(task: MainTask, peer: string): number | null {
  return TIMES_FASTER[task][peer] ?? null
}

export function atLeast(what: string, measured: number, wanted: number, unit = ''): Goal {
  return { what, wanted: `at least ${wanted}${unit}`, measured, isMet: measured >= wanted }
}

export function atMost(what: string, measured: number, wanted: number, unit = ''): Goal {
  return { what, wanted: `at most ${wanted}${unit}`, measured, isMet: measured <= wanted }
}
