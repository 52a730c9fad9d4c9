import { slope } from './activations'
import { ROWS_APART } from './columnSums'
import { loadLanes, storeLanes } from './lanes'
import { table } from './workspace'

/**
 * dz [rows, columns] = dy f'(z), from y = f(z), and in the same pass dBias [columns], the column sums of dz, rows apart as in columnSums. dz may be dy.
 * Sixteen columns at a time, a cache line, down all rows.
 */
export function activationGradient(y: usize, dy: usize, dz: usize, dBias: usize, rows: i32, columns: i32, activation: i32): void {
  const step = <usize>columns << 2
  let column = 0
  for (; column + 16 <= columns; column += 16) {
    const at = <usize>column << 2
    sixteenColumns(y + at, dy + at, dz + at, dBias + at, rows, step, activation)
  }
  for (; column < columns; column += 4) {
    const at = <usize>column << 2
    fewColumns(y + at, dy + at, dz + at, dBias + at, rows, step, min(4, columns - column), activation)
  }
}

function sixteenColumns(y: usize, dy: usize, dz: usize, sums: usize, rows: i32, step: usize, activation: i32): void {
  const constants = table
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
    const dz0 = f32x4.mul(v128.load(dy), slope(v128.load(y), activation, constants))
    const dz1 = f32x4.mul(v128.load(dy, 16), slope(v128.load(y, 16), activation, constants))
    const dz2 = f32x4.mul(v128.load(dy, 32), slope(v128.load(y, 32), activation, constants))
    const dz3 = f32x4.mul(v128.load(dy, 48), slope(v128.load(y, 48), activation, constants))
    v128.store(dz, dz0)
    v128.store(dz, dz1, 16)
    v128.store(dz, dz2, 32)
    v128.store(dz, dz3, 48)
    part0 = f32x4.add(part0, dz0)
    part1 = f32x4.add(part1, dz1)
    part2 = f32x4.add(part2, dz2)
    part3 = f32x4.add(part3, dz3)
    y += step
    dy += step
    dz += step
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

function fewColumns(y: usize, dy: usize, dz: usize, sums: usize, rows: i32, step: usize, count: i32, activation: i32): void {
  const constants = table
  let sum = f32x4.splat(0)
  for (let from = 0; from < rows; from += ROWS_APART) {
    let part = f32x4.splat(0)
    for (let row = from, to = min(from + ROWS_APART, rows); row < to; row++) {
    const gradient = f32x4.mul(loadLanes(dy, count), slope(loadLanes(y, count), activation, constants))
    storeLanes(dz, gradient, count)
    part = f32x4.add(part, gradient)
    y += step
    dy += step
    dz += step
    }
    sum = f32x4.add(sum, part)
  }
  storeLanes(sums, sum, count)
}
