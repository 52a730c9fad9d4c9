import type { Tensor2D } from '@tensorflow/tfjs-core'
import type { ConvShape } from '../../spec/layerShapes.ts'
import { convolutionValues } from './convolutionValues.ts'
import type { LayerCall } from './layerValues.ts'

/** y [batch, units] = activation(x [batch, inputs] convolved with the kernel + bias), padding 'same'. */
export function convValues(call: LayerCall<ConvShape>): Tensor2D {
  return convolutionValues(call)
}
