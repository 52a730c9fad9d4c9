import fc from 'fast-check'
import { beforeEach, describe, expect, it } from 'vitest'
import { product } from '../../../spec/layerShapes.ts'
import { anyConvolution, anySquares, type Geometry, SPATIAL_KERNELS } from '../../../testing/convolutions.ts'
import { type EdgeOfMemory, openEdgeOfMemory } from '../../../testing/edgeOfMemory.ts'
import { CASES, TESTED_BUILDS } from '../../../testing/kernels.ts'
import { convolution } from './convolution.ts'
import { convolutionKernelGradient } from './convolutionKernelGradient.ts'
import { KERNELS } from './kernels.ts'
import { maxPool, maxPoolGradient } from './maxPool.ts'
import { upsample, upsampleGradient } from './upsample.ts'

/** A kernel [size, size, channels of the image, of the map]. */
function kernelShape({ size, image, map }: Geometry): number[] {
  return [size, size, image[2], map[2]]
}

describe.each(TESTED_BUILDS)('the edges of memory, pictures, %s build', (build) => {
  let edge: EdgeOfMemory
  beforeEach(async () => {
    edge = await openEdgeOfMemory(build)
  })

  it('[E32] a convolution, transposed or not, reads and writes nothing beyond its arrays', () => {
    fc.assert(
      fc.property(anyConvolution, fc.boolean(), (geometry, isTransposed) => {
        const { batch, image, map, size, stride } = geometry
        const [from, to] = isTransposed ? [map, image] : [image, map]
        edge.runDefinition(convolution, [[batch, product(from)], kernelShape(geometry), [to[2]]], {
          ...{ from, to, size, stride, isTransposed },
          activation: 'sigmoid',
        })
      }),
      CASES,
    )
  })

  it("[E32] a convolution's gradient by its kernel reads and writes nothing beyond its arrays", () => {
    fc.assert(
      fc.property(anyConvolution, ({ batch, image, map, size, stride }) => {
        const shapes = [
          [batch, product(image)],
          [batch, product(map)],
        ]
        edge.runDefinition(convolutionKernelGradient, shapes, { from: image, to: map, size, stride, isTransposed: false })
      }),
      CASES,
    )
  })

  it('[E32] pooling, upsampling and their gradients read and write nothing beyond their arrays', () => {
    fc.assert(
      fc.property(anySquares, ({ batch, image, map, size }) => {
        const [large, small] = [
          [batch, product(image)],
          [batch, product(map)],
        ] as const
        edge.runDefinition(maxPool, [large], { from: image, to: map, size })
        edge.runDefinition(maxPoolGradient, [large, small], { from: image, to: map, size })
        edge.runDefinition(upsample, [small], { from: map, to: image, size })
        edge.runDefinition(upsampleGradient, [large], { from: map, to: image, size })
      }),
      CASES,
    )
  })

  it('[E32] these are all the kernels on pictures', () => {
    const tested = [convolution, convolutionKernelGradient, maxPool, maxPoolGradient, upsample, upsampleGradient].map(({ name }) => name)
    expect(tested).toEqual(SPATIAL_KERNELS)
    expect(KERNELS.map(({ name }) => name)).toEqual(expect.arrayContaining(tested))
  })
})
