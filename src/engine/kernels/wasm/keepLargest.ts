import type { KernelDefinition } from './defineKernel.ts'
import { matrixSides } from './sizes.ts'

/** Of `values` those that stand where the row of x [rows, units] has its k largest, of equal ones the first; the others are 0. */
export const keepLargest: KernelDefinition = {
  name: 'HourglassKeepLargest',
  inputs: ['x', 'values'],
  outputs: ([x = []]) => [x],
  bind(functions, [x = []], { k }) {
    const [rows, units] = matrixSides(x)
    const kept = Number(k)
    return ([numbers = 0, values = 0, out = 0]) => functions.keepLargest(numbers, values, out, rows, units, kept)
  },
}
