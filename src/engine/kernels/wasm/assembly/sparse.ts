// Skipping zeros. Four fifths of a digit's pixels are black, and a black pixel adds nothing to a product: where a left-hand block is mostly zeros,
// the steps at which all four rows of a quad are zero are left out of it. The sums are the same to the bit, as long as b is finite.

import { keptDepths, keptOffsets, OFFSETS_STEP, packedLeft } from './workspace'

/** Elements looked at to judge a block. */
const SAMPLES: i32 = 64
/** So many of them zero make it sparse: with half of them zero, as after a ReLU, quads are seldom zero throughout. */
const ZEROS_MIN: i32 = 40
/** Bytes of one step in a packed panel of b. */
const PANEL_STEP: i32 = 32

/** Is this block of the left-hand operand, as it lies in a, mostly zeros? Judged from a sample: a wrong guess costs time, nothing else. */
export function looksSparse(source: usize, step: usize, isTransposed: i32, rows: i32, depth: i32): bool {
  let zeros = 0
  for (let i = 0; i < SAMPLES; i++) {
    // Spread over rows and depth, so that no column or row of pictures decides.
    const row = <usize>(((i * 37) & (SAMPLES - 1)) * rows / SAMPLES)
    const k = <usize>(i * depth / SAMPLES)
    const value = load<f32>(isTransposed ? source + k * step + (row << 2) : source + row * step + (k << 2))
    if (value == 0) zeros++
  }
  return zeros >= ZEROS_MIN
}

/** Leaves out of each whole packed quad the steps that are zero in all four rows; notes how many are left, and where their line in a panel is. */
export function compactQuads(wholeRows: i32, depth: i32): void {
  let quad = packedLeft
  let offsets = keptOffsets
  let kept = keptDepths
  for (let row = 0; row < wholeRows; row += 4) {
    let from = quad
    let to = quad
    let offset = offsets
    for (let line = 0; line < depth * PANEL_STEP; line += PANEL_STEP) {
      const values = v128.load(from)
      v128.store(to, values)
      store<i32>(offset, line)
      // No branch: which steps are zero can't be foretold. The sign bit is shifted out, so that -0 counts as zero.
      const keeps = <usize>(v128.any_true(i32x4.shl(values, 1)) ? 1 : 0)
      to += keeps << 4
      offset += keeps << 2
      from += 16
    }
    store<i32>(kept, <i32>((to - quad) >> 4))
    quad += <usize>depth << 4
    offsets += OFFSETS_STEP
    kept += 4
  }
}
