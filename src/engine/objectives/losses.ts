// The reconstruction losses, by the name a spec uses. Each takes logits (the output before its activation) and the clean target.

import type { Scalar, Tensor, Tensor2D } from '@tensorflow/tfjs-core'
import type { RunSpec } from '../../spec/runSpec.ts'
import { bce } from './bce.ts'
import { mse } from './mse.ts'

export interface Loss {
  /** [batch, size] twice -> a scalar to differentiate: the mean over all elements. */
  objective(logits: Tensor2D, target: Tensor2D, output: 'sigmoid' | 'linear'): Scalar
  /** [batch, size] twice -> [batch]: each picture's mean, for measuring. */
  perPicture(logits: Tensor2D, target: Tensor2D, output: 'sigmoid' | 'linear'): Tensor
}

/** One line a loss. */
export const LOSS_FUNCTIONS: Record<RunSpec['loss'], Loss> = { bce, mse }
