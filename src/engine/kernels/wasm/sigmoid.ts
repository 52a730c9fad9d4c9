import type { KernelDefinition } from './defineKernel.ts'
import { sizeOf } from './sizes.ts'

/** tf.sigmoid: the output's activation, wherever something is looked at or measured. tfjs's operation takes floats only. */
export const sigmoid: KernelDefinition = {
  name: 'Sigmoid',
  inputs: ['x'],
  outputs: ([x = []]) => [x],
  overwrites: [[0, 0]],
  bind(functions, [x = []]) {
    const size = sizeOf(x)
    return ([from = 0, y = 0]) => functions.sigmoids(from, y, size)
  },
}
