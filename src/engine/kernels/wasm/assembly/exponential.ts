// e^x for x <= 0, all that sigmoid, tanh, elu and the cross-entropy need, to about one unit in the last place. NaN gives NaN.
//
// e^x = 2^n e^r with n = round(x / ln 2), |r| <= ln(2) / 2, and e^r - 1 = r + r^2 p(r). (Moshier, Cephes, expf: the polynomial and ln 2 in two
// parts.) Two changes for the sake of WebAssembly on x64, where nearest, truncation and max are long sequences: rounding is done by adding a
// large number, and pmax is used, whose first operand is what passes a NaN on.

import { multiplyAdd } from './lanes'
import {
  EXP_C0, EXP_C1, EXP_C2, EXP_C3, EXP_C4, EXP_C5, EXP_FLOOR, EXP_SHIFT, LOG2_E, MINUS_LN2_HIGH, MINUS_LN2_LOW, ONE,
} from './workspace'

/** e^x, x <= 0. Below -87 it stays at e^-87, the smallest that is no subnormal. `constants` is the workspace's table. */
@inline
export function exponential(x: v128, constants: usize): v128 {
  const inRange = f32x4.pmax(x, v128.load(constants, EXP_FLOOR))
  const shifted = shiftedExponent(inRange, constants)
  const power = powerOfTwo(shifted)
  return multiplyAdd(power, growth(inRange, shifted, constants), power)
}

/** e^x - 1, x <= 0, exact to the last places near 0 too. */
@inline
export function exponentialMinusOne(x: v128, constants: usize): v128 {
  const inRange = f32x4.pmax(x, v128.load(constants, EXP_FLOOR))
  const shifted = shiftedExponent(inRange, constants)
  const power = powerOfTwo(shifted)
  return multiplyAdd(power, growth(inRange, shifted, constants), f32x4.sub(power, v128.load(constants, ONE)))
}

/** round(x / ln 2) + EXP_SHIFT. */
@inline
function shiftedExponent(x: v128, constants: usize): v128 {
  return multiplyAdd(x, v128.load(constants, LOG2_E), v128.load(constants, EXP_SHIFT))
}

/** 2^n: the biased exponent lies in the lowest bits, and belongs at bit 23. */
@inline
function powerOfTwo(shifted: v128): v128 {
  return i32x4.shl(shifted, 23)
}

/** e^r - 1, r what is left of x after n ln 2. */
@inline
function growth(x: v128, shifted: v128, constants: usize): v128 {
  const n = f32x4.sub(shifted, v128.load(constants, EXP_SHIFT))
  const r = multiplyAdd(n, v128.load(constants, MINUS_LN2_LOW), multiplyAdd(n, v128.load(constants, MINUS_LN2_HIGH), x))
  let p = multiplyAdd(v128.load(constants, EXP_C5), r, v128.load(constants, EXP_C4))
  p = multiplyAdd(p, r, v128.load(constants, EXP_C3))
  p = multiplyAdd(p, r, v128.load(constants, EXP_C2))
  p = multiplyAdd(p, r, v128.load(constants, EXP_C1))
  p = multiplyAdd(p, r, v128.load(constants, EXP_C0))
  return multiplyAdd(f32x4.mul(p, r), r, r)
}
