import type { KernelDefinition } from './defineKernel.ts'
import { matrixSides, sizeOf } from './sizes.ts'

/** weight x sum of |x| over a row, mean over the rows of x [rows, units], and its gradient by x; 0 where x is 0. */
export const l1: KernelDefinition = {
  name: 'HourglassL1',
  inputs: ['x'],
  outputs: ([x = []]) => [[], x],
  overwrites: [[1, 0]],
  bind(functions, [x = []], { weight }) {
    const size = sizeOf(x)
    const scale = Number(weight) / matrixSides(x)[0]
    return ([values = 0, value = 0, gradient = 0]) => functions.sumOfSizes(values, gradient, value, size, scale)
  },
}
