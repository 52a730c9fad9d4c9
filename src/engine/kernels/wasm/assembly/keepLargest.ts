// Top-k: of each row the k largest stay. The k-th largest is found bit by bit, by counting, on integers that are ordered as the floats are:
// its time hardly depends on the numbers, or on k.

import { loadLanes, storeLanes } from './lanes'

/** Above every number: where a NaN stands, so that it stays and is noticed. */
const LARGEST: i32 = 0x7fffffff

/**
 * out [rows, columns]: of values those that stand where the row of x has its k largest, of equal ones the first; the others are 0. values may be x;
 * out is neither.
 */
export function keepLargest(x: usize, values: usize, out: usize, rows: i32, columns: i32, k: i32): void {
  const step = <usize>columns << 2
  for (let row = 0; row < rows; row++) {
    if (k >= columns) memory.copy(out, values, step)
    else {
      writeKeys(x, out, columns)
      keepInRow(values, out, columns, k)
    }
    x += step
    values += step
    out += step
  }
}

/** Integers that are ordered as the floats are, 0 and -0 being the same. */
function writeKeys(x: usize, keys: usize, columns: i32): void {
  const zero = f32x4.splat(0)
  const valueBits = i32x4.splat(LARGEST)
  for (let column = 0; column < columns; column += 4) {
    const at = <usize>column << 2
    const count = columns - column
    const number = f32x4.add(loadLanes(x + at, count), zero) // -0 becomes 0
    const key = v128.xor(number, v128.and(i32x4.shr_s(number, 31), valueBits))
    storeLanes(keys + at, v128.bitselect(valueBits, key, f32x4.ne(number, number)), count)
  }
}

/** `keys` hold the row's, and are written over by what stays of its values. */
function keepInRow(values: usize, keys: usize, columns: i32, k: i32): void {
  let threshold = i32.MIN_VALUE
  let reached = columns
  // The highest bit says whether the k-th largest is at least 0; each further one halves what is left.
  for (let bit = 31; bit >= 0 && reached != k; bit--) {
    const candidate = threshold ^ (1 << bit)
    const count = countFrom(keys, columns, candidate)
    if (count >= k) {
      threshold = candidate
      reached = count
    }
  }
  if (reached == k) keepFrom(values, keys, columns, threshold)
  else keepFirst(values, keys, columns, threshold, k)
}

/** How many keys are at least the threshold. */
function countFrom(keys: usize, columns: i32, threshold: i32): i32 {
  const least = i32x4.splat(threshold)
  let counts = i32x4.splat(0)
  let column = 0
  for (; column + 4 <= columns; column += 4) counts = i32x4.sub(counts, i32x4.ge_s(v128.load(keys + (<usize>column << 2)), least))
  let count = i32x4.extract_lane(counts, 0) + i32x4.extract_lane(counts, 1) + i32x4.extract_lane(counts, 2) + i32x4.extract_lane(counts, 3)
  for (; column < columns; column++) if (load<i32>(keys + (<usize>column << 2)) >= threshold) count++
  return count
}

/** All that are at least the threshold. */
function keepFrom(values: usize, keys: usize, columns: i32, threshold: i32): void {
  const least = i32x4.splat(threshold)
  for (let column = 0; column < columns; column += 4) {
    const at = <usize>column << 2
    const count = columns - column
    const stays = i32x4.ge_s(loadLanes(keys + at, count), least)
    storeLanes(keys + at, v128.and(loadLanes(values + at, count), stays), count)
  }
}

/** All above the threshold, and of those at it the first, k in all. */
function keepFirst(values: usize, keys: usize, columns: i32, threshold: i32, k: i32): void {
  let atIt = k - (threshold == LARGEST ? 0 : countFrom(keys, columns, threshold + 1))
  for (let column = 0; column < columns; column++) {
    const at = <usize>column << 2
    const key = load<i32>(keys + at)
    let stays = key > threshold
    if (key == threshold && atIt > 0) {
      stays = true
      atIt--
    }
    store<f32>(keys + at, stays ? load<f32>(values + at) : <f32>0)
  }
}
