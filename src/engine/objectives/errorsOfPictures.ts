// How wrong a network is on each picture, for measuring: nothing here is differentiated.

import type * as tf from '@tensorflow/tfjs-core'
import type { RunSpec } from '../../spec/runSpec.ts'
import { hasKernel, runKernel } from '../kernels/kernelNames.ts'
import { LOSS_FUNCTIONS } from './losses.ts'

export interface ErrorsOfPictures {
  /** [pictures]: each one's mean in the spec's own loss. */
  readonly losses: tf.Tensor
  /** [pictures]: each one's mean squared error, of the output after its activation. */
  readonly squares: tf.Tensor
}

/** logits, target [pictures, size]. In one pass where the backend has a kernel for it. */
export function errorsOfPictures(
  logits: tf.Tensor2D,
  target: tf.Tensor2D,
  { loss, output }: { loss: RunSpec['loss']; output: 'sigmoid' | 'linear' },
): ErrorsOfPictures {
  if (hasKernel('HourglassPictureErrors')) {
    const [losses, squares] = runKernel('HourglassPictureErrors', { logits, target }, { loss, output }) as [tf.Tensor, tf.Tensor]
    return { losses, squares }
  }
  const squares = LOSS_FUNCTIONS.mse.perPicture(logits, target, output)
  return { losses: loss === 'mse' ? squares : LOSS_FUNCTIONS[loss].perPicture(logits, target, output), squares }
}
