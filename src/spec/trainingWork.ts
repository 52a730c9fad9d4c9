// How much computing a run is, by arithmetic alone: what shares of many runs an estimate of time is made of.

import { type LayerShape, parameterShapes, product } from './layerShapes.ts'
import { planNetwork } from './network.ts'
import { plannedSamples, testCount, trainingCount } from './runLength.ts'
import type { RunSpec } from './runSpec.ts'

/** A step computes the layers forward, and twice as much backward: measuring a picture is a third of training on it. */
const MEASURING_SHARE = 1 / 3

/** Multiply-adds of a forward pass, times the pictures trained on and a third of those measured at each epoch's end: comparable between specs, no unit of time. */
export function trainingWork(spec: RunSpec): number {
  const { inputs, layers } = planNetwork(spec)
  // Each number of a picture is touched some times whatever the network.
  const perPicture = inputs + layers.reduce((sum, layer) => sum + multiplyAdds(layer), 0)
  const planned = plannedSamples(spec)
  const measured = testCount(spec) * Math.max(1, Math.floor(planned / trainingCount(spec)))
  return perPicture * (planned + MEASURING_SHARE * measured)
}

/** Of one picture, forward: every weight of a kernel once for each place that it is laid on. */
function multiplyAdds(layer: LayerShape): number {
  const weights = product(parameterShapes(layer)?.kernel ?? [0])
  if (layer.type === 'conv') return weights * layer.to[0] * layer.to[1]
  if (layer.type === 'conv-transpose') return weights * layer.from[0] * layer.from[1]
  return weights
}
