import { LINEAR, isNegative, SIGMOID, sigmoid } from './activations'
import { blankMissing, decayOf, exponentOf, linearPart, LN_2, mantissaOf, sigmoidOf, STRETCH } from './bceWithLogits'
import { log } from './env'
import { loadLanes, sumOfLanes } from './lanes'
import { ONE, table } from './workspace'

/**
 * For measuring: squares [rows], each row's mean of (y - target)^2 with y = activation(logits), SIGMOID or LINEAR, and losses [rows], its mean
 * cross-entropy between logits and target; with isCrossEntropy 0 the squares again. A row's figures depend on nothing but that row.
 */
export function pictureErrors(
  logits: usize, target: usize, losses: usize, squares: usize, rows: i32, size: i32, isCrossEntropy: i32, activation: i32,
): void {
  const step = <usize>size << 2
  for (let row = 0; row < rows; row++) {
    if (isCrossEntropy) crossEntropyRow(logits, target, losses, squares, size)
    else {
      const square = <f32>(activation == SIGMOID ? squaresOfRow(logits, target, size, SIGMOID) : squaresOfRow(logits, target, size, LINEAR))
      store<f32>(squares, square)
      store<f32>(losses, square)
    }
    logits += step
    target += step
    losses += 4
    squares += 4
  }
}

/** Both figures of one row, whose e^-|z| they share. The logarithms are summed as in bceWithLogits. */
function crossEntropyRow(logits: usize, target: usize, loss: usize, square: usize, size: i32): void {
  const constants = table
  const one = v128.load(constants, ONE)
  let linear = f32x4.splat(0) // sum of max(z, 0) - z x
  let squares = f32x4.splat(0)
  let product = one // of 1 + e^-|z|
  let exponents = i32x4.splat(0)
  let sum: f64 = 0
  let sumOfSquares: f64 = 0
  let left = STRETCH
  for (let i = 0; i < size; i += 4) {
    const at = <usize>i << 2
    const count = size - i
    const x = loadLanes(target + at, count)
    let z = loadLanes(logits + at, count)
    // Such a logit costs nothing against 0, and its sigmoid's square is 0 too.
    if (count < 4) z = blankMissing(z, count)
    const decay = decayOf(z, constants)
    const factor = f32x4.add(one, decay)
    const negative = isNegative(z)
    const difference = f32x4.sub(sigmoidOf(decay, factor, negative, one), x)
    squares = f32x4.add(squares, f32x4.mul(difference, difference))
    linear = f32x4.add(linear, linearPart(z, x, negative))
    product = f32x4.mul(product, factor)
    if (--left == 0) {
      exponents = i32x4.add(exponents, exponentOf(product))
      product = mantissaOf(product, one)
      sum += sumOfLanes(linear)
      sumOfSquares += sumOfLanes(squares)
      linear = f32x4.splat(0)
      squares = f32x4.splat(0)
      left = STRETCH
    }
  }
  sum += sumOfLanes(linear) + log(productOfLanes(product)) + LN_2 * sumOfLanes(f32x4.convert_i32x4_s(exponents))
  sumOfSquares += sumOfLanes(squares)
  store<f32>(loss, <f32>(sum / <f64>size))
  store<f32>(square, <f32>(sumOfSquares / <f64>size))
}

/** With `activation` a literal, what is left of this is one loop. */
@inline
function squaresOfRow(logits: usize, target: usize, size: i32, activation: i32): f64 {
  const constants = table
  let squares = f32x4.splat(0)
  let sum: f64 = 0
  let left = STRETCH
  for (let i = 0; i < size; i += 4) {
    const at = <usize>i << 2
    const count = size - i
    let y = loadLanes(logits + at, count)
    if (activation == SIGMOID) y = sigmoid(count < 4 ? blankMissing(y, count) : y, constants)
    const difference = f32x4.sub(y, loadLanes(target + at, count))
    squares = f32x4.add(squares, f32x4.mul(difference, difference))
    if (--left == 0) {
      sum += sumOfLanes(squares)
      squares = f32x4.splat(0)
      left = STRETCH
    }
  }
  return (sum + sumOfLanes(squares)) / <f64>size
}

/** In double precision, which has room for four floats of up to 2^64. */
@inline
function productOfLanes(x: v128): f64 {
  const low = <f64>f32x4.extract_lane(x, 0) * <f64>f32x4.extract_lane(x, 1)
  return low * (<f64>f32x4.extract_lane(x, 2) * <f64>f32x4.extract_lane(x, 3))
}
