// The innermost loops of a convolution: one pixel of four pictures, a panel of channels, held in registers while a window passes by. A window is so
// many `lines` of so many steps in `depth`; at each step `quads` has the four pictures' values side by side and `panel` the channels' weights.
// The sums start from what stands at `bias`.

import { loadLanes, multiplyAdd, storeLanes } from './lanes'

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

/**
 * One channel. There is no panel to share what is read of the pictures: they are read where they lie, `pictureStep` bytes apart, the first `rows` of four,
 * and four steps at a time are the lanes. One float each.
 */
export function oneChannel(
  source: usize, pictureStep: usize, sourceLine: usize, panel: usize, panelLine: usize, lines: i32, depth: i32, bias: usize, c: usize, cStep: usize, rows: i32,
): void {
  const second: usize = rows > 1 ? pictureStep : 0
  const third: usize = rows > 2 ? pictureStep << 1 : 0
  const fourth: usize = rows > 3 ? 3 * pictureStep : 0
  const rest = depth & 3
  let sum0 = f32x4.splat(0)
  let sum1 = sum0
  let sum2 = sum0
  let sum3 = sum0
  for (; lines > 0; lines--) {
    let a = source
    let b = panel
    for (let k = depth >> 2; k > 0; k--) {
      const weights = v128.load(b)
      sum0 = multiplyAdd(weights, v128.load(a), sum0)
      sum1 = multiplyAdd(weights, v128.load(a + second), sum1)
      sum2 = multiplyAdd(weights, v128.load(a + third), sum2)
      sum3 = multiplyAdd(weights, v128.load(a + fourth), sum3)
      a += 16
      b += 16
    }
    if (rest) {
      const weights = loadLanes(b, rest)
      sum0 = multiplyAdd(weights, loadLanes(a, rest), sum0)
      sum1 = multiplyAdd(weights, loadLanes(a + second, rest), sum1)
      sum2 = multiplyAdd(weights, loadLanes(a + third, rest), sum2)
      sum3 = multiplyAdd(weights, loadLanes(a + fourth, rest), sum3)
    }
    source += sourceLine
    panel += panelLine
  }
  // Each sum's lanes are added up, two pictures at a time.
  const sums01 = f32x4.add(v128.shuffle<f32>(sum0, sum1, 0, 4, 1, 5), v128.shuffle<f32>(sum0, sum1, 2, 6, 3, 7))
  const sums23 = f32x4.add(v128.shuffle<f32>(sum2, sum3, 0, 4, 1, 5), v128.shuffle<f32>(sum2, sum3, 2, 6, 3, 7))
  const sums = f32x4.add(v128.shuffle<f32>(sums01, sums23, 0, 1, 4, 5), v128.shuffle<f32>(sums01, sums23, 2, 3, 6, 7))
  const values = f32x4.add(sums, v128.load32_splat(bias))
  v128.store32_lane(c, values, 0)
  if (rows > 1) v128.store32_lane(c + cStep, values, 1)
  if (rows > 2) v128.store32_lane(c + 2 * cStep, values, 2)
  if (rows > 3) v128.store32_lane(c + 3 * cStep, values, 3)
}
