import { SIGMOID, sigmoid } from './activations'
import { loadLanes, storeLanes, sumOfLanes } from './lanes'
import { ONE, table } from './workspace'

/** Vectors after which the sum in single precision is emptied into one in double precision. */
const STRETCH: i32 = 64

/**
 * gradient [n] of the mean of (y - target)^2 for the logits, y = activation(logits), SIGMOID or LINEAR; gradient may be logits. value, a float,
 * or 0 if it is not wanted: that mean.
 */
export function meanSquaredError(logits: usize, target: usize, gradient: usize, value: usize, n: i32, activation: i32): void {
  const constants = table
  const share = f32x4.splat(<f32>2 / <f32>n)
  let squares = f32x4.splat(0)
  let sum: f64 = 0
  let left = STRETCH
  for (let i = 0; i < n; i += 4) {
    const at = <usize>i << 2
    const count = n - i
    const z = loadLanes(logits + at, count)
    let y = z
    if (activation == SIGMOID) y = sigmoid(z, constants)
    let difference = f32x4.sub(y, loadLanes(target + at, count))
    let slope = share
    if (activation == SIGMOID) slope = f32x4.mul(share, f32x4.mul(y, f32x4.sub(v128.load(constants, ONE), y)))
    storeLanes(gradient + at, f32x4.mul(difference, slope), count)
    // Missing lanes hold 0, whose sigmoid is not 0.
    if (count < 4) difference = v128.and(difference, i32x4.lt_s(i32x4(0, 1, 2, 3), i32x4.splat(count)))
    squares = f32x4.add(squares, f32x4.mul(difference, difference))
    if (--left == 0) {
      sum += sumOfLanes(squares)
      squares = f32x4.splat(0)
      left = STRETCH
    }
  }
  if (value) store<f32>(value, <f32>((sum + sumOfLanes(squares)) / <f64>n))
}
