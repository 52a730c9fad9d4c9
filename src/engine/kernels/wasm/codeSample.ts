import type { KernelDefinition } from './defineKernel.ts'
import { matrixSides } from './sizes.ts'

/** code [rows, units] = mean + deviation epsilon, from spread [rows, 2 units]: means, then log-variances. */
export const codeSample: KernelDefinition = {
  name: 'HourglassCodeSample',
  inputs: ['spread', 'epsilon'],
  outputs: ([, epsilon = []]) => [epsilon],
  overwrites: [[0, 1]],
  bind(functions, [, epsilon = []]) {
    const [rows, units] = matrixSides(epsilon)
    return ([spread = 0, noise = 0, code = 0]) => functions.codeSample(spread, noise, code, rows, units)
  },
}

/** dSpread [rows, 2 units] of that, for dCode [rows, units]. */
export const codeSampleGradient: KernelDefinition = {
  name: 'HourglassCodeSampleGradient',
  inputs: ['spread', 'epsilon', 'dCode'],
  outputs: ([spread = []]) => [spread],
  bind(functions, [, epsilon = []]) {
    const [rows, units] = matrixSides(epsilon)
    return ([spread = 0, noise = 0, dCode = 0, dSpread = 0]) => functions.codeSampleGradient(spread, noise, dCode, dSpread, rows, units)
  },
}
