// A small forward pass in plain TypeScript, no tfjs: what the page runs for the pad and for hovering over the map,
// so that neither ever waits for training. Dense layers only; tested equal to tfjs for every activation.

import type { Activation } from '../spec/runSpec.ts'

export interface LayerWeights {
  readonly inputs: number
  readonly units: number
  readonly activation: Activation
  /** Row-major [inputs, units]. */
  readonly kernel: Float32Array
  /** [units]. */
  readonly bias: Float32Array
}

export interface NetworkWeights {
  readonly step: number
  readonly layers: readonly LayerWeights[]
  /** How many of the layers make the encoder, the bottleneck included. */
  readonly encoderLayers: number
}

/** Slope of leaky-relu below zero (Maas, Hannun, Ng 2013, "Rectifier Nonlinearities Improve Neural Network Acoustic Models", section 2). */
export const LEAKY_RELU_SLOPE = 0.01

/** Every layer's values for one input, in the network's order. Input of `layers[0].inputs` numbers; throws RangeError otherwise. */
export function forwardAll(layers: readonly LayerWeights[], input: ArrayLike<number>): Float32Array[] {
  const values: Float32Array[] = []
  let current = input
  for (const layer of layers) {
    current = forwardLayer(layer, current)
    values.push(current as Float32Array)
  }
  return values
}

/** The last layer's values alone. */
export function forward(layers: readonly LayerWeights[], input: ArrayLike<number>): Float32Array {
  let current = input
  for (const layer of layers) current = forwardLayer(layer, current)
  return Float32Array.from(current)
}

/** The code of an input: the bottleneck's values. */
export function encodeWith(network: NetworkWeights, input: ArrayLike<number>): Float32Array {
  return forward(network.layers.slice(0, network.encoderLayers), input)
}

/** The picture that a code stands for. */
export function decodeWith(network: NetworkWeights, latent: ArrayLike<number>): Float32Array {
  return forward(network.layers.slice(network.encoderLayers), latent)
}

/** activation(input . kernel + bias). Zero inputs cost nothing: most pixels of a digit are. */
function forwardLayer(layer: LayerWeights, input: ArrayLike<number>): Float32Array {
  const { inputs, units, kernel, bias, activation } = layer
  if (input.length !== inputs) throw new RangeError(`expected ${inputs} numbers, found ${input.length}`)
  const out = Float32Array.from(bias)
  for (let i = 0; i < inputs; i++) {
    const x = input[i] as number
    if (x === 0) continue
    const row = i * units
    for (let j = 0; j < units; j++) out[j] = (out[j] as number) + x * (kernel[row + j] as number)
  }
  if (activation !== 'linear') for (let j = 0; j < units; j++) out[j] = activate(activation, out[j] as number)
  return out
}

function activate(activation: Activation, x: number): number {
  switch (activation) {
    case 'linear':
      return x
    case 'relu':
      return Math.max(x, 0)
    case 'leaky-relu':
      return x > 0 ? x : LEAKY_RELU_SLOPE * x
    case 'elu':
      return x > 0 ? x : Math.expm1(x)
    case 'sigmoid':
      return 1 / (1 + Math.exp(-x))
    case 'tanh':
      return Math.tanh(x)
    default:
      return activation satisfies never
  }
}
