import { activationCode } from './activationCode.ts'
import type { KernelDefinition } from './defineKernel.ts'
import { matrixSides } from './sizes.ts'

/** y [batch, units] = activation(x [batch, inputs] kernel [inputs, units] + bias [units]). */
export const dense: KernelDefinition = {
  name: 'HourglassDense',
  inputs: ['x', 'kernel', 'bias'],
  outputs: ([x = [], kernel = []]) => [[matrixSides(x)[0], matrixSides(kernel)[1]]],
  bind(functions, [x = [], kernel = []], attributes) {
    const [batch] = matrixSides(x)
    const [inputs, units] = matrixSides(kernel)
    const activation = activationCode(attributes)
    return ([from = 0, weights = 0, bias = 0, y = 0]) => functions.gemm(from, weights, y, batch, units, inputs, 0, 0, bias, activation, 0)
  },
}
