// A small forward pass in plain TypeScript, no tfjs: what the page runs for the pad and for hovering over the map,
// so that neither ever waits for training. Tested equal to tfjs for every kind of layer and every activation.

import type { LayerShape } from '../spec/layerShapes.ts'
import type { Activation } from '../spec/runSpec.ts'
import { convSums } from './forward/convSums.ts'
import { convTransposeSums } from './forward/convTransposeSums.ts'
import { denseSums } from './forward/denseSums.ts'
import { maxPooled } from './forward/maxPooled.ts'
import { upsampled } from './forward/upsampled.ts'

/** What a layer computes, and with what. A tied layer's kernel stands here as it is used, [inputs, units]. */
export type LayerWeights = LayerShape & {
  /** Row-major, as parameterShapes() says; empty where a layer has none. */
  readonly kernel: Float32Array
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

/** The code of an input: the bottleneck's values; of a variational one the means. */
export function encodeWith(network: NetworkWeights, input: ArrayLike<number>): Float32Array {
  return forward(network.layers.slice(0, network.encoderLayers), input)
}

/** The picture that a code stands for. */
export function decodeWith(network: NetworkWeights, latent: ArrayLike<number>): Float32Array {
  return forward(network.layers.slice(network.encoderLayers), latent)
}

function forwardLayer(layer: LayerWeights, input: ArrayLike<number>): Float32Array {
  if (input.length !== layer.inputs) throw new RangeError(`expected ${layer.inputs} numbers, found ${input.length}`)
  const out = sumsOf(layer, input)
  const { activation } = layer
  if (activation !== 'linear') for (let j = 0; j < out.length; j++) out[j] = activateNumber(activation, out[j] as number)
  if (layer.type === 'dense' && layer.topK !== undefined) keepLargest(out, layer.topK)
  return out
}

/** A layer's values before its activation. */
function sumsOf(layer: LayerWeights, input: ArrayLike<number>): Float32Array {
  switch (layer.type) {
    case 'dense':
      return denseSums(layer, layer, input)
    case 'conv':
      return convSums(layer, layer, input)
    case 'conv-transpose':
      return convTransposeSums(layer, layer, input)
    case 'max-pool':
      return maxPooled(layer, input)
    case 'upsample':
      return upsampled(layer, input)
    default:
      return layer satisfies never
  }
}

/** The k largest stay, the others become 0; of equal ones the first. In place. */
function keepLargest(values: Float32Array, k: number): void {
  const largest = new Set([...values.keys()].sort((a, b) => (values[b] as number) - (values[a] as number) || a - b).slice(0, k))
  for (let j = 0; j < values.length; j++) if (!largest.has(j)) values[j] = 0
}

export function activateNumber(activation: Activation, x: number): number {
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
