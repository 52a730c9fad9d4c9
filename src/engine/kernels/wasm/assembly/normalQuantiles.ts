// The standard normal's quantile of uniform numbers, that of random.ts to the bit: Wichura 1988, algorithm AS 241, routine PPND7, and its exactLog.
// Double precision, every product and sum rounded apart and in random.ts's order: a fused multiply-add would give other bits.
//
// With u a number of 32 bits, p = (u + 0.5) / 2^32. Up to q = p - 0.5 and 1 - p all is exact, so there another order will do.

/** At most so many numbers a call. */
export const QUANTILES_MAX: i32 = 1024

// |q| <= 0.425 for u - 2^31 from CENTRE_FROM, so many numbers and one.
const CENTRE_FROM: i32 = -1825361101
const CENTRE_SPAN: i32 = -644245095 // 2 * 1825361100 + 1, as an unsigned number

// The table, eight bytes each, to be splatted: V8 builds a constant anew inside a loop, in three instructions; a load is one.
const HALF: usize = 0
const TWO_POW_MINUS_32: usize = 8
const ONE: usize = 16
const CENTRE: usize = 24
const CENTRE_A: usize = 32
const CENTRE_B: usize = 64
const TAIL_SHIFT: usize = 88
const TAIL_A: usize = 96
const TAIL_B: usize = 128
const SQRT_HALF: usize = 144
const EXPONENT_BITS: usize = 152
const LN_2: usize = 160
const SIGN_BIT: usize = 168
/** 1/21, 1/19 … 1/3. */
const ODD_SHARES: usize = 176
export const QUANTILE_TABLE_BYTES: usize = 256

export function fillQuantileTable(table: usize): void {
  store<f64>(table, 0.5, HALF)
  store<f64>(table, 2.3283064365386963e-10, TWO_POW_MINUS_32)
  store<f64>(table, 1, ONE)
  store<f64>(table, 0.180625, CENTRE)
  store<f64>(table, 59.10937472, CENTRE_A)
  store<f64>(table, 159.29113202, CENTRE_A + 8)
  store<f64>(table, 50.434271938, CENTRE_A + 16)
  store<f64>(table, 3.3871327179, CENTRE_A + 24)
  store<f64>(table, 67.1875636, CENTRE_B)
  store<f64>(table, 78.757757664, CENTRE_B + 8)
  store<f64>(table, 17.895169469, CENTRE_B + 16)
  store<f64>(table, 1.6, TAIL_SHIFT)
  store<f64>(table, 0.17023821103, TAIL_A)
  store<f64>(table, 1.3067284816, TAIL_A + 8)
  store<f64>(table, 2.75681539, TAIL_A + 16)
  store<f64>(table, 1.4234372777, TAIL_A + 24)
  store<f64>(table, 0.12021132975, TAIL_B)
  store<f64>(table, 0.737001625, TAIL_B + 8)
  store<f64>(table, 0.7071067811865476, SQRT_HALF)
  store<u64>(table, 0xfff0000000000000, EXPONENT_BITS)
  store<f64>(table, 0.6931471805599453, LN_2)
  store<u64>(table, 0x8000000000000000, SIGN_BIT)
  for (let i = 0; i < 10; i++) store<f64>(table + (<usize>i << 3), 1.0 / <f64>(21 - 2 * i), ODD_SHARES)
}

/**
 * z [count], doubles, of numbers [count], uint32; count a multiple of 4 up to QUANTILES_MAX. First all as if they lay in the middle, as 85 % do,
 * then those that don't, whose places are noted in `tails` [count + 1], int32.
 */
export function quantiles(numbers: usize, z: usize, tails: usize, count: i32, table: usize): void {
  let end = tails
  for (let i = 0; i < count; i += 4) {
    const centred = v128.xor(v128.load(numbers + (<usize>i << 2)), i32x4.splat(0x80000000)) // u - 2^31
    const at = z + (<usize>i << 3)
    v128.store(at, centralQuantile(centred, table))
    v128.store(at, centralQuantile(v128.shuffle<i32>(centred, centred, 2, 3, 2, 3), table), 16)
    const outside = i32x4.bitmask(i32x4.gt_u(i32x4.sub(centred, i32x4.splat(CENTRE_FROM)), i32x4.splat(CENTRE_SPAN)))
    // Always written, kept only where it counts: no branch that can't be foretold.
    store<i32>(end, i)
    end += (outside & 1) << 2
    store<i32>(end, i + 1)
    end += (outside & 2) << 1
    store<i32>(end, i + 2)
    end += outside & 4
    store<i32>(end, i + 3)
    end += (outside & 8) >> 1
  }
  if (end == tails) return
  // An odd one is done twice.
  store<i32>(end, load<i32>(end - 4))
  for (let tail = tails; tail < end; tail += 8) {
    const first = <usize>load<i32>(tail)
    const second = <usize>load<i32>(tail, 4)
    const pair = v128.load32_lane(numbers + (second << 2), v128.load32_zero(numbers + (first << 2)), 1)
    const found = tailQuantile(pair, table)
    v128.store64_lane(z + (first << 3), found, 0)
    v128.store64_lane(z + (second << 3), found, 1)
  }
}

/** Of u - 2^31 in the lower two lanes. */
@inline
function centralQuantile(centred: v128, table: usize): v128 {
  const q = f64x2.mul(f64x2.add(f64x2.convert_low_i32x4_s(centred), v128.load64_splat(table, HALF)), v128.load64_splat(table, TWO_POW_MINUS_32))
  const r = f64x2.sub(v128.load64_splat(table, CENTRE), f64x2.mul(q, q))
  let above = f64x2.add(f64x2.mul(v128.load64_splat(table, CENTRE_A), r), v128.load64_splat(table, CENTRE_A + 8))
  above = f64x2.add(f64x2.mul(above, r), v128.load64_splat(table, CENTRE_A + 16))
  above = f64x2.add(f64x2.mul(above, r), v128.load64_splat(table, CENTRE_A + 24))
  let below = f64x2.add(f64x2.mul(v128.load64_splat(table, CENTRE_B), r), v128.load64_splat(table, CENTRE_B + 8))
  below = f64x2.add(f64x2.mul(below, r), v128.load64_splat(table, CENTRE_B + 16))
  below = f64x2.add(f64x2.mul(below, r), v128.load64_splat(table, ONE))
  return f64x2.div(f64x2.mul(q, above), below)
}

/** Of u in the lower two lanes. sqrt(-ln p) stays below 5 for p of 32 bits: the algorithm's far tail is never reached. */
@inline
function tailQuantile(u: v128, table: usize): v128 {
  const isUpper = i32x4.shr_s(u, 31)
  const distance = f64x2.convert_low_i32x4_s(v128.xor(u, isUpper)) // of u from the nearer end
  const p = f64x2.mul(f64x2.add(distance, v128.load64_splat(table, HALF)), v128.load64_splat(table, TWO_POW_MINUS_32))
  const r = f64x2.sub(f64x2.sqrt(f64x2.neg(logarithm(p, table))), v128.load64_splat(table, TAIL_SHIFT))
  let above = f64x2.add(f64x2.mul(v128.load64_splat(table, TAIL_A), r), v128.load64_splat(table, TAIL_A + 8))
  above = f64x2.add(f64x2.mul(above, r), v128.load64_splat(table, TAIL_A + 16))
  above = f64x2.add(f64x2.mul(above, r), v128.load64_splat(table, TAIL_A + 24))
  let below = f64x2.add(f64x2.mul(v128.load64_splat(table, TAIL_B), r), v128.load64_splat(table, TAIL_B + 8))
  below = f64x2.add(f64x2.mul(below, r), v128.load64_splat(table, ONE))
  const magnitude = f64x2.div(above, below)
  return v128.xor(magnitude, v128.andnot(v128.load64_splat(table, SIGN_BIT), v128.shuffle<i32>(isUpper, isUpper, 0, 0, 1, 1)))
}

/** exactLog of x < sqrt(1/2): x = m 2^e with m from sqrt(1/2) to sqrt(2), found by its bits; ln m = 2 artanh s, eleven terms of the odd series. */
@inline
function logarithm(x: v128, table: usize): v128 {
  const above = i64x2.sub(x, v128.load64_splat(table, SQRT_HALF))
  const m = i64x2.sub(x, v128.and(above, v128.load64_splat(table, EXPONENT_BITS)))
  const exponents = i32x4.shr_s(above, 20) // in the upper half of each
  const e = f64x2.convert_low_i32x4_s(v128.shuffle<i32>(exponents, exponents, 1, 3, 1, 3))
  const one = v128.load64_splat(table, ONE)
  const s = f64x2.div(f64x2.sub(m, one), f64x2.add(m, one))
  const s2 = f64x2.mul(s, s)
  let sum = v128.load64_splat(table, ODD_SHARES)
  sum = f64x2.add(f64x2.mul(sum, s2), v128.load64_splat(table, ODD_SHARES + 8))
  sum = f64x2.add(f64x2.mul(sum, s2), v128.load64_splat(table, ODD_SHARES + 16))
  sum = f64x2.add(f64x2.mul(sum, s2), v128.load64_splat(table, ODD_SHARES + 24))
  sum = f64x2.add(f64x2.mul(sum, s2), v128.load64_splat(table, ODD_SHARES + 32))
  sum = f64x2.add(f64x2.mul(sum, s2), v128.load64_splat(table, ODD_SHARES + 40))
  sum = f64x2.add(f64x2.mul(sum, s2), v128.load64_splat(table, ODD_SHARES + 48))
  sum = f64x2.add(f64x2.mul(sum, s2), v128.load64_splat(table, ODD_SHARES + 56))
  sum = f64x2.add(f64x2.mul(sum, s2), v128.load64_splat(table, ODD_SHARES + 64))
  sum = f64x2.add(f64x2.mul(sum, s2), v128.load64_splat(table, ODD_SHARES + 72))
  sum = f64x2.add(f64x2.mul(sum, s2), one)
  return f64x2.add(f64x2.mul(f64x2.add(s, s), sum), f64x2.mul(e, v128.load64_splat(table, LN_2)))
}
