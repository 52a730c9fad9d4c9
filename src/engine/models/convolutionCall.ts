import type { Tensor, Tensor2D } from '@tensorflow/tfjs-core'
import type { ConvShape, ConvTransposeShape } from '../../spec/layerShapes.ts'
import type { Activation } from '../../spec/runSpec.ts'

/** A convolution's or a transposed convolution's values, to be computed. */
export interface ConvolutionCall {
  readonly layer: ConvShape | ConvTransposeShape
  /** [batch, inputs] */
  readonly x: Tensor2D
  /** As parameterShapes() says: [size, size, channels in, out], of a transposed one [size, size, channels out, in]. */
  readonly kernel: Tensor
  /** [channels out] */
  readonly bias: Tensor
  readonly activation: Activation
  /** x is data: nobody wants its gradient. */
  readonly isData: boolean
}
