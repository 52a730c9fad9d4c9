// Layers as tf.layers has them, for models that other tools read: the same values from the same weights, as a test holds.

import * as tfl from '@tensorflow/tfjs-layers'
import {
  type ConvTransposeShape,
  type DenseShape,
  type LayerShape,
  parameterShapes,
  type SpatialShape,
  samePadding,
  type UpsampleShape,
} from '../../spec/layerShapes.ts'
import type { Activation } from '../../spec/runSpec.ts'
import { LEAKY_RELU_SLOPE } from '../forward.ts'

export interface TfLayers {
  /** One after the other they compute the layer: [batch, ...shapeBefore] -> [batch, ...shapeAfter]. */
  readonly layers: readonly tfl.layers.Layer[]
  /** The one of them that has kernel and bias, in our shapes and order; its weights are zeros so far. */
  readonly weighted?: tfl.layers.Layer
}

/** Lines and columns that are cut off at either end. */
type Cropping = [[top: number, bottom: number], [left: number, right: number]]

/**
 * A layer, with this activation. What tf.layers cannot do is left to the caller: the k largest of a row, a kernel shared with another layer (here it
 * has its own, [inputs, units]), the noise of a variational bottleneck (here means and log-variances, side by side).
 */
export function tfLayersOf(layer: LayerShape, activation: Activation): TfLayers {
  switch (layer.type) {
    case 'dense':
      return dense(layer, activation)
    case 'conv': {
      const { from, to, size, stride } = layer
      const config = { filters: to[2], kernelSize: size, strides: stride, padding: 'same' as const, inputShape: [...from] }
      return activated(tfl.layers.conv2d({ ...config, ...ZEROS, ...fused(activation) }), activation)
    }
    case 'conv-transpose':
      return convTranspose(layer, activation)
    case 'max-pool': {
      const { from, size } = layer
      return { layers: [tfl.layers.maxPooling2d({ poolSize: size, strides: size, padding: 'same', inputShape: [...from] })] }
    }
    case 'upsample': {
      const { from, size } = layer
      return { layers: [tfl.layers.upSampling2d({ size: [size, size], inputShape: [...from] }), ...cropped(squareCropping(layer))] }
    }
    default:
      return layer satisfies never
  }
}

/** What stands between two layers whose numbers are arranged differently; nothing where they are not. */
export function tfReshape(before: readonly number[], after: readonly number[]): readonly tfl.layers.Layer[] {
  const isSame = before.length === after.length && before.every((side, i) => side === after[i])
  return isSame ? [] : [tfl.layers.reshape({ targetShape: [...after], inputShape: [...before] })]
}

/** How tf.layers arranges what goes into a layer. */
export function shapeBefore(layer: LayerShape): readonly number[] {
  return layer.type === 'dense' ? [layer.inputs] : layer.from
}

/** How tf.layers arranges what comes out of it. */
export function shapeAfter(layer: LayerShape): readonly number[] {
  return layer.type === 'dense' ? (parameterShapes(layer)?.bias ?? [layer.units]) : layer.to
}

const ZEROS = { kernelInitializer: 'zeros', biasInitializer: 'zeros' } as const

function dense(layer: DenseShape, activation: Activation): TfLayers {
  const [units] = shapeAfter(layer) as [number]
  return activated(tfl.layers.dense({ units, inputShape: [layer.inputs], ...ZEROS, ...fused(activation) }), activation)
}

/** tf.layers gives sides of side x stride. */
function convTranspose(layer: ConvTransposeShape, activation: Activation): TfLayers {
  const { from, to, size, stride } = layer
  const config = { filters: to[2], kernelSize: size, strides: stride, padding: 'same' as const, inputShape: [...from] }
  const { layers, weighted } = activated(tfl.layers.conv2dTranspose({ ...config, ...ZEROS, ...fused(activation) }), activation)
  return { layers: [...layers, ...cropped(transposedCropping(layer))], ...(weighted && { weighted }) }
}

/**
 * Both give each number to a window, which starts so far before the picture as there are zeros before it: with our sides, and with those of tf.layers.
 * The difference is what to cut off first.
 */
function transposedCropping({ from, to, size, stride }: ConvTransposeShape): Cropping {
  return bothSides((side) => {
    const [whole, wanted] = [(from[side] as number) * stride, to[side] as number]
    const first = samePadding(wanted, size, stride).before - samePadding(whole, size, stride).before
    return [first, whole - wanted - first]
  })
}

/** As max-pool, the other way, would pad. */
function squareCropping({ to, size }: UpsampleShape): Cropping {
  return bothSides((side) => {
    const { before, after } = samePadding(to[side] as number, size, size)
    return [before, after]
  })
}

function bothSides(crop: (side: keyof SpatialShape & number) => [number, number]): Cropping {
  return [crop(0), crop(1)]
}

function cropped(cropping: Cropping): tfl.layers.Layer[] {
  return cropping.flat().some(Boolean) ? [tfl.layers.cropping2D({ cropping })] : []
}

/** The activation as tf.layers has it in a layer; it keeps leaky-relu apart. */
function fused(activation: Activation): { activation?: Exclude<Activation, 'leaky-relu'> } {
  return activation === 'leaky-relu' ? {} : { activation }
}

function activated(weighted: tfl.layers.Layer, activation: Activation): TfLayers {
  return { weighted, layers: activation === 'leaky-relu' ? [weighted, tfl.layers.leakyReLU({ alpha: LEAKY_RELU_SLOPE })] : [weighted] }
}
