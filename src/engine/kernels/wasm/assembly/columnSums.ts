import { loadLanes, storeLanes } from './lanes'

/** Rows summed apart: one sum over fifty thousand pixels would drop the last digits of each. */
export const ROWS_APART: i32 = 256

/** sums [columns] of x [rows, columns]. Sixteen columns at a time, a cache line, down all rows. */
export function columnSums(x: usize, sums: usize, rows: i32, columns: i32): void {
  const step = <usize>columns << 2
  let column = 0
  for (; column + 16 <= columns; column += 16) sixteenColumns(x + (<usize>column << 2), sums + (<usize>column << 2), rows, step)
  for (; column < columns; column += 4) {
    fewColumns(x + (<usize>column << 2), sums + (<usize>column << 2), rows, step, min(4, columns - column))
  }
}

function sixteenColumns(x: usize, sums: usize, rows: i32, step: usize): void {
  let sum0 = f32x4.splat(0)
  let sum1 = f32x4.splat(0)
  let sum2 = f32x4.splat(0)
  let sum3 = f32x4.splat(0)
  for (let from = 0; from < rows; from += ROWS_APART) {
    let part0 = f32x4.splat(0)
    let part1 = f32x4.splat(0)
    let part2 = f32x4.splat(0)
    let part3 = f32x4.splat(0)
    for (let row = from, to = min(from + ROWS_APART, rows); row < to; row++) {
      part0 = f32x4.add(part0, v128.load(x))
      part1 = f32x4.add(part1, v128.load(x, 16))
      part2 = f32x4.add(part2, v128.load(x, 32))
      part3 = f32x4.add(part3, v128.load(x, 48))
      x += step
    }
    sum0 = f32x4.add(sum0, part0)
    sum1 = f32x4.add(sum1, part1)
    sum2 = f32x4.add(sum2, part2)
    sum3 = f32x4.add(sum3, part3)
  }
  v128.store(sums, sum0)
  v128.store(sums, sum1, 16)
  v128.store(sums, sum2, 32)
  v128.store(sums, sum3, 48)
}

function fewColumns(x: usize, sums: usize, rows: i32, step: usize, count: i32): void {
  let sum = f32x4.splat(0)
  for (let from = 0; from < rows; from += ROWS_APART) {
    let part = f32x4.splat(0)
    for (let row = from, to = min(from + ROWS_APART, rows); row < to; row++) {
      part = f32x4.add(part, loadLanes(x, count))
      x += step
    }
    sum = f32x4.add(sum, part)
  }
  storeLanes(sums, sum, count)
}
