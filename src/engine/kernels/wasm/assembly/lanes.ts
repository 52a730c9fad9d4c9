// Four floats at a time, and fewer at the end of a row: nothing beyond the last one is ever read or written.

/** a b + c; with relaxed SIMD in one rounding where the processor has it. */
@inline
export function multiplyAdd(a: v128, b: v128, c: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return f32x4.relaxed_madd(a, b, c)
  else return f32x4.add(f32x4.mul(a, b), c)
}

/** The first `count` floats at an address, 1 to 4; the other lanes are 0. */
@inline
export function loadLanes(address: usize, count: i32): v128 {
  return count >= 4 ? v128.load(address) : loadFew(address, count)
}

/** Writes the first `count` lanes, 1 to 4. */
@inline
export function storeLanes(address: usize, value: v128, count: i32): void {
  if (count >= 4) v128.store(address, value)
  else storeFew(address, value, count)
}

/** In double precision, as sums over a whole batch need it. */
@inline
export function sumOfLanes(x: v128): f64 {
  return <f64>f32x4.extract_lane(x, 0) + <f64>f32x4.extract_lane(x, 1) + <f64>f32x4.extract_lane(x, 2) + <f64>f32x4.extract_lane(x, 3)
}

function loadFew(address: usize, count: i32): v128 {
  if (count == 1) return v128.load32_zero(address)
  const two = v128.load64_zero(address)
  return count == 2 ? two : v128.load32_lane(address, two, 2, 8)
}

function storeFew(address: usize, value: v128, count: i32): void {
  if (count == 1) {
    v128.store32_lane(address, value, 0)
    return
  }
  v128.store64_lane(address, value, 0)
  if (count == 3) v128.store32_lane(address, value, 2, 8)
}
