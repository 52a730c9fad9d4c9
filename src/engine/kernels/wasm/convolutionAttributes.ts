import type { SpatialShape } from '../../../spec/layerShapes.ts'
import type { Attributes } from './defineKernel.ts'

/** A convolution between two pictures' shapes, as the operations of ours are told of it. Padding is 'same'. */
export interface ConvolutionAttributes {
  /** What it leads from and to; of a transposed one, `to` is where the convolution that it is the gradient of leads from. */
  readonly from: SpatialShape
  readonly to: SpatialShape
  /** Side of the kernel. */
  readonly size: number
  readonly stride: number
  readonly isTransposed: boolean
}

export function convolutionAttributes({ from, to, size, stride, isTransposed }: Attributes): ConvolutionAttributes {
  return {
    from: from as SpatialShape,
    to: to as SpatialShape,
    size: Number(size),
    stride: Number(stride),
    isTransposed: isTransposed === true,
  }
}
