// What tfjs's two matrix products have in common: which operands are ours to multiply, and what comes out.

import type * as tf from '@tensorflow/tfjs-core'
import type { Attributes, Shape } from './defineKernel.ts'
import type { PackFunctions } from './packFunctions.ts'
import { matrixSides, sizeOf } from './sizes.ts'

/** Two float matrices of fitting sides, with nothing but sides of 1 before them. */
export function isOurs({ a, b }: tf.NamedTensorInfoMap, attributes: Attributes): boolean {
  if (!a || !b || !isFloatMatrix(a) || !isFloatMatrix(b)) return false
  const { k, depthOfB } = productSides([a.shape, b.shape], attributes)
  return k === depthOfB && sizeOf(a.shape) > 0 && sizeOf(b.shape) > 0
}

/** [.., m, n], with as many sides before as the operand that has more of them. */
export function productShape([a = [], b = []]: readonly Shape[], attributes: Attributes): Shape {
  const { m, n } = productSides([a, b], attributes)
  return [...Array.from({ length: Math.max(a.length, b.length) - 2 }, () => 1), m, n]
}

/** addresses: a, b, bias (0 for none), the result. */
export function bindProduct(
  functions: PackFunctions,
  shapes: readonly Shape[],
  { attributes, activation }: { attributes: Attributes; activation: number },
): (addresses: readonly number[]) => void {
  const { m, n, k } = productSides(shapes, attributes)
  const transposeA = attributes.transposeA ? 1 : 0
  const transposeB = attributes.transposeB ? 1 : 0
  return ([a = 0, b = 0, bias = 0, c = 0]) => functions.gemm(a, b, c, m, n, k, transposeA, transposeB, bias, activation, 0)
}

function isFloatMatrix({ shape, dtype }: tf.TensorInfo): boolean {
  return dtype === 'float32' && shape.length >= 2 && shape.slice(0, -2).every((side) => side === 1)
}

function productSides([a = [], b = []]: readonly Shape[], { transposeA, transposeB }: Attributes) {
  const [rowsOfA, columnsOfA] = matrixSides(a)
  const [rowsOfB, columnsOfB] = matrixSides(b)
  return {
    m: transposeA ? columnsOfA : rowsOfA,
    k: transposeA ? rowsOfA : columnsOfA,
    n: transposeB ? rowsOfB : columnsOfB,
    depthOfB: transposeB ? columnsOfB : rowsOfB,
  }
}
