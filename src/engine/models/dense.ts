import * as tfl from '@tensorflow/tfjs-layers'
import type { DenseShape } from '../../spec/layerShapes.ts'
import { LEAKY_RELU_SLOPE } from '../forward.ts'

export type DenseLayer = ReturnType<typeof tfl.layers.dense>

/** A dense layer, y = activation(x W + b), as tf.layers: the weighted layer, and its activation where tf.layers keeps that apart. */
export function denseLayer(plan: DenseShape): { weighted: DenseLayer; activation?: tfl.layers.Layer } {
  const config = { units: plan.units, inputShape: [plan.inputs], kernelInitializer: 'zeros' as const, biasInitializer: 'zeros' as const }
  switch (plan.activation) {
    case 'leaky-relu':
      return { weighted: tfl.layers.dense(config), activation: tfl.layers.leakyReLU({ alpha: LEAKY_RELU_SLOPE }) }
    case 'linear':
    case 'relu':
    case 'elu':
    case 'sigmoid':
    case 'tanh':
      return { weighted: tfl.layers.dense({ ...config, activation: plan.activation }) }
    default:
      return plan.activation satisfies never
  }
}
