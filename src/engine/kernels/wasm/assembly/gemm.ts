// The matrix product, in blocks that fit the caches (Goto and van de Geijn 2008, "Anatomy of High-Performance Matrix Multiplication"): b is
// packed into panels of 8 columns (4 where at most 4 are left), a into quads of 4 rows, and a tile of 4 x 8 is summed in registers.

import { activateInPlace, LINEAR } from './activations'
import { loadLanes } from './lanes'
import { packLines, packNeighbours } from './packing'
import { compactQuads, looksSparse } from './sparse'
import { narrowEdgeTile, narrowTile, sparseTile, wideEdgeTile, wideTile } from './tiles'
import { COLUMN_BLOCK, DEPTH_BLOCK, edgeBias, keptDepths, keptOffsets, OFFSETS_STEP, packedLeft, packedRight, ROW_BLOCK } from './workspace'

/** So few rows read a panel of b so seldom that packing it costs more than it saves. */
const FEW_ROWS: i32 = 32

/**
 * c [m, n] = activation(op(a) op(b) + bias). a is [m, k] or, transposed, [k, m]; b is [k, n] or [n, k]; bias [n], or 0 for none.
 * accumulate: what c holds is added before the activation. c is neither a, b nor bias.
 */
export function gemm(
  a: usize, b: usize, c: usize, m: i32, n: i32, k: i32, transposeA: i32, transposeB: i32, bias: usize, activation: i32, accumulate: i32,
): void {
  const packsRight = transposeB != 0 || m > FEW_ROWS
  for (let column = 0; column < n; column += COLUMN_BLOCK) {
    const columns = min(COLUMN_BLOCK, n - column)
    const blockBias = bias ? bias + floats(column) : 0
    for (let at = 0; at < k; at += DEPTH_BLOCK) {
      const depth = min(DEPTH_BLOCK, k - at)
      const right = transposeB ? b + floats(column * k + at) : b + floats(at * n + column)
      packRight(right, transposeB ? floats(k) : floats(n), columns, depth, transposeB, packsRight)
      for (let row = 0; row < m; row += ROW_BLOCK) {
        const rows = min(ROW_BLOCK, m - row)
        const left = transposeA ? a + floats(at * m + row) : a + floats(row * k + at)
        const block = c + floats(row * n + column)
        multiplyBlock(
          left, transposeA ? floats(m) : floats(k), transposeA, packsRight ? 0 : right, block, floats(n), rows, columns, depth,
          accumulate != 0 || at > 0 ? 1 : 0, at == 0 ? blockBias : 0,
        )
        if (activation != LINEAR && at + depth == k) activateBlock(block, floats(n), rows, columns, activation)
      }
    }
  }
}

/** Bytes of so many floats. */
@inline
function floats(count: i32): usize {
  return <usize>count << 2
}

/** Panel after panel to packedRight; if not `all`, only the last one, where it is not whole. */
function packRight(source: usize, step: usize, columns: i32, depth: i32, isTransposed: i32, all: bool): void {
  let out = packedRight
  for (let column = all ? 0 : columns & ~7; column < columns; column += 8) {
    const count = min(8, columns - column)
    if (!isTransposed) packNeighbours(source + floats(column), step, count, depth, out)
    else if (count <= 4) packLines(source + <usize>column * step, step, count, depth, out, 16)
    else {
      packLines(source + <usize>column * step, step, 4, depth, out, 32)
      packLines(source + <usize>(column + 4) * step, step, count - 4, depth, out + 16, 32)
    }
    out += floats(8 * depth)
  }
}

/**
 * c [rows, columns], a block of the result. `left` is the left-hand block as it lies in a, `unpackedRight` the right-hand one as it lies in b
 * (whole panels only), or 0 if all of it is in packedRight.
 */
function multiplyBlock(
  left: usize, leftStep: usize, isTransposed: i32, unpackedRight: usize, c: usize, cStep: usize, rows: i32, columns: i32, depth: i32,
  accumulate: i32, bias: usize,
): void {
  const wholeRows = rows & ~3
  // One that is not transposed and meets a single narrow panel is read too seldom to be packed.
  const isSparse = unpackedRight == 0 && canSkipZeros(columns) && looksSparse(left, leftStep, isTransposed, rows, depth)
  const isPacked = isSparse || (isTransposed ? paysToPackTransposed(leftStep, columns) : columns > 4)
  const packedRows = isPacked ? rows : rows - wholeRows
  packLeft(left, leftStep, isTransposed, rows - packedRows, rows, depth)
  if (isSparse) compactQuads(wholeRows, depth)
  const quads = isPacked ? packedLeft : left
  const rowStep = isPacked || isTransposed ? <usize>4 : leftStep
  const quadStep = isPacked ? floats(4 * depth) : isTransposed ? <usize>16 : 4 * leftStep
  const aStep = isPacked ? <usize>16 : isTransposed ? leftStep : <usize>4
  const edgeQuad = isPacked ? packedLeft + floats(wholeRows * depth) : packedLeft

  let panel = unpackedRight ? unpackedRight : packedRight
  for (let column = 0; column < columns; column += 8) {
    const width = min(8, columns - column)
    const isWhole = width == 8
    if (unpackedRight && !isWhole) panel = packedRight
    const panelStep = unpackedRight && isWhole ? cStep : <usize>32
    const panelBias = bias ? wholeBias(bias + floats(column), width) : 0
    const tile = c + floats(column)
    let quad = quads
    let at = tile
    if (width <= 4) {
      for (let row = 0; row < wholeRows; row += 4) {
        if (width == 4) narrowTile(quad, rowStep, aStep, panel, depth, at, cStep, accumulate, panelBias)
        else narrowEdgeTile(quad, rowStep, aStep, panel, depth, at, cStep, accumulate, panelBias, 4, width)
        quad += quadStep
        at += 4 * cStep
      }
      if (wholeRows < rows) narrowEdgeTile(edgeQuad, 4, 16, panel, depth, at, cStep, accumulate, panelBias, rows - wholeRows, width)
    } else {
      for (let row = 0; row < wholeRows; row += 4) {
        if (isSparse) {
          const place = <usize>(row >> 2)
          const kept = load<i32>(keptDepths + (place << 2))
          sparseTile(quad, keptOffsets + place * OFFSETS_STEP, kept, panel, at, cStep, accumulate, panelBias)
        } else if (isWhole) wideTile(quad, aStep, panel, panelStep, depth, at, cStep, accumulate, panelBias)
        else wideEdgeTile(quad, aStep, panel, panelStep, depth, at, cStep, accumulate, panelBias, 4, width)
        quad += quadStep
        at += 4 * cStep
      }
      if (wholeRows < rows) {
        wideEdgeTile(edgeQuad, 16, panel, panelStep, depth, at, cStep, accumulate, panelBias, rows - wholeRows, width)
      }
    }
    panel += unpackedRight ? <usize>32 : floats(8 * depth)
  }
}

/**
 * A transposed block has four rows side by side as it is. Packed it is still the faster one where many panels read it, or where its lines are a
 * multiple of 4 KiB apart and so compete for the same few places in the first-level cache (measured: 29 and 45 GFLOP/s).
 */
@inline
function paysToPackTransposed(step: usize, columns: i32): boolean {
  return columns > 64 || (columns > 16 && (step & 4095) == 0)
}

/** Whole panels only, and as many as pay for looking for zeros. */
@inline
function canSkipZeros(columns: i32): bool {
  return columns >= 16 && (columns & 7) == 0
}

/** Rows from..to of the left-hand block to packedLeft, quad after quad. */
function packLeft(source: usize, step: usize, isTransposed: i32, from: i32, to: i32, depth: i32): void {
  let out = packedLeft
  for (let row = from; row < to; row += 4) {
    const count = min(4, to - row)
    if (isTransposed) packNeighbours(source + floats(row), step, count, depth, out)
    else packLines(source + <usize>row * step, step, count, depth, out, 16)
    out += floats(4 * depth)
  }
}

/** The bias of a panel, with room behind it where the panel hangs over the edge. */
function wholeBias(bias: usize, width: i32): usize {
  if (width == 8) return bias
  v128.store(edgeBias, loadLanes(bias, width))
  if (width > 4) v128.store(edgeBias, loadLanes(bias + 16, width - 4), 16)
  return edgeBias
}

function activateBlock(c: usize, cStep: usize, rows: i32, columns: i32, activation: i32): void {
  for (let row = 0; row < rows; row++) {
    activateInPlace(c, columns, activation)
    c += cStep
  }
}
