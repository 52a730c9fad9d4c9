// Layers on pictures, of every kind and any sizes, and numbers for them.

import fc from 'fast-check'
import { RandomStream } from '../engine/random.ts'
import { type LayerShape, parameterShapes, product } from '../spec/layerShapes.ts'
import { ACTIVATIONS } from '../spec/runSpec.ts'
import { anyConvolution, anySquares, type Geometry } from './convolutions.ts'

export type SpatialLayer = Exclude<LayerShape, { type: 'dense' }>

/** What goes into a layer: x [batch, inputs], and its parameters, empty where it has none. */
export interface SpatialValues {
  readonly x: ArrayLike<number>
  readonly kernel: ArrayLike<number>
  readonly bias: ArrayLike<number>
}

export const anyActivation = fc.constantFrom(...ACTIVATIONS)

export const anySpatialLayer: fc.Arbitrary<{ layer: SpatialLayer; batch: number; seed: number }> = fc
  .oneof(
    anyConvolution.map((geometry) => ({ geometry, type: 'conv' as const })),
    anyConvolution.map((geometry) => ({ geometry, type: 'conv-transpose' as const })),
    anySquares.map((geometry) => ({ geometry, type: 'max-pool' as const })),
    anySquares.map((geometry) => ({ geometry, type: 'upsample' as const })),
  )
  .map(({ geometry, type }) => ({ layer: layerOf(geometry, type), batch: geometry.batch, seed: geometry.seed }))

/** Between -1 and 1, and as many weights for what comes out. */
export function drawValues(
  layer: SpatialLayer,
  batch: number,
  seed: number,
): SpatialValues & Record<'x' | 'kernel' | 'bias' | 'weights', Float32Array> {
  const stream = new RandomStream(seed, 'view', 0)
  const draw = (count: number) => Float32Array.from({ length: count }, () => 2 * stream.uniform() - 1)
  const shapes = parameterShapes(layer)
  return {
    x: draw(batch * layer.inputs),
    kernel: draw(shapes ? product(shapes.kernel) : 0),
    bias: draw(shapes ? product(shapes.bias) : 0),
    weights: draw(batch * layer.units),
  }
}

function layerOf({ image, map, size, stride }: Geometry, type: SpatialLayer['type']): SpatialLayer {
  const shrinks = type === 'conv' || type === 'max-pool'
  const [from, to] = shrinks ? [image, map] : [map, image]
  const sides = { from, to, inputs: product(from), units: product(to), activation: 'linear' as const, size }
  return type === 'conv' || type === 'conv-transpose' ? { type, ...sides, stride } : { type, ...sides }
}
