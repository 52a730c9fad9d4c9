import { loadLanes, storeLanes } from './lanes'
import { QUANTILES_MAX, quantiles } from './normalQuantiles'
import { drawStrength, numbersFrom } from './stream'
import { packedRight, quantileTable } from './workspace'

// Between two products their room is free. Eight numbers are drawn at a time, and the first wanted may be the second of its block.
const Z_AT: usize = <usize>(QUANTILES_MAX + 16) << 2
const TAILS_AT: usize = Z_AT + (<usize>(QUANTILES_MAX + 4) << 3)

/**
 * noisy [rows, size] = clip(clean + strength n, low, high), n from the stream of key0, key1 and step: corruptBatch's numbers to the bit. With
 * drawsStrength each row's strength is drawn before its noise, between weakest and strongest; without it is weakest. noisy may be clean.
 */
export function gaussianNoise(
  clean: usize, noisy: usize, rows: i32, size: i32, key0: i32, key1: i32, step: i32,
  drawsStrength: i32, weakest: f64, strongest: f64, low: f64, high: f64,
): void {
  let next = 0
  for (let row = 0; row < rows; row++) {
    const strength = drawsStrength ? drawStrength(next++, key0, key1, step, weakest, strongest) : weakest
    for (let left = size; left > 0; left -= QUANTILES_MAX) {
      const count = min(left, QUANTILES_MAX)
      const z = packedRight + Z_AT
      quantiles(numbersFrom(next, count, key0, key1, step), z, packedRight + TAILS_AT, (count + 3) & ~3, quantileTable)
      addNoise(clean, noisy, z, count, strength, low, high)
      next += count
      clean += <usize>count << 2
      noisy += <usize>count << 2
    }
  }
}

/** pmax and pmin pass a NaN on as their first operand. */
function addNoise(clean: usize, noisy: usize, z: usize, count: i32, strength: f64, low: f64, high: f64): void {
  const scale = f64x2.splat(strength)
  const lows = f64x2.splat(low)
  const highs = f64x2.splat(high)
  for (let i = 0; i < count; i += 4) {
    const at = <usize>i << 2
    const x = loadLanes(clean + at, count - i)
    const first = f64x2.add(f64x2.promote_low_f32x4(x), f64x2.mul(scale, v128.load(z + 2 * at)))
    const second = f64x2.add(f64x2.promote_low_f32x4(v128.shuffle<i32>(x, x, 2, 3, 2, 3)), f64x2.mul(scale, v128.load(z + 2 * at, 16)))
    const lower = f32x4.demote_f64x2_zero(f64x2.pmin(f64x2.pmax(first, lows), highs))
    const upper = f32x4.demote_f64x2_zero(f64x2.pmin(f64x2.pmax(second, lows), highs))
    storeLanes(noisy + at, v128.shuffle<i32>(lower, upper, 0, 1, 4, 5), count - i)
  }
}

/** For tests: z [count], doubles, of numbers [count], uint32; count a multiple of 4 up to QUANTILES_MAX. */
export function normalQuantiles(numbers: usize, z: usize, count: i32): void {
  quantiles(numbers, z, packedRight + TAILS_AT, count, quantileTable)
}
