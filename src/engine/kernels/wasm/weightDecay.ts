import type { KernelDefinition } from './defineKernel.ts'
import { sizeOf } from './sizes.ts'

/** weight x sum of x^2, and its gradient by x. */
export const weightDecay: KernelDefinition = {
  name: 'HourglassWeightDecay',
  inputs: ['x'],
  outputs: ([x = []]) => [[], x],
  overwrites: [[1, 0]],
  bind(functions, [x = []], { weight }) {
    const size = sizeOf(x)
    const scale = Number(weight)
    return ([values = 0, value = 0, gradient = 0]) => functions.sumOfSquares(values, gradient, value, size, scale)
  },
}
