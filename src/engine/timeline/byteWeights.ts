// A network's weights in bytes, as a timeline keeps them, and back to what the forward pass takes. A kernel's numbers take a byte each and a scale
// for each of its rows (quantise.ts); biases, which are few, stay as they are.

import { type LayerShape, parameterShapes, product } from '../../spec/layerShapes.ts'
import type { LayerWeights, NetworkWeights } from '../forward.ts'
import { type ByteKernel, kernelFromBytes, kernelToBytes } from '../quantise.ts'

export interface ByteLayer {
  readonly shape: LayerShape
  /** Null for a layer that has no weights. */
  readonly weights: { readonly kernel: ByteKernel; readonly bias: Float32Array } | null
}

export interface ByteNetwork {
  readonly step: number
  readonly layers: readonly ByteLayer[]
  /** How many of the layers make the encoder, the bottleneck included. */
  readonly encoderLayers: number
}

const FLOAT_BYTES = 4

/** Takes the biases over as they are: they are not copied. */
export function networkToBytes({ step, layers, encoderLayers }: NetworkWeights): ByteNetwork {
  return { step, layers: layers.map(layerToBytes), encoderLayers }
}

/** Weights within half a step of their row's scale: a 254th of the largest in it. */
export function networkFromBytes({ step, layers, encoderLayers }: ByteNetwork): NetworkWeights {
  return { step, layers: layers.map(layerFromBytes), encoderLayers }
}

/** What a network of these layers takes in bytes. */
export function byteWeightsSize(layers: readonly LayerShape[]): number {
  return layers.reduce((sum, layer) => {
    const shapes = parameterShapes(layer)
    if (!shapes) return sum
    const rows = product(shapes.kernel) / rowLength(shapes.kernel)
    return sum + product(shapes.kernel) + FLOAT_BYTES * (rows + product(shapes.bias))
  }, 0)
}

/** What this one takes. */
export function byteNetworkSize({ layers }: ByteNetwork): number {
  return byteArrays(layers).reduce((sum, { byteLength }) => sum + byteLength, 0)
}

export function byteArrays(layers: readonly ByteLayer[]): (Int8Array | Float32Array)[] {
  return layers.flatMap(({ weights }) => (weights ? [weights.kernel.steps, weights.kernel.scales, weights.bias] : []))
}

function layerToBytes({ kernel, bias, ...shape }: LayerWeights): ByteLayer {
  const shapes = parameterShapes(shape)
  return { shape, weights: shapes && { kernel: kernelToBytes(kernel, rowLength(shapes.kernel)), bias } }
}

function layerFromBytes({ shape, weights }: ByteLayer): LayerWeights {
  if (!weights) return { ...shape, kernel: new Float32Array(), bias: new Float32Array() }
  return { ...shape, kernel: kernelFromBytes(weights.kernel), bias: weights.bias }
}

/** A kernel's last side: what stands together in a row, with one scale. */
function rowLength(shape: readonly number[]): number {
  return shape.at(-1) as number
}
