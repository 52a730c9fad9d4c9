import { loadLanes, storeLanes, sumOfLanes } from './lanes'
import { SIGN_BIT, table } from './workspace'

/** Vectors after which the sum in single precision is emptied into one in double precision. */
const STRETCH: i32 = 64

/** gradient [n] = scale sign(x), 0 where x is 0; gradient may be x. value, a float: scale times the sum of |x|. NaN gives NaN in both. */
export function sumOfSizes(x: usize, gradient: usize, value: usize, n: i32, scale: f64): void {
  const signBit = v128.load(table, SIGN_BIT)
  const slope = f32x4.splat(<f32>scale)
  const zero = f32x4.splat(0)
  let sizes = f32x4.splat(0)
  let sum: f64 = 0
  let left = STRETCH
  for (let i = 0; i < n; i += 4) {
    const at = <usize>i << 2
    const count = n - i
    const number = loadLanes(x + at, count)
    sizes = f32x4.add(sizes, v128.andnot(number, signBit))
    const signed = v128.or(slope, v128.and(number, signBit))
    // All bits set are a NaN too.
    const passedOn = v128.or(v128.andnot(signed, f32x4.eq(number, zero)), f32x4.ne(number, number))
    storeLanes(gradient + at, passedOn, count)
    if (--left == 0) {
      sum += sumOfLanes(sizes)
      sizes = f32x4.splat(0)
      left = STRETCH
    }
  }
  store<f32>(value, <f32>((sum + sumOfLanes(sizes)) * scale))
}
