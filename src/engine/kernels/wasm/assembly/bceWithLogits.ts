import { isNegative } from './activations'
import { log } from './env'
import { exponential } from './exponential'
import { loadLanes, storeLanes, sumOfLanes } from './lanes'
import { ONE, SIGN_BIT, table } from './workspace'

/** Vectors after which the sums in single precision are emptied: a product of so many factors up to 2 stays below 2^127. */
export const STRETCH: i32 = 64
export const LN_2: f64 = 0.6931471805599453
/** Where lanes are missing: a logit whose cross-entropy against 0 is 0. */
const NO_LOGIT: f32 = -1000

/**
 * gradient [n] = (sigmoid(logits) - target) / n; gradient may be logits. value, a float, or 0 if it is not wanted: the mean of
 * max(z, 0) - z x + log(1 + e^-|z|). A NaN logit gives NaN in both.
 *
 * log(1 + e) is summed as the log of a product of the 1 + e: its exponents are taken off as whole numbers now and then, and one logarithm
 * for each lane is taken in the end.
 */
export function bceWithLogits(logits: usize, target: usize, gradient: usize, value: usize, n: i32): void {
  const constants = table
  const one = v128.load(constants, ONE)
  const share = f32x4.splat(<f32>1 / <f32>n)
  const wantsValue = value != 0
  let linear = f32x4.splat(0) // sum of max(z, 0) - z x
  let product = one // of 1 + e^-|z|
  let exponents = i32x4.splat(0)
  let sum: f64 = 0
  let left = STRETCH
  for (let i = 0; i < n; i += 4) {
    const at = <usize>i << 2
    const count = n - i
    const x = loadLanes(target + at, count)
    let z = loadLanes(logits + at, count)
    if (count < 4) z = blankMissing(z, count)
    const decay = decayOf(z, constants)
    const factor = f32x4.add(one, decay)
    const negative = isNegative(z)
    storeLanes(gradient + at, f32x4.mul(f32x4.sub(sigmoidOf(decay, factor, negative, one), x), share), count)
    if (wantsValue) {
      linear = f32x4.add(linear, linearPart(z, x, negative))
      product = f32x4.mul(product, factor)
      if (--left == 0) {
        exponents = i32x4.add(exponents, exponentOf(product))
        product = mantissaOf(product, one)
        sum += sumOfLanes(linear)
        linear = f32x4.splat(0)
        left = STRETCH
      }
    }
  }
  if (!wantsValue) return
  sum += sumOfLanes(linear)
  sum += log(f32x4.extract_lane(product, 0)) + log(f32x4.extract_lane(product, 1))
  sum += log(f32x4.extract_lane(product, 2)) + log(f32x4.extract_lane(product, 3))
  sum += LN_2 * sumOfLanes(f32x4.convert_i32x4_s(exponents))
  store<f32>(value, <f32>(sum / <f64>n))
}

/** e^-|z|. */
@inline
export function decayOf(z: v128, constants: usize): v128 {
  return exponential(v128.or(z, v128.load(constants, SIGN_BIT)), constants)
}

/** sigmoid(z), where `factor` is 1 + decay. */
@inline
export function sigmoidOf(decay: v128, factor: v128, negative: v128, one: v128): v128 {
  const upper = f32x4.div(one, factor)
  return v128.bitselect(f32x4.mul(decay, upper), upper, negative)
}

/** Of the cross-entropy, what is no logarithm: max(z, 0) - z x. */
@inline
export function linearPart(z: v128, x: v128, negative: v128): v128 {
  return f32x4.sub(v128.andnot(z, negative), f32x4.mul(z, x))
}

@inline
export function blankMissing(z: v128, count: i32): v128 {
  const missing = i32x4.gt_s(i32x4(0, 1, 2, 3), i32x4.splat(count - 1))
  return v128.bitselect(f32x4.splat(NO_LOGIT), z, missing)
}

/** Of positive floats, unbiased. */
@inline
export function exponentOf(x: v128): v128 {
  return i32x4.sub(i32x4.shr_u(x, 23), i32x4.splat(127))
}

/** x / 2^exponentOf(x), in [1, 2). */
@inline
export function mantissaOf(x: v128, one: v128): v128 {
  return v128.or(v128.and(x, i32x4.splat(0x7fffff)), one)
}
