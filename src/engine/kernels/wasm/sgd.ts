import type { KernelDefinition } from './defineKernel.ts'
import { sizeOf } from './sizes.ts'

/** One step of gradient descent. scalars: [rate]. */
export const sgd: KernelDefinition = {
  name: 'HourglassSgd',
  inputs: ['weight', 'gradient', 'scalars'],
  outputs: ([weight = []]) => [weight],
  overwrites: [[0, 0]],
  bind(functions, [weight = []]) {
    const size = sizeOf(weight)
    return ([w = 0, gradient = 0, scalars = 0, newWeight = 0]) => functions.sgd(w, gradient, scalars, newWeight, size)
  },
}
