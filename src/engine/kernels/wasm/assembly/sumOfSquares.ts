import { loadLanes, storeLanes, sumOfLanes } from './lanes'

/** Vectors after which the sum in single precision is emptied into one in double precision. */
const STRETCH: i32 = 64

/** gradient [n] = 2 scale x; gradient may be x. value, a float: scale times the sum of x^2. */
export function sumOfSquares(x: usize, gradient: usize, value: usize, n: i32, scale: f64): void {
  const slope = f32x4.splat(<f32>(2 * scale))
  let squares = f32x4.splat(0)
  let sum: f64 = 0
  let left = STRETCH
  for (let i = 0; i < n; i += 4) {
    const at = <usize>i << 2
    const count = n - i
    const number = loadLanes(x + at, count)
    squares = f32x4.add(squares, f32x4.mul(number, number))
    storeLanes(gradient + at, f32x4.mul(number, slope), count)
    if (--left == 0) {
      sum += sumOfLanes(squares)
      squares = f32x4.splat(0)
      left = STRETCH
    }
  }
  store<f32>(value, <f32>((sum + sumOfLanes(squares)) * scale))
}
