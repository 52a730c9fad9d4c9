// Packing: a block of an operand is laid out in the order in which the tiles read it, four or eight neighbours for each step along the
// product's depth. The same two patterns serve both operands: where the neighbours lie side by side already they are copied, else transposed.

import { loadLanes } from './lanes'

/** [depth][count] floats, rows `depthStep` bytes apart, to [depth][4], or [depth][8] if count > 4. Missing neighbours become 0. */
export function packNeighbours(source: usize, depthStep: usize, count: i32, depth: i32, out: usize): void {
  if (count == 8) {
    for (let k = 0; k < depth; k++) {
      v128.store(out, v128.load(source))
      v128.store(out, v128.load(source, 16), 16)
      source += depthStep
      out += 32
    }
  } else if (count > 4) {
    for (let k = 0; k < depth; k++) {
      v128.store(out, v128.load(source))
      v128.store(out, loadLanes(source + 16, count - 4), 16)
      source += depthStep
      out += 32
    }
  } else {
    for (let k = 0; k < depth; k++) {
      v128.store(out, loadLanes(source, count))
      source += depthStep
      out += 16
    }
  }
}

/**
 * 1 to 4 lines of `depth` floats, `lineStep` bytes apart, to [depth][4], the groups of four `outStep` bytes apart. In place of missing lines
 * the last is repeated: what is computed from it is not stored.
 */
export function packLines(source: usize, lineStep: usize, lines: i32, depth: i32, out: usize, outStep: usize): void {
  let line0 = source
  let line1 = lines > 1 ? line0 + lineStep : line0
  let line2 = lines > 2 ? line1 + lineStep : line1
  let line3 = lines > 3 ? line2 + lineStep : line2
  let k = depth
  for (; k >= 4; k -= 4) {
    const r0 = v128.load(line0)
    const r1 = v128.load(line1)
    const r2 = v128.load(line2)
    const r3 = v128.load(line3)
    const r01low = v128.shuffle<f32>(r0, r1, 0, 4, 1, 5)
    const r01high = v128.shuffle<f32>(r0, r1, 2, 6, 3, 7)
    const r23low = v128.shuffle<f32>(r2, r3, 0, 4, 1, 5)
    const r23high = v128.shuffle<f32>(r2, r3, 2, 6, 3, 7)
    v128.store(out, v128.shuffle<f32>(r01low, r23low, 0, 1, 4, 5))
    v128.store(out + outStep, v128.shuffle<f32>(r01low, r23low, 2, 3, 6, 7))
    out += 2 * outStep
    v128.store(out, v128.shuffle<f32>(r01high, r23high, 0, 1, 4, 5))
    v128.store(out + outStep, v128.shuffle<f32>(r01high, r23high, 2, 3, 6, 7))
    out += 2 * outStep
    line0 += 16
    line1 += 16
    line2 += 16
    line3 += 16
  }
  for (; k > 0; k--) {
    store<f32>(out, load<f32>(line0))
    store<f32>(out, load<f32>(line1), 4)
    store<f32>(out, load<f32>(line2), 8)
    store<f32>(out, load<f32>(line3), 12)
    out += outStep
    line0 += 4
    line1 += 4
    line2 += 4
    line3 += 4
  }
}
