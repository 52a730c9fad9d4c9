// The regularizers, by the type a spec uses: what is added to the reconstruction loss to be minimised with it. A new one is a file beside this one
// with its formula, and a line here.

import type { Scalar, Tensor, Tensor2D } from '@tensorflow/tfjs-core'
import type { RunSpec } from '../../spec/runSpec.ts'
import type { Autoencoder } from '../models/autoencoder.ts'
import { contractive } from './contractive.ts'
import type { Feed } from './feeds.ts'
import { kl } from './kl.ts'
import { l1 } from './l1.ts'
import { weightDecay } from './weightDecay.ts'

export type Regularizer = NonNullable<RunSpec['regularizers']>[number]
export type RegularizerType = Regularizer['type']
export type RegularizerOf<T extends RegularizerType> = Extract<Regularizer, { type: T }>

/** A batch on its way through the network. */
export interface Pass {
  readonly model: Autoencoder
  /** [batch, inputs], as it went in. */
  readonly input: Tensor2D
  /** [batch, latent] */
  readonly code: Tensor2D
  /** Every planned layer's values, in the network's order; the output's are logits. */
  readonly values: readonly Tensor2D[]
}

export interface Penalty<R extends Regularizer = Regularizer> {
  /** What it needs of each step from outside. */
  feeds?(model: Autoencoder): readonly Feed[]
  /** The penalty of a batch, its weight included, to differentiate by the model's variables; `fed` as feeds() asked. Called within a tidy. */
  value(pass: Pass, regularizer: R, fed: readonly Tensor[]): Scalar
}

const PENALTIES: { readonly [T in RegularizerType]: Penalty<RegularizerOf<T>> } = {
  l1,
  kl,
  'weight-decay': weightDecay,
  contractive,
}

export function penaltyOf(type: RegularizerType): Penalty {
  return PENALTIES[type] as Penalty
}
