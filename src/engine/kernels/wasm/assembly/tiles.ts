// The innermost loops of a product: a tile of the result is held in registers while the depth passes by. What a tile starts from is 0, or what
// c holds, plus the bias. Few parameters on purpose: with a pointer for each row V8 spills inside the loop.

import { loadLanes, multiplyAdd, storeLanes } from './lanes'
import { edgeTile } from './workspace'

const EDGE_STEP: usize = 32

/**
 * 4 rows, 8 columns. For each step along the depth, `a` has the 4 rows' values side by side and `b` the 8 columns', `aStep` and `bStep` bytes
 * after the ones before. bias: 8 floats, or 0 for none.
 */
export function wideTile(
  a: usize, aStep: usize, b: usize, bStep: usize, depth: i32, c: usize, cStep: usize, accumulate: i32, bias: usize,
): void {
  eightColumns(a, aStep, b, bStep, 0, depth, c, cStep, accumulate, bias, false)
}

/**
 * 4 rows, 8 columns, of a quad that had its zeros left out: `a` holds `kept` steps, and `offsets` where in the packed panel `b` each of them stands,
 * in bytes.
 */
export function sparseTile(
  a: usize, offsets: usize, kept: i32, b: usize, c: usize, cStep: usize, accumulate: i32, bias: usize,
): void {
  eightColumns(a, 16, b, 0, offsets, kept, c, cStep, accumulate, bias, true)
}

/** With `isSparse` a literal, nothing is left of the other kind. */
@inline
function eightColumns(
  a: usize, aStep: usize, b: usize, bStep: usize, offsets: usize, depth: i32, c: usize, cStep: usize, accumulate: i32, bias: usize, isSparse: bool,
): void {
  const c1 = c + cStep
  const c2 = c1 + cStep
  const c3 = c2 + cStep
  let sum00 = f32x4.splat(0)
  let sum01 = f32x4.splat(0)
  let sum10 = f32x4.splat(0)
  let sum11 = f32x4.splat(0)
  let sum20 = f32x4.splat(0)
  let sum21 = f32x4.splat(0)
  let sum30 = f32x4.splat(0)
  let sum31 = f32x4.splat(0)
  if (accumulate) {
    sum00 = v128.load(c)
    sum01 = v128.load(c, 16)
    sum10 = v128.load(c1)
    sum11 = v128.load(c1, 16)
    sum20 = v128.load(c2)
    sum21 = v128.load(c2, 16)
    sum30 = v128.load(c3)
    sum31 = v128.load(c3, 16)
  }
  if (bias) {
    const bias0 = v128.load(bias)
    const bias1 = v128.load(bias, 16)
    sum00 = f32x4.add(sum00, bias0)
    sum01 = f32x4.add(sum01, bias1)
    sum10 = f32x4.add(sum10, bias0)
    sum11 = f32x4.add(sum11, bias1)
    sum20 = f32x4.add(sum20, bias0)
    sum21 = f32x4.add(sum21, bias1)
    sum30 = f32x4.add(sum30, bias0)
    sum31 = f32x4.add(sum31, bias1)
  }
  for (let k = depth; k > 0; k--) {
    const line = isSparse ? b + load<u32>(offsets) : b
    const b0 = v128.load(line)
    const b1 = v128.load(line, 16)
    let row = v128.load32_splat(a)
    sum00 = multiplyAdd(b0, row, sum00)
    sum01 = multiplyAdd(b1, row, sum01)
    row = v128.load32_splat(a, 4)
    sum10 = multiplyAdd(b0, row, sum10)
    sum11 = multiplyAdd(b1, row, sum11)
    row = v128.load32_splat(a, 8)
    sum20 = multiplyAdd(b0, row, sum20)
    sum21 = multiplyAdd(b1, row, sum21)
    row = v128.load32_splat(a, 12)
    sum30 = multiplyAdd(b0, row, sum30)
    sum31 = multiplyAdd(b1, row, sum31)
    a += aStep
    if (isSparse) offsets += 4
    else b += bStep
  }
  v128.store(c, sum00)
  v128.store(c, sum01, 16)
  v128.store(c1, sum10)
  v128.store(c1, sum11, 16)
  v128.store(c2, sum20)
  v128.store(c2, sum21, 16)
  v128.store(c3, sum30)
  v128.store(c3, sum31, 16)
}

/**
 * 4 rows, 4 columns; b is packed, [depth][4]. The rows' values need not lie side by side: they are `rowStep` bytes apart, so that a matrix that
 * meets only one narrow panel is read where it lies. Odd and even depths are summed apart: one chain of additions would only wait for itself.
 */
export function narrowTile(
  a: usize, rowStep: usize, aStep: usize, b: usize, depth: i32, c: usize, cStep: usize, accumulate: i32, bias: usize,
): void {
  const c1 = c + cStep
  const c2 = c1 + cStep
  const c3 = c2 + cStep
  let sum0 = f32x4.splat(0)
  let sum1 = f32x4.splat(0)
  let sum2 = f32x4.splat(0)
  let sum3 = f32x4.splat(0)
  let odd0 = f32x4.splat(0)
  let odd1 = f32x4.splat(0)
  let odd2 = f32x4.splat(0)
  let odd3 = f32x4.splat(0)
  if (accumulate) {
    sum0 = v128.load(c)
    sum1 = v128.load(c1)
    sum2 = v128.load(c2)
    sum3 = v128.load(c3)
  }
  if (bias) {
    const biases = v128.load(bias)
    sum0 = f32x4.add(sum0, biases)
    sum1 = f32x4.add(sum1, biases)
    sum2 = f32x4.add(sum2, biases)
    sum3 = f32x4.add(sum3, biases)
  }
  let a1 = a + rowStep
  let a2 = a1 + rowStep
  let a3 = a2 + rowStep
  let k = depth
  for (; k >= 2; k -= 2) {
    const even = v128.load(b)
    const odd = v128.load(b, 16)
    sum0 = multiplyAdd(even, v128.load32_splat(a), sum0)
    sum1 = multiplyAdd(even, v128.load32_splat(a1), sum1)
    sum2 = multiplyAdd(even, v128.load32_splat(a2), sum2)
    sum3 = multiplyAdd(even, v128.load32_splat(a3), sum3)
    a += aStep
    a1 += aStep
    a2 += aStep
    a3 += aStep
    odd0 = multiplyAdd(odd, v128.load32_splat(a), odd0)
    odd1 = multiplyAdd(odd, v128.load32_splat(a1), odd1)
    odd2 = multiplyAdd(odd, v128.load32_splat(a2), odd2)
    odd3 = multiplyAdd(odd, v128.load32_splat(a3), odd3)
    a += aStep
    a1 += aStep
    a2 += aStep
    a3 += aStep
    b += 32
  }
  if (k) {
    const last = v128.load(b)
    sum0 = multiplyAdd(last, v128.load32_splat(a), sum0)
    sum1 = multiplyAdd(last, v128.load32_splat(a1), sum1)
    sum2 = multiplyAdd(last, v128.load32_splat(a2), sum2)
    sum3 = multiplyAdd(last, v128.load32_splat(a3), sum3)
  }
  v128.store(c, f32x4.add(sum0, odd0))
  v128.store(c1, f32x4.add(sum1, odd1))
  v128.store(c2, f32x4.add(sum2, odd2))
  v128.store(c3, f32x4.add(sum3, odd3))
}

/** A wide tile of which only the first rows and columns exist: computed on the side, what exists is copied over. */
export function wideEdgeTile(
  a: usize, aStep: usize, b: usize, bStep: usize, depth: i32, c: usize, cStep: usize, accumulate: i32, bias: usize, rows: i32, columns: i32,
): void {
  if (accumulate) copyTile(c, cStep, edgeTile, EDGE_STEP, rows, columns)
  wideTile(a, aStep, b, bStep, depth, edgeTile, EDGE_STEP, accumulate, bias)
  copyTile(edgeTile, EDGE_STEP, c, cStep, rows, columns)
}

/** The same of a narrow tile. */
export function narrowEdgeTile(
  a: usize, rowStep: usize, aStep: usize, b: usize, depth: i32, c: usize, cStep: usize, accumulate: i32, bias: usize, rows: i32, columns: i32,
): void {
  if (accumulate) copyTile(c, cStep, edgeTile, EDGE_STEP, rows, columns)
  narrowTile(a, rowStep, aStep, b, depth, edgeTile, EDGE_STEP, accumulate, bias)
  copyTile(edgeTile, EDGE_STEP, c, cStep, rows, columns)
}

function copyTile(from: usize, fromStep: usize, to: usize, toStep: usize, rows: i32, columns: i32): void {
  for (let row = 0; row < rows; row++) {
    storeLanes(to, loadLanes(from, columns), columns)
    if (columns > 4) storeLanes(to + 16, loadLanes(from + 16, columns - 4), columns - 4)
    from += fromStep
    to += toStep
  }
}
