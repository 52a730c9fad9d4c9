import * as tf from '@tensorflow/tfjs-core'
import * as tfl from '@tensorflow/tfjs-layers'
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { type ConvTransposeShape, type LayerShape, parameterShapes, product } from '../../spec/layerShapes.ts'
import { useBackend } from '../../testing/digits.ts'
import { EPSILON, plainly } from '../../testing/kernels.ts'
import { anyActivation, anySpatialLayer, drawValues, type SpatialLayer } from '../../testing/spatialLayers.ts'
import { layerValues } from './layerValues.ts'
import { shapeAfter, shapeBefore, tfLayersOf, tfReshape } from './tfLayers.ts'

const anyDense = fc.tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 9 }), fc.integer()).map(([inputs, units, seed]) => ({
  layer: { type: 'dense', inputs, units, activation: 'linear' } as LayerShape,
  batch: 3,
  seed,
}))

/** Rows through the layer, as tf.layers computes it. */
function byTfLayers(layer: LayerShape, x: tf.Tensor2D, parameters: tf.Tensor[], activation: Parameters<typeof tfLayersOf>[1]): Float32Array {
  const { layers, weighted } = tfLayersOf(layer, activation)
  const model = tfl.sequential({
    layers: [...tfReshape([layer.inputs], shapeBefore(layer)), ...layers, ...tfReshape(shapeAfter(layer), [layer.units])],
  })
  weighted?.setWeights(parameters)
  const [values] = plainly(() => [model.predict(x) as tf.Tensor]) as [Float32Array]
  model.dispose()
  return values
}

describe('layers of tf.layers', () => {
  beforeAll(() => useBackend('cpu'))

  it('[E97] give the values of ours, from the same weights, whatever the sides', () => {
    fc.assert(
      fc.property(
        fc.oneof({ weight: 4, arbitrary: anySpatialLayer }, { weight: 1, arbitrary: anyDense }),
        anyActivation,
        ({ layer, batch, seed }, given) => {
          const shapes = parameterShapes(layer)
          const activation = shapes ? given : 'linear'
          const values = drawValues(layer as SpatialLayer, batch, seed)
          const x = tf.tensor2d(values.x, [batch, layer.inputs])
          const parameters = shapes ? [tf.tensor(values.kernel, [...shapes.kernel]), tf.tensor(values.bias, [...shapes.bias])] : []
          const [expected] = plainly(() => [
            tf.clone(layerValues({ layer, x, kernel: parameters[0] as tf.Tensor, bias: parameters[1] as tf.Tensor, activation, isData: true })),
          ]) as [Float32Array]
          const found = byTfLayers(layer, x, parameters, activation)
          tf.dispose([x, parameters])
          expect(found.length).toBe(batch * layer.units)
          // Terms of a sum, each at most 1.
          const depth = shapes ? product(shapes.kernel) / product(shapes.bias) : 0
          found.forEach((value, i) => {
            expect(Math.abs(value - (expected[i] as number))).toBeLessThanOrEqual(EPSILON * (1 + depth))
          })
        },
      ),
      { numRuns: 200 },
    )
  })

  it('[E97] a transposed convolution is cropped where the first pixels would have been', () => {
    const layer: ConvTransposeShape = {
      ...{ type: 'conv-transpose', from: [4, 4, 1], to: [7, 7, 1], inputs: 16, units: 49 },
      ...{ size: 3, stride: 2, activation: 'linear' },
    }
    const names = tfLayersOf(layer, 'leaky-relu').layers.map((each) => each.getClassName())
    expect(names).toEqual(['Conv2DTranspose', 'LeakyReLU', 'Cropping2D'])
    expect(tfLayersOf({ ...layer, to: [8, 8, 1], units: 64 }, 'relu').layers.map((each) => each.getClassName())).toEqual(['Conv2DTranspose'])
  })
})
