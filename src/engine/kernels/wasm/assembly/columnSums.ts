import { loadLanes, storeLanes } from './lanes'

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
  for (let row = 0; row < rows; row++) {
    sum0 = f32x4.add(sum0, v128.load(x))
    sum1 = f32x4.add(sum1, v128.load(x, 16))
    sum2 = f32x4.add(sum2, v128.load(x, 32))
    sum3 = f32x4.add(sum3, v128.load(x, 48))
    x += step
  }
  v128.store(sums, sum0)
  v128.store(sums, sum1, 16)
  v128.store(sums, sum2, 32)
  v128.store(sums, sum3, 48)
}

function fewColumns(x: usize, sums: usize, rows: i32, step: usize, count: i32): void {
  let sum = f32x4.splat(0)
  for (let row = 0; row < rows; row++) {
    sum = f32x4.add(sum, loadLanes(x, count))
    x += step
  }
  storeLanes(sums, sum, count)
}
