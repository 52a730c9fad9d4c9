import type { Shape } from './defineKernel.ts'

/** How many elements a tensor of this shape has. */
export function sizeOf(shape: Shape): number {
  return shape.reduce((size, side) => size * side, 1)
}

/** A matrix's sides; sides of 1 before them are let pass. */
export function matrixSides(shape: Shape): [rows: number, columns: number] {
  return [shape.at(-2) ?? 1, shape.at(-1) ?? 1]
}
