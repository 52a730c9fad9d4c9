import { isBent } from '../../models/slopes.ts'
import { activationCode } from './activationCode.ts'
import type { KernelDefinition } from './defineKernel.ts'
import { matrixSides } from './sizes.ts'

/**
 * weight x ||dcode / dinput||^2, mean over the rows of code [rows, units] = activation(input W + b), W the kernel [inputs, units]; its gradient by
 * the kernel, memory that it worked in, and where the activation is bent the gradient by the code.
 */
export const contraction: KernelDefinition = {
  name: 'HourglassContraction',
  inputs: ['kernel', 'code'],
  outputs([kernel = [], code = []], { activation }) {
    const [, units] = matrixSides(code)
    return [[], kernel, [units], [units], ...(isBent(activation) ? [code] : [])]
  },
  bind(functions, [kernel = [], code = []], attributes) {
    const [rows, units] = matrixSides(code)
    const [inputs] = matrixSides(kernel)
    const activation = activationCode(attributes)
    const share = Number(attributes.weight) / rows
    return ([weights = 0, codes = 0, value = 0, dKernel = 0, norms = 0, slopes = 0, dCode = 0]) =>
      functions.contraction(weights, codes, value, dKernel, norms, slopes, dCode, inputs, units, rows, activation, share)
  },
}
