import type { KernelDefinition } from './defineKernel.ts'
import { matrixSides } from './sizes.ts'

/** weight x sum over the units of the divergence of x's column means, x [rows, units] from 0 to 1, from `target`; and its gradient by x. */
export const kl: KernelDefinition = {
  name: 'HourglassKl',
  inputs: ['x'],
  outputs: ([x = []]) => [[], x],
  overwrites: [[1, 0]],
  bind(functions, [x = []], { weight, target }) {
    const [rows, units] = matrixSides(x)
    const [scale, wanted] = [Number(weight), Number(target)]
    return ([code = 0, value = 0, gradient = 0]) => functions.divergence(code, gradient, value, rows, units, scale, wanted)
  },
}
