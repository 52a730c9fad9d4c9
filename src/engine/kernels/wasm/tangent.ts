import { isBent } from '../../models/slopes.ts'
import { activationCode } from './activationCode.ts'
import type { KernelDefinition } from './defineKernel.ts'
import { sizeOf } from './sizes.ts'

/** tangent [rows, units] = product activation'(z), from y = activation(z). */
export const tangent: KernelDefinition = {
  name: 'HourglassTangent',
  inputs: ['product', 'y'],
  outputs: ([product = []]) => [product],
  overwrites: [
    [0, 0],
    [0, 1],
  ],
  bind(functions, [product = []], attributes) {
    const size = sizeOf(product)
    const activation = activationCode(attributes)
    return ([direction = 0, y = 0, result = 0]) => functions.tangent(direction, y, result, size, activation)
  },
}

/** dProduct of that, for dTangent, and where the activation is bent dY. */
export const tangentGradient: KernelDefinition = {
  name: 'HourglassTangentGradient',
  inputs: ['product', 'y', 'dTangent'],
  outputs: ([product = []], { activation }) => (isBent(activation) ? [product, product] : [product]),
  overwrites: [[0, 2]],
  bind(functions, [product = []], attributes) {
    const size = sizeOf(product)
    const activation = activationCode(attributes)
    return ([direction = 0, y = 0, dTangent = 0, dProduct = 0, dY = 0]) =>
      functions.tangentGradient(direction, y, dTangent, dProduct, dY, size, activation)
  },
}
