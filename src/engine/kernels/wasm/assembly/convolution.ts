// A convolution, or its transpose, without columns (im2col): four pictures are interleaved, so that the values that one product needs
// of them lie side by side, and each pixel of the target is summed over its window in one go, padding left out. Nothing is computed but what counts, and
// each number is written once.

import { activateInPlace } from './activations'
import { loadLanes, storeLanes } from './lanes'
import { packPanels, packTransposedPanels, panelBytes, stepBytes } from './kernelPanels'
import { packLines } from './packing'
import { fillTapOrder, fillTransposedWindows, fillWindows, paddingBefore, WINDOW_BYTES } from './windows'
import { eightChannels, fourChannels, oneChannel } from './windowTiles'
import { edgeTile } from './workspace'

const PICTURES: i32 = 4
const EDGE_STEP: usize = 32

/**
 * target [batch, targetHeight, targetWidth, targetChannels] = activation(the source convolved with the kernel + bias), padding 'same'; kernel
 * [size, size, sourceChannels, targetChannels], bias [targetChannels] or 0 for none. isTransposed: the gradient, by its input, of the convolution that
 * leads from the target's sides to the source's; kernel [size, size, targetChannels, sourceChannels].
 * Working memory: windows, int32 [3 (targetHeight + targetWidth) + size]; panels, 8 floats and size size sourceChannels 8 for each 8 targetChannels
 * begun; quads, floats [sourceHeight sourceWidth sourceChannels 4].
 */
export function convolve(
  source: usize, kernel: usize, bias: usize, target: usize, windows: usize, panels: usize, quads: usize, batch: i32,
  sourceHeight: i32, sourceWidth: i32, sourceChannels: i32, targetHeight: i32, targetWidth: i32, targetChannels: i32,
  size: i32, stride: i32, isTransposed: i32, activation: i32,
): void {
  const across = windows + <usize>targetHeight * WINDOW_BYTES
  if (isTransposed) {
    const top = paddingBefore(targetHeight, sourceHeight, size, stride)
    const left = paddingBefore(targetWidth, sourceWidth, size, stride)
    fillTransposedWindows(windows, targetHeight, sourceHeight, size, stride, top)
    fillTransposedWindows(across, targetWidth, sourceWidth, size, stride, left)
    const tapOrder = across + <usize>targetWidth * WINDOW_BYTES
    fillTapOrder(tapOrder, size, stride)
    packTransposedPanels(kernel, bias, panels, tapOrder, size, sourceChannels, targetChannels)
  } else {
    const top = paddingBefore(sourceHeight, targetHeight, size, stride)
    const left = paddingBefore(sourceWidth, targetWidth, size, stride)
    fillWindows(windows, targetHeight, sourceHeight, size, stride, top)
    fillWindows(across, targetWidth, sourceWidth, size, stride, left)
    packPanels(kernel, bias, panels, size * size, sourceChannels, targetChannels)
  }
  const sourceSize = sourceHeight * sourceWidth * sourceChannels
  const targetSize = targetHeight * targetWidth * targetChannels
  for (let picture = 0; picture < batch; picture += PICTURES) {
    const pictures = min(PICTURES, batch - picture)
    // A single channel of the target is summed from the pictures as they lie.
    if (targetChannels > 1) packLines(source, <usize>sourceSize << 2, pictures, sourceSize, quads, 16)
    for (let y = 0; y < targetHeight; y++) {
      const line = target + (<usize>(y * targetWidth * targetChannels) << 2)
      convolveLine(
        windows + <usize>y * WINDOW_BYTES, across, panels, source, <usize>sourceSize << 2, quads, line, <usize>targetSize << 2, pictures,
        sourceWidth, sourceChannels, targetWidth, targetChannels, size,
      )
    }
    activateInPlace(target, pictures * targetSize, activation)
    source += <usize>(PICTURES * sourceSize) << 2
    target += <usize>(PICTURES * targetSize) << 2
  }
}

/** One line of up to four pictures, which lie `step` bytes apart in the target and `sourceStep` in the source. */
function convolveLine(
  down: usize, across: usize, panels: usize, source: usize, sourceStep: usize, quads: usize, target: usize, step: usize, pictures: i32,
  sourceWidth: i32, sourceChannels: i32, targetWidth: i32, targetChannels: i32, size: i32,
): void {
  const firstLine = load<i32>(down)
  const firstTapLine = load<i32>(down, 4)
  const lines = load<i32>(down, 8)
  const pixelBytes = <usize>sourceChannels << 4
  const quadsLine = <usize>sourceWidth * pixelBytes
  const quadsStart = quads + <usize>firstLine * quadsLine
  for (let column = 0; column < targetChannels; column += 8) {
    const columns = min(8, targetChannels - column)
    const tapBytes = <usize>sourceChannels * stepBytes(columns)
    const panelLine = <usize>size * tapBytes
    const panelStart = panels + 32 + <usize>firstTapLine * panelLine
    const isWhole = columns == 8 && pictures == PICTURES
    let c = target + (<usize>column << 2)
    let window = across
    for (let x = 0; x < targetWidth; x++) {
      const a = quadsStart + <usize>load<i32>(window) * pixelBytes
      const b = panelStart + <usize>load<i32>(window, 4) * tapBytes
      const depth = load<i32>(window, 8) * sourceChannels
      if (isWhole) eightChannels(a, quadsLine, b, panelLine, lines, depth, panels, c, step)
      else if (columns == 1) {
        // Of each picture alone a quarter of what four of them take.
        oneChannel(source + ((a - quads) >> 2), sourceStep, quadsLine >> 2, b, panelLine, lines, depth, panels, c, step, pictures)
      } else if (columns <= 4) fourChannels(a, quadsLine, b, panelLine, lines, depth, panels, c, step, pictures, columns)
      else {
        eightChannels(a, quadsLine, b, panelLine, lines, depth, panels, edgeTile, EDGE_STEP)
        copyEdge(c, step, pictures, columns)
      }
      window += WINDOW_BYTES
      c += <usize>targetChannels << 2
    }
    panels += panelBytes(size * size * sourceChannels, columns)
  }
}

/** Of edgeTile so many rows and columns, more than four, to where they belong. */
function copyEdge(c: usize, step: usize, rows: i32, columns: i32): void {
  let from = edgeTile
  for (let row = 0; row < rows; row++) {
    v128.store(c, v128.load(from))
    storeLanes(c + 16, loadLanes(from + 16, columns - 4), columns - 4)
    from += EDGE_STEP
    c += step
  }
}
