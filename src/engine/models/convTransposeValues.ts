import type { Tensor2D } from '@tensorflow/tfjs-core'
import type { ConvTransposeShape } from '../../spec/layerShapes.ts'
import { convolutionValues } from './convolutionValues.ts'
import type { LayerCall } from './layerValues.ts'

/** y [batch, units] = activation(x [batch, inputs] through the gradient, by its input, of the convolution that leads back + bias). */
export function convTransposeValues(call: LayerCall<ConvTransposeShape>): Tensor2D {
  return convolutionValues(call)
}
