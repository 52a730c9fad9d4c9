import type { KernelDefinition } from './defineKernel.ts'
import { sizeOf } from './sizes.ts'

/** One step of RMSProp. scalars: [rate]. */
export const rmsprop: KernelDefinition = {
  name: 'HourglassRmsprop',
  inputs: ['weight', 'meanSquare', 'gradient', 'scalars'],
  outputs: ([weight = []]) => [weight, weight],
  overwrites: [
    [0, 0],
    [1, 1],
  ],
  bind(functions, [weight = []]) {
    const size = sizeOf(weight)
    return ([w = 0, meanSquare = 0, gradient = 0, scalars = 0, newWeight = 0, newMeanSquare = 0]) =>
      functions.rmsprop(w, meanSquare, gradient, scalars, newWeight, newMeanSquare, size)
  },
}
