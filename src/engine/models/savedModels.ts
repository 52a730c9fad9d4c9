// A network as two models of tf.layers, encoder and decoder, so that what is saved can be read by other tools.

import * as tf from '@tensorflow/tfjs-core'
import * as tfl from '@tensorflow/tfjs-layers'
import { parameterShapes } from '../../spec/layerShapes.ts'
import type { LayerWeights, NetworkWeights } from '../forward.ts'
import { shapeAfter, shapeBefore, tfLayersOf, tfReshape } from './tfLayers.ts'

export interface SavedModels {
  /** [batch, ...shape of the data] -> [batch, latent]; of a variational code means and log-variances, [batch, 2 latent]. */
  readonly encoder: tfl.Sequential
  /** [batch, latent] -> [batch, ...shape of the data], after the output's activation. */
  readonly decoder: tfl.Sequential
}

/** The caller disposes both. `dataShape`: how the models take and give the data. A topK code is left whole: tf.layers has no such layer. */
export function savedModels({ layers, encoderLayers }: NetworkWeights, dataShape: readonly number[]): SavedModels {
  const [first, latent] = [layers[0] as LayerWeights, layers[encoderLayers - 1] as LayerWeights]
  const code = latent.type === 'dense' ? [latent.units] : latent.to
  return {
    encoder: sequential(layers.slice(0, encoderLayers), { from: dataShape, to: shapeAfter(latent) }, first),
    decoder: sequential(layers.slice(encoderLayers), { from: code, to: dataShape }, layers[encoderLayers] as LayerWeights),
  }
}

function sequential(
  layers: readonly LayerWeights[],
  { from, to }: { readonly from: readonly number[]; readonly to: readonly number[] },
  first: LayerWeights,
): tfl.Sequential {
  const model = tfl.sequential()
  let shape: readonly number[] = from
  for (const reshape of tfReshape(shape, shapeBefore(first))) model.add(reshape)
  shape = shapeBefore(first)
  for (const layer of layers) {
    for (const reshape of tfReshape(shape, shapeBefore(layer))) model.add(reshape)
    const { layers: made, weighted } = tfLayersOf(layer, layer.activation)
    for (const one of made) model.add(one)
    if (weighted) setWeights(weighted, layer)
    shape = shapeAfter(layer)
  }
  for (const reshape of tfReshape(shape, to)) model.add(reshape)
  return model
}

function setWeights(weighted: tfl.layers.Layer, layer: LayerWeights): void {
  const shapes = parameterShapes(layer)
  if (!shapes) return
  tf.tidy(() => weighted.setWeights([tf.tensor(layer.kernel, [...shapes.kernel]), tf.tensor(layer.bias, [...shapes.bias])]))
}
