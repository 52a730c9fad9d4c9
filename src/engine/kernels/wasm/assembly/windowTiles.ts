// The innermost loops of a convolution: one pixel of four pictures, a panel of channels, held in registers while a window passes by. A window is so
// many `lines` of so many steps in `depth`; at each step `quads` has the four pictures' values side by side and `panel` the channels' weights.
// The sums start from what stands at `bias`.

import { multiplyAdd, storeLanes } from './lanes'

/** Eight channels: 4 rows of 8, `cStep` bytes apart. */
export function eightChannels(
  quads: usize, quadsLine: usize, panel: usize, panelLine: usize, lines: i32, depth: i32, bias: usize, c: usize, cStep: usize,
): void {
  let sum00 = v128.load(bias)
  let sum01 = v128.load(bias, 16)
  let sum10 = sum00
  let sum11 = sum01
  let sum20 = sum00
  let sum21 = sum01
  let sum30 = sum00
  let sum31 = sum01
  for (; lines > 0; lines--) {
    let a = quads
    let b = panel
    for (let k = depth; k > 0; k--) {
      const b0 = v128.load(b)
      const b1 = v128.load(b, 16)
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
      a += 16
      b += 32
    }
    quads += quadsLine
    panel += panelLine
  }
  v128.store(c, sum00)
  v128.store(c, sum01, 16)
  c += cStep
  v128.store(c, sum10)
  v128.store(c, sum11, 16)
  c += cStep
  v128.store(c, sum20)
  v128.store(c, sum21, 16)
  c += cStep
  v128.store(c, sum30)
  v128.store(c, sum31, 16)
}

/** Two to four channels, whose weights take the room of four: rows of `columns` floats, the first `rows` of four. */
export function fourChannels(
  quads: usize, quadsLine: usize, panel: usize, panelLine: usize, lines: i32, depth: i32, bias: usize, c: usize, cStep: usize, rows: i32, columns: i32,
): void {
  let sum0 = v128.load(bias)
  let sum1 = sum0
  let sum2 = sum0
  let sum3 = sum0
  for (; lines > 0; lines--) {
    let a = quads
    let b = panel
    for (let k = depth; k > 0; k--) {
      const weights = v128.load(b)
      sum0 = multiplyAdd(weights, v128.load32_splat(a), sum0)
      sum1 = multiplyAdd(weights, v128.load32_splat(a, 4), sum1)
      sum2 = multiplyAdd(weights, v128.load32_splat(a, 8), sum2)
      sum3 = multiplyAdd(weights, v128.load32_splat(a, 12), sum3)
      a += 16
      b += 16
    }
    quads += quadsLine
    panel += panelLine
  }
  storeLanes(c, sum0, columns)
  if (rows > 1) storeLanes(c + cStep, sum1, columns)
  if (rows > 2) storeLanes(c + 2 * cStep, sum2, columns)
  if (rows > 3) storeLanes(c + 3 * cStep, sum3, columns)
}

/** One channel: the four pictures are the lanes. Four sums take turns, so that none waits for itself. One float in each of the first `rows` of four. */
export function oneChannel(
  quads: usize, quadsLine: usize, panel: usize, panelLine: usize, lines: i32, depth: i32, bias: usize, c: usize, cStep: usize, rows: i32,
): void {
  let sum0 = v128.load32_splat(bias)
  let sum1 = f32x4.splat(0)
  let sum2 = f32x4.splat(0)
  let sum3 = f32x4.splat(0)
  for (; lines > 0; lines--) {
    let a = quads
    let b = panel
    let k = depth
    for (; k >= 4; k -= 4) {
      sum0 = multiplyAdd(v128.load(a), v128.load32_splat(b), sum0)
      sum1 = multiplyAdd(v128.load(a, 16), v128.load32_splat(b, 4), sum1)
      sum2 = multiplyAdd(v128.load(a, 32), v128.load32_splat(b, 8), sum2)
      sum3 = multiplyAdd(v128.load(a, 48), v128.load32_splat(b, 12), sum3)
      a += 64
      b += 16
    }
    for (; k > 0; k--) {
      sum0 = multiplyAdd(v128.load(a), v128.load32_splat(b), sum0)
      a += 16
      b += 4
    }
    quads += quadsLine
    panel += panelLine
  }
  const sum = f32x4.add(f32x4.add(sum0, sum1), f32x4.add(sum2, sum3))
  v128.store32_lane(c, sum, 0)
  if (rows > 1) v128.store32_lane(c + cStep, sum, 1)
  if (rows > 2) v128.store32_lane(c + 2 * cStep, sum, 2)
  if (rows > 3) v128.store32_lane(c + 3 * cStep, sum, 3)
}
