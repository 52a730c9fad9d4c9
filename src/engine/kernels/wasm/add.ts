import type { KernelDefinition } from './defineKernel.ts'
import { sizeOf } from './sizes.ts'

/** tf.add of floats of one shape: what tfjs sums the gradients of a value with that is used twice. Broadcasting is left to tfjs. */
export const add: KernelDefinition = {
  name: 'Add',
  inputs: ['a', 'b'],
  overwrites: [
    [0, 0],
    [0, 1],
  ],
  declines({ a, b }) {
    return a?.dtype !== 'float32' || b?.dtype !== 'float32' || a.shape.join() !== b.shape.join()
  },
  outputs: ([a = []]) => [a],
  bind(functions, [a = []]) {
    const size = sizeOf(a)
    return ([left = 0, right = 0, sum = 0]) => functions.add(left, right, sum, size)
  },
}
