import type { Tensor2D } from '@tensorflow/tfjs-core'
import type { ConvShape } from '../../spec/layerShapes.ts'
import { convolutionValues } from './convolutionValues.ts'
import type { LayerCall } from './layerValues.ts'

/**
 * y [batch, units] = activation(x [batch, inputs] convolved with the kernel + bias), padding 'same':
 * y[r, q, o] = f(b[o] + sum over i, j, c of W[i, j, c, o] x[s r + i - p, s q + j - p', c]), stride s, p and p' the padding before, 0 outside of x.
 * (Goodfellow, Bengio and Courville 2016, "Deep Learning", chapter 9; sizes: Dumoulin and Visin 2016, "A guide to convolution arithmetic for deep
 * learning", section 2.)
 */
export function convValues(call: LayerCall<ConvShape>): Tensor2D {
  return convolutionValues(call)
}
