// What a layer computes, whatever its place in the network: its kind, its sizes, what it is parametrised by. Every layer takes and gives rows of
// plain numbers, [batch, inputs] -> [batch, units]; a spatial one sees each row as [height, width, channels], row-major, so that
// kinds mix freely and nothing is ever flattened or reshaped by name.

import type { Activation } from './runSpec.ts'

/** [height, width, channels]. */
export type SpatialShape = readonly [number, number, number]

interface RowsToRows {
  /** Numbers that come in for one picture. */
  readonly inputs: number
  /** Numbers that go out for one picture. */
  readonly units: number
  readonly activation: Activation
}

/** y = activation(x W + b). */
export interface DenseShape extends RowsToRows {
  readonly type: 'dense'
  /** Keeps the so many largest of each row, the others become 0. */
  readonly topK?: number
  /** The layer gives a mean and a log-variance for each unit: its kernel is [inputs, 2 units], the means first. */
  readonly isVariational?: true
  /** The place of the layer whose kernel it uses, transposed; its bias is its own. */
  readonly tiedTo?: number
}

interface SpatialRows extends RowsToRows {
  readonly from: SpatialShape
  readonly to: SpatialShape
}

/** A convolution with padding 'same': sides of ceil(side / stride). Kernel [size, size, channels in, filters]. */
export interface ConvShape extends SpatialRows {
  readonly type: 'conv'
  /** Side of the kernel. */
  readonly size: number
  readonly stride: number
}

/**
 * A transposed convolution: the gradient, by its input, of the convolution that leads from `to` to `from`. Sides of side x stride, or cropped to the
 * mirrored layer's. Kernel [size, size, filters, channels in].
 */
export interface ConvTransposeShape extends SpatialRows {
  readonly type: 'conv-transpose'
  readonly size: number
  readonly stride: number
}

/** The largest of each size x size square, padding 'same': sides of ceil(side / size). */
export interface MaxPoolShape extends SpatialRows {
  readonly type: 'max-pool'
  readonly size: number
}

/** Each number size x size times; cropped to the mirrored layer's sides, as max-pool pads: what is cut off at the top is half of it, rounded down. */
export interface UpsampleShape extends SpatialRows {
  readonly type: 'upsample'
  readonly size: number
}

export type LayerShape = DenseShape | ConvShape | ConvTransposeShape | MaxPoolShape | UpsampleShape

/** Shapes of a layer's parameters; null for one that has none. */
export function parameterShapes(layer: LayerShape): { readonly kernel: readonly number[]; readonly bias: readonly number[] } | null {
  switch (layer.type) {
    case 'dense': {
      const outputs = layer.isVariational ? 2 * layer.units : layer.units
      return { kernel: [layer.inputs, outputs], bias: [outputs] }
    }
    case 'conv':
      return { kernel: [layer.size, layer.size, layer.from[2], layer.to[2]], bias: [layer.to[2]] }
    case 'conv-transpose':
      return { kernel: [layer.size, layer.size, layer.to[2], layer.from[2]], bias: [layer.to[2]] }
    case 'max-pool':
    case 'upsample':
      return null
    default:
      return layer satisfies never
  }
}

/** How many numbers training moves in this layer; a tied one's kernel belongs to the layer it is tied to. */
export function parameterCount(layer: LayerShape): number {
  const shapes = parameterShapes(layer)
  if (!shapes) return 0
  const isTied = layer.type === 'dense' && layer.tiedTo !== undefined
  return (isTied ? 0 : product(shapes.kernel)) + product(shapes.bias)
}

/** Numbers in a shape. */
export function product(shape: readonly number[]): number {
  return shape.reduce((size, side) => size * side, 1)
}

/**
 * How a square window of `size`, moved by `stride`, is laid over a side: padding 'same', as TensorFlow has it. `before` and `after` are the zeros
 * added at either end; the lower half goes first.
 */
export function samePadding(
  side: number,
  size: number,
  stride: number,
): { readonly outputs: number; readonly before: number; readonly after: number } {
  const outputs = Math.ceil(side / stride)
  const padding = Math.max((outputs - 1) * stride + size - side, 0)
  const before = Math.floor(padding / 2)
  return { outputs, before, after: padding - before }
}
