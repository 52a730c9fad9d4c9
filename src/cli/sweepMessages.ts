// What the sweep's process and those that train for it say to each other. Types only.

import type { Metrics } from '../engine/metrics.ts'
import type { RunOptions } from './options.ts'

/** To a trainer: train this. One at a time; the backend is the first order's. */
export type SweepOrder = RunOptions

/** From a trainer, about the order it has: shares of it while it trains, then how it ended. */
export type SweepReport =
  | { readonly kind: 'progress'; readonly share: number }
  /** `seconds` of training, test losses included; reading data and what is measured in the end left out. */
  | { readonly kind: 'trained'; readonly metrics: Metrics; readonly seconds: number }
  | { readonly kind: 'failed'; readonly error: string }
