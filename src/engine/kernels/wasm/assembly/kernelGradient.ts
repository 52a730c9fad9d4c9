// The gradient of a convolution by its kernel: for each tap the product of the image's channels, seen through that tap, with the map's gradient, summed
// over the map's pixels. The operands are read where they lie: a pixel's channels are side by side already.

import { multiplyAdd } from './lanes'
import { padChannels, spreadPicture } from './stagedPictures'
import { paddingBefore } from './windows'

/** As the operands lie, up to whole groups of channels. */
const DIRECT: i32 = 0
/** The image with its padding: what a line of taps sees of it lies side by side, like so many channels. For images of few channels. */
const IMAGE_LINES: i32 = 1
/** The map with its pixels `stride` apart: what a line of taps, the last one first, leads to from a pixel of the image lies side by side. For maps of few. */
const MAP_LINES: i32 = 2

/**
 * dKernel [size, size, channels, filters] of the convolution that leads from image [batch, height, width, channels] to a map whose gradient is
 * dMap [batch, mapHeight, mapWidth, filters]. Working memory, or 0 where nothing has to be laid out anew: stagedImage and stagedMap, one picture each,
 * with room for 3 floats more, which are read but of no account, where lines of taps are; sums, [taps or lines of taps, rows, columns], what the products
 * add up to before it is put in order. rows is a multiple of 4, columns of 8.
 */
export function convolutionKernelGradient(
  image: usize, dMap: usize, dKernel: usize, stagedImage: usize, stagedMap: usize, sums: usize, batch: i32,
  height: i32, width: i32, channels: i32, mapHeight: i32, mapWidth: i32, filters: i32,
  size: i32, stride: i32, layout: i32, rows: i32, columns: i32,
): void {
  const top = paddingBefore(height, mapHeight, size, stride)
  const left = paddingBefore(width, mapWidth, size, stride)
  const target = sums ? sums : dKernel
  const taps = layout == DIRECT ? size * size : size
  memory.fill(target, 0, <usize>(taps * rows * columns) << 2)
  for (let picture = 0; picture < batch; picture++) {
    if (layout == DIRECT) {
      const a = rows == channels ? image : stagedImage
      const b = columns == filters ? dMap : stagedMap
      if (a != image) padChannels(image, height * width, channels, rows, a)
      if (b != dMap) padChannels(dMap, mapHeight * mapWidth, filters, columns, b)
      addTaps(a, b, target, height, width, rows, mapHeight, mapWidth, columns, size, stride, top, left)
    } else if (layout == IMAGE_LINES) {
      const paddedHeight = max(height, (mapHeight - 1) * stride + size)
      const paddedWidth = max(width, (mapWidth - 1) * stride + size)
      const b = columns == filters ? dMap : stagedMap
      spreadPicture(image, height, width, channels, top, left, 1, paddedHeight, paddedWidth, stagedImage)
      if (b != dMap) padChannels(dMap, mapHeight * mapWidth, filters, columns, b)
      addLines(stagedImage, paddedWidth, channels, stride, b, mapHeight, mapWidth, target, rows, columns, size)
    } else {
      const b = columns == channels ? image : stagedImage
      spreadPicture(dMap, mapHeight, mapWidth, filters, size - 1 - top, size - 1 - left, stride, height + size - 1, width + size - 1, stagedMap)
      if (b != image) padChannels(image, height * width, channels, columns, b)
      addLines(stagedMap, width + size - 1, filters, 1, b, height, width, target, rows, columns, size)
    }
    image += <usize>(height * width * channels) << 2
    dMap += <usize>(mapHeight * mapWidth * filters) << 2
  }
  if (layout == MAP_LINES) unpackReversed(sums, dKernel, size, channels, filters, rows, columns)
  else if (sums) unpackRows(sums, dKernel, taps, layout == IMAGE_LINES ? size * channels : channels, rows, filters, columns)
}

/** The products of what each line of taps sees of `seen`, pixels `stride` apart, with the pixels of `other`, over all of those. */
function addLines(
  seen: usize, seenWidth: i32, seenChannels: i32, stride: i32, other: usize, otherHeight: i32, otherWidth: i32, sums: usize, rows: i32, columns: i32, size: i32,
): void {
  const pixel = <usize>seenChannels << 2
  const line = <usize>seenWidth * pixel
  const otherLine = <usize>(otherWidth * columns) << 2
  for (let tapY = 0; tapY < size; tapY++) {
    addProducts(seen, <usize>stride * pixel, <usize>stride * line, other, otherLine, otherHeight, otherWidth, sums, rows, columns)
    seen += line
    sums += <usize>(rows * columns) << 2
  }
}

/** Every tap's products, over the pixels of the map whose windows have an image's pixel there. */
function addTaps(
  image: usize, map: usize, sums: usize, height: i32, width: i32, channels: i32, mapHeight: i32, mapWidth: i32, filters: i32,
  size: i32, stride: i32, top: i32, left: i32,
): void {
  const pixel = <usize>channels << 2
  const mapPixel = <usize>filters << 2
  for (let tapY = 0; tapY < size; tapY++) {
    const firstY = firstSeeing(tapY, top, stride)
    const lines = pastSeeing(tapY, top, stride, height, mapHeight) - firstY
    for (let tapX = 0; tapX < size; tapX++) {
      const firstX = firstSeeing(tapX, left, stride)
      const depth = pastSeeing(tapX, left, stride, width, mapWidth) - firstX
      if (lines > 0 && depth > 0) {
        const a = image + <usize>((firstY * stride + tapY - top) * width + firstX * stride + tapX - left) * pixel
        const b = map + <usize>(firstY * mapWidth + firstX) * mapPixel
        addProducts(a, <usize>stride * pixel, <usize>(stride * width) * pixel, b, <usize>mapWidth * mapPixel, lines, depth, sums, channels, filters)
      }
      sums += <usize>(channels * filters) << 2
    }
  }
}

/** The first pixel of the map along a side whose window has a pixel of the image at this tap. */
@inline
function firstSeeing(tap: i32, before: i32, stride: i32): i32 {
  return max(0, before - tap + stride - 1) / stride
}

/** The first one behind those. */
@inline
function pastSeeing(tap: i32, before: i32, stride: i32, side: i32, mapSide: i32): i32 {
  const last = side - 1 + before - tap
  return last < 0 ? 0 : min(mapSide, last / stride + 1)
}

/** sums [rows, columns] += the products of a's rows with b's columns over so many lines of so many pixels; aStep from pixel to pixel, *Line from line to line. */
function addProducts(
  a: usize, aStep: usize, aLine: usize, b: usize, bLine: usize, lines: i32, depth: i32, sums: usize, rows: i32, columns: i32,
): void {
  const step = <usize>columns << 2
  for (let row = 0; row < rows; row += 4) {
    for (let at: usize = 0; at < step; at += 32) addTile(a, aStep, aLine, b + at, step, bLine, lines, depth, sums + at, step)
    a += 16
    sums += 4 * step
  }
}

/** 4 rows, 8 columns. */
function addTile(
  a: usize, aStep: usize, aLine: usize, b: usize, bStep: usize, bLine: usize, lines: i32, depth: i32, c: usize, cStep: usize,
): void {
  const c1 = c + cStep
  const c2 = c1 + cStep
  const c3 = c2 + cStep
  let sum00 = v128.load(c)
  let sum01 = v128.load(c, 16)
  let sum10 = v128.load(c1)
  let sum11 = v128.load(c1, 16)
  let sum20 = v128.load(c2)
  let sum21 = v128.load(c2, 16)
  let sum30 = v128.load(c3)
  let sum31 = v128.load(c3, 16)
  for (; lines > 0; lines--) {
    let quad = a
    let panel = b
    for (let k = depth; k > 0; k--) {
      const b0 = v128.load(panel)
      const b1 = v128.load(panel, 16)
      let row = v128.load32_splat(quad)
      sum00 = multiplyAdd(b0, row, sum00)
      sum01 = multiplyAdd(b1, row, sum01)
      row = v128.load32_splat(quad, 4)
      sum10 = multiplyAdd(b0, row, sum10)
      sum11 = multiplyAdd(b1, row, sum11)
      row = v128.load32_splat(quad, 8)
      sum20 = multiplyAdd(b0, row, sum20)
      sum21 = multiplyAdd(b1, row, sum21)
      row = v128.load32_splat(quad, 12)
      sum30 = multiplyAdd(b0, row, sum30)
      sum31 = multiplyAdd(b1, row, sum31)
      quad += aStep
      panel += bStep
    }
    a += aLine
    b += bLine
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

/** [taps, rows, columns] to [taps, keptRows, keptColumns]. */
function unpackRows(from: usize, to: usize, taps: i32, keptRows: i32, rows: i32, keptColumns: i32, columns: i32): void {
  const bytes = <usize>keptColumns << 2
  for (let tap = 0; tap < taps; tap++) {
    for (let row = 0; row < keptRows; row++) {
      memory.copy(to, from + (<usize>(row * columns) << 2), bytes)
      to += bytes
    }
    from += <usize>(rows * columns) << 2
  }
}

/** [lines of taps, taps filters, channels], the last tap of each line first and the last line too, to [lines, taps, channels, filters]. */
function unpackReversed(from: usize, to: usize, size: i32, channels: i32, filters: i32, rows: i32, columns: i32): void {
  for (let tapY = size - 1; tapY >= 0; tapY--) {
    for (let tapX = size - 1; tapX >= 0; tapX--) {
      for (let channel = 0; channel < channels; channel++) {
        for (let filter = 0; filter < filters; filter++) {
          store<f32>(to, load<f32>(from + (<usize>((tapY * rows + tapX * filters + filter) * columns + channel) << 2)))
          to += 4
        }
      }
    }
  }
}
