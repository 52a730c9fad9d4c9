import type { KernelDefinition } from './defineKernel.ts'
import { sizeOf } from './sizes.ts'

/** One step of gradient descent with momentum. scalars: [rate]. */
export const momentum: KernelDefinition = {
  name: 'HourglassMomentum',
  inputs: ['weight', 'velocity', 'gradient', 'scalars'],
  outputs: ([weight = []]) => [weight, weight],
  overwrites: [
    [0, 0],
    [1, 1],
  ],
  bind(functions, [weight = []]) {
    const size = sizeOf(weight)
    return ([w = 0, velocity = 0, gradient = 0, scalars = 0, newWeight = 0, newVelocity = 0]) =>
      functions.momentum(w, velocity, gradient, scalars, newWeight, newVelocity, size)
  },
}
