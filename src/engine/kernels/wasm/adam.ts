import type { KernelDefinition } from './defineKernel.ts'
import { sizeOf } from './sizes.ts'

/** One step of Adam. scalars: [rate / (1 - beta1^t), 1 / sqrt(1 - beta2^t)]. */
export const adam: KernelDefinition = {
  name: 'HourglassAdam',
  inputs: ['weight', 'mean', 'variance', 'gradient', 'scalars'],
  outputs: ([weight = []]) => [weight, weight, weight],
  overwrites: [
    [0, 0],
    [1, 1],
    [2, 2],
  ],
  bind(functions, [weight = []]) {
    const size = sizeOf(weight)
    return ([w = 0, mean = 0, variance = 0, gradient = 0, scalars = 0, newWeight = 0, newMean = 0, newVariance = 0]) =>
      functions.adam(w, mean, variance, gradient, scalars, newWeight, newMean, newVariance, size)
  },
}
