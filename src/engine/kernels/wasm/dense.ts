import { activationCode } from './activationCode.ts'
import type { KernelDefinition } from './defineKernel.ts'
import { matrixSides, sizeOf } from './sizes.ts'

/** y [batch, units] = activation(x [batch, inputs] kernel [inputs, units] + bias [units]). With isTransposed the kernel is [units, inputs]. */
export const dense: KernelDefinition = {
  name: 'HourglassDense',
  inputs: ['x', 'kernel', 'bias'],
  outputs: ([x = [], , bias = []]) => [[matrixSides(x)[0], sizeOf(bias)]],
  bind(functions, [x = [], , bias = []], attributes) {
    const [batch, inputs] = matrixSides(x)
    const units = sizeOf(bias)
    const activation = activationCode(attributes)
    const transposed = attributes.isTransposed === true ? 1 : 0
    return ([from = 0, weights = 0, biases = 0, y = 0]) =>
      functions.gemm(from, weights, y, batch, units, inputs, 0, transposed, biases, activation, 0)
  },
}
