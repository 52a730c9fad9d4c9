import type { Tensor2D } from '@tensorflow/tfjs-core'
import type { ConvTransposeShape } from '../../spec/layerShapes.ts'
import { convolutionValues } from './convolutionValues.ts'
import type { LayerCall } from './layerValues.ts'

/**
 * y [batch, units] = activation(x [batch, inputs] through the gradient, by its input, of the convolution that leads back + bias):
 * y[m, n, o] = f(b[o] + sum over i, j, c of W[i, j, o, c] x[r, q, c], where s r + i - p = m and s q + j - p' = n), that convolution's stride s and
 * padding p, p'. (Dumoulin and Visin 2016, "A guide to convolution arithmetic for deep learning", section 4.)
 */
export function convTransposeValues(call: LayerCall<ConvTransposeShape>): Tensor2D {
  return convolutionValues(call)
}
