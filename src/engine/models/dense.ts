import * as tf from '@tensorflow/tfjs-core'
import * as tfl from '@tensorflow/tfjs-layers'
import type { PlannedLayer } from '../../spec/network.ts'
import type { Activation } from '../../spec/runSpec.ts'
import { LEAKY_RELU_SLOPE } from '../forward.ts'
import { RandomStream } from '../random.ts'

export type DenseLayer = ReturnType<typeof tfl.layers.dense>

/** A dense layer, y = activation(x W + b), as tf.layers: the weighted layer, and its activation where tf.layers keeps that apart. */
export function denseLayer(plan: PlannedLayer): { weighted: DenseLayer; activation?: tfl.layers.Layer } {
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

/** The activation alone, on a layer's sums. */
export function activate(activation: Activation, sums: tf.Tensor2D): tf.Tensor2D {
  switch (activation) {
    case 'linear':
      return sums
    case 'relu':
      return tf.relu(sums)
    case 'leaky-relu':
      return tf.leakyRelu(sums, LEAKY_RELU_SLOPE)
    case 'elu':
      return tf.elu(sums)
    case 'sigmoid':
      return tf.sigmoid(sums)
    case 'tanh':
      return tf.tanh(sums)
    default:
      return activation satisfies never
  }
}

/**
 * Glorot-uniform weights, row-major [inputs, units]: uniform in ±sqrt(6 / (inputs + units)).
 * (Glorot and Bengio 2010, "Understanding the difficulty of training deep feedforward neural networks", equation 16.)
 * Our own numbers: tfjs's initialisers ignore their seed in places. `index` is the layer's place in the network.
 */
export function glorotUniform(inputs: number, units: number, seed: number, index: number): Float32Array {
  const stream = new RandomStream(seed, 'weights', index)
  const limit = Math.sqrt(6 / (inputs + units))
  return Float32Array.from({ length: inputs * units }, () => (2 * stream.uniform() - 1) * limit)
}
