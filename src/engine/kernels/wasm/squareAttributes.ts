import type { SpatialShape } from '../../../spec/layerShapes.ts'
import type { Attributes } from './defineKernel.ts'

/** Squares of size x size, one for each pixel of the smaller picture: what pooling and upsampling are told. */
export interface SquareAttributes {
  readonly from: SpatialShape
  readonly to: SpatialShape
  readonly size: number
}

export function squareAttributes({ from, to, size }: Attributes): SquareAttributes {
  return { from: from as SpatialShape, to: to as SpatialShape, size: Number(size) }
}
