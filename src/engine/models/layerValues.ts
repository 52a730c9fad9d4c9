// The kinds of layers, and how each computes its values. A new kind is a file beside this one and a line here.

import type { Tensor, Tensor2D } from '@tensorflow/tfjs-core'
import type { LayerShape } from '../../spec/layerShapes.ts'
import type { Activation } from '../../spec/runSpec.ts'
import { convTransposeValues } from './convTransposeValues.ts'
import { convValues } from './convValues.ts'
import { denseLayerValues } from './denseValues.ts'
import { maxPoolValues } from './maxPoolValues.ts'
import { upsampleValues } from './upsampleValues.ts'

export interface LayerCall<L extends LayerShape = LayerShape> {
  readonly layer: L
  /** [batch, inputs] */
  readonly x: Tensor2D
  /** As parameterShapes() says; a tied layer's is [units, inputs], that of the layer it is tied to. */
  readonly kernel: Tensor
  readonly bias: Tensor
  /** The layer's own, but 'linear' for the output layer: losses take logits. */
  readonly activation: Activation
  /** x is data: nobody wants its gradient, which would cost as much as the kernel's. */
  readonly isData: boolean
}

type Values<L extends LayerShape> = (call: LayerCall<L>) => Tensor2D

const LAYER_VALUES: { readonly [T in LayerShape['type']]: Values<Extract<LayerShape, { type: T }>> } = {
  dense: denseLayerValues,
  conv: convValues,
  'conv-transpose': convTransposeValues,
  'max-pool': maxPoolValues,
  upsample: upsampleValues,
}

/** [batch, inputs] -> [batch, units], differentiable by x, kernel and bias. */
export function layerValues(call: LayerCall): Tensor2D {
  const values = LAYER_VALUES[call.layer.type] as Values<LayerShape>
  return values(call)
}
