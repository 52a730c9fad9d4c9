// A convolution's kernel, laid out as the tiles read it: panel after panel of eight channels of the target, each its eight biases (0 without one), then
// its weights, [taps][channels of the source][8]. A last panel of at most four channels keeps four each, one of a single channel one.

import { loadLanes } from './lanes'
import { packLines, packNeighbours } from './packing'

/** Floats of biases that each panel begins with. */
const BIASES: i32 = 8

/** Bytes of one panel with this many weights for each of its channels. */
@inline
export function panelBytes(depth: i32, columns: i32): usize {
  return (<usize>BIASES << 2) + <usize>depth * stepBytes(columns)
}

/** Bytes from one step's weights to the next one's, in a panel of so many channels. */
@inline
export function stepBytes(columns: i32): usize {
  return columns > 4 ? 32 : columns > 1 ? 16 : 4
}

/** Of kernel [taps, sources, targets]. bias [targets], or 0 for none. */
export function packPanels(kernel: usize, bias: usize, panels: usize, taps: i32, sources: i32, targets: i32): void {
  const depth = taps * sources
  for (let column = 0; column < targets; column += 8) {
    const columns = min(8, targets - column)
    const at = <usize>column << 2
    packBiases(bias ? bias + at : 0, panels, columns)
    const weights = panels + (<usize>BIASES << 2)
    if (columns > 1) packNeighbours(kernel + at, <usize>targets << 2, columns, depth, weights)
    else {
      for (let k = 0; k < depth; k++) store<f32>(weights + (<usize>k << 2), load<f32>(kernel + at + (<usize>(k * targets) << 2)))
    }
    panels += panelBytes(depth, columns)
  }
}

/** Of kernel [size, size, targets, sources], the taps along both sides in the order of `tapOrder`, int32 [size]. */
export function packTransposedPanels(kernel: usize, bias: usize, panels: usize, tapOrder: usize, size: i32, sources: i32, targets: i32): void {
  const line = <usize>sources << 2
  for (let column = 0; column < targets; column += 8) {
    const columns = min(8, targets - column)
    packBiases(bias ? bias + (<usize>column << 2) : 0, panels, columns)
    let weights = panels + (<usize>BIASES << 2)
    for (let y = 0; y < size; y++) {
      for (let x = 0; x < size; x++) {
        const tap = load<i32>(tapOrder + (<usize>y << 2)) * size + load<i32>(tapOrder + (<usize>x << 2))
        const from = kernel + <usize>(tap * targets + column) * line
        if (columns == 1) memory.copy(weights, from, line)
        else if (columns <= 4) packLines(from, line, columns, sources, weights, 16)
        else {
          packLines(from, line, 4, sources, weights, 32)
          packLines(from + 4 * line, line, columns - 4, sources, weights + 16, 32)
        }
        weights += <usize>sources * stepBytes(columns)
      }
    }
    panels += panelBytes(size * size * sources, columns)
  }
}

function packBiases(bias: usize, out: usize, columns: i32): void {
  v128.store(out, bias ? loadLanes(bias, min(4, columns)) : f32x4.splat(0))
  v128.store(out, bias && columns > 4 ? loadLanes(bias + 16, columns - 4) : f32x4.splat(0), 16)
}
