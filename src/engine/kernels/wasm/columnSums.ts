import type { KernelDefinition } from './defineKernel.ts'
import { matrixSides } from './sizes.ts'

/** sums [columns] of x [rows, columns]: what a bias gets of a gradient. */
export const columnSums: KernelDefinition = {
  name: 'HourglassColumnSums',
  inputs: ['x'],
  outputs: ([x = []]) => [[matrixSides(x)[1]]],
  bind(functions, [x = []]) {
    const [rows, columns] = matrixSides(x)
    return ([values = 0, sums = 0]) => functions.columnSums(values, sums, rows, columns)
  },
}
