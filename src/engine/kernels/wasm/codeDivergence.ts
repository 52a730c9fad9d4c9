import type { KernelDefinition } from './defineKernel.ts'
import { matrixSides } from './sizes.ts'

/** weight [1] x the divergence of N(mean, variance) from N(0, 1), mean over the rows of spread [rows, 2 units], and its gradient by spread. */
export const codeDivergence: KernelDefinition = {
  name: 'HourglassCodeDivergence',
  inputs: ['spread', 'weight'],
  outputs: ([spread = []]) => [[], spread],
  overwrites: [[1, 0]],
  bind(functions, [spread = []]) {
    const [rows, width] = matrixSides(spread)
    return ([from = 0, weight = 0, value = 0, gradient = 0]) => functions.codeDivergence(from, weight, value, gradient, rows, width / 2)
  },
}
