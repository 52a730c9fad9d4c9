// The activations, and their slopes seen from the result: y = f(z), f'(z) as a function of y.

import { exponential, exponentialMinusOne } from './exponential'
import { loadLanes, storeLanes } from './lanes'
import { LEAKY_SLOPE, ONE, SIGN_BIT, table } from './workspace'

// The numbers that JavaScript uses too (ACTIVATION_CODES).
export const LINEAR: i32 = 0
export const RELU: i32 = 1
export const LEAKY_RELU: i32 = 2
export const ELU: i32 = 3
export const SIGMOID: i32 = 4
export const TANH: i32 = 5

/** x [count] <- activation(x). */
export function activateInPlace(x: usize, count: i32, activation: i32): void {
  if (activation == RELU) mapInPlace(x, count, RELU)
  else if (activation == LEAKY_RELU) mapInPlace(x, count, LEAKY_RELU)
  else if (activation == ELU) mapInPlace(x, count, ELU)
  else if (activation == SIGMOID) mapInPlace(x, count, SIGMOID)
  else if (activation == TANH) mapInPlace(x, count, TANH)
}

/** 1 / (1 + e^-x), from e^-|x| so that nothing overflows and small results keep their places. */
@inline
export function sigmoid(x: v128, constants: usize): v128 {
  const one = v128.load(constants, ONE)
  const decay = exponential(v128.or(x, v128.load(constants, SIGN_BIT)), constants) // e^-|x|
  const upper = f32x4.div(one, f32x4.add(one, decay))
  return v128.bitselect(f32x4.mul(decay, upper), upper, isNegative(x))
}

/** All bits set where the sign is. */
@inline
export function isNegative(x: v128): v128 {
  return i32x4.shr_s(x, 31)
}

/** f'(z) from y = f(z). At the kinks as tfjs has them. */
@inline
export function slope(y: v128, activation: i32, constants: usize): v128 {
  const one = v128.load(constants, ONE)
  const zero = f32x4.splat(0)
  if (activation == RELU) return v128.andnot(one, f32x4.le(y, zero))
  if (activation == TANH) return f32x4.sub(one, f32x4.mul(y, y))
  if (activation == SIGMOID) return f32x4.mul(y, f32x4.sub(one, y))
  if (activation == ELU) return f32x4.add(one, f32x4.pmin(y, zero))
  if (activation == LEAKY_RELU) return v128.bitselect(one, v128.load(constants, LEAKY_SLOPE), f32x4.gt(y, zero))
  return one
}

/** With `activation` a literal, what is left of this is one loop. */
@inline
function mapInPlace(x: usize, count: i32, activation: i32): void {
  const constants = table
  const end = x + (<usize>(count & ~3) << 2)
  for (; x < end; x += 16) v128.store(x, activate(v128.load(x), activation, constants))
  const rest = count & 3
  if (rest) storeLanes(x, activate(loadLanes(x, rest), activation, constants), rest)
}

/** NaN stays NaN: the first operand of pmax and pmin is what passes it on. */
@inline
function activate(x: v128, activation: i32, constants: usize): v128 {
  if (activation == RELU) return f32x4.pmax(x, f32x4.splat(0))
  if (activation == LEAKY_RELU) return f32x4.pmax(x, f32x4.mul(x, v128.load(constants, LEAKY_SLOPE)))
  if (activation == ELU) return v128.bitselect(exponentialMinusOne(x, constants), x, isNegative(x))
  if (activation == SIGMOID) return sigmoid(x, constants)
  return tanh(x, constants)
}

/** (1 - e^-2|x|) / (1 + e^-2|x|) with the sign of x. */
@inline
function tanh(x: v128, constants: usize): v128 {
  const signBit = v128.load(constants, SIGN_BIT)
  const drop = exponentialMinusOne(v128.or(f32x4.add(x, x), signBit), constants) // e^-2|x| - 1
  const size = f32x4.div(drop, f32x4.add(f32x4.splat(2), drop))
  return v128.bitselect(x, size, signBit)
}
