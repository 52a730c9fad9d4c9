import { activationCode } from './activationCode.ts'
import type { KernelDefinition } from './defineKernel.ts'
import { matrixSides } from './sizes.ts'

/** dz [batch, units] = dy activation'(z), from y = activation(z), and dBias [units], its column sums. */
export const activationGradient: KernelDefinition = {
  name: 'HourglassActivationGradient',
  inputs: ['y', 'dy'],
  outputs: ([y = []]) => [y, [matrixSides(y)[1]]],
  overwrites: [
    [0, 1],
    [0, 0],
  ],
  bind(functions, [y = []], attributes) {
    const [rows, columns] = matrixSides(y)
    const activation = activationCode(attributes)
    return ([result = 0, dy = 0, dz = 0, dBias = 0]) => functions.activationGradient(result, dy, dz, dBias, rows, columns, activation)
  },
}
