// Square pictures at any size: each source pixel stays a crisp square, and where the size is no whole multiple of the picture's,
// a target pixel on an edge takes its share of both neighbours. So no row of a digit comes out twice as thick as the next.

export interface PixelTarget {
  /** Size in device pixels. */
  readonly width: number
  readonly height: number
  /** Upper left corner in device pixels; 0 by default. */
  readonly x?: number
  readonly y?: number
}

/** Which source pixel a target pixel begins in, and how much of it lies in the next one. */
interface Taps {
  readonly from: Uint16Array
  readonly share: Float32Array
}

const tapsBySize = new Map<string, Taps>()

/**
 * Fills a rectangle of the canvas with a square picture. `shade(value, out, at)` writes one value's red, green and blue (0 to 255).
 * Values are row by row; the picture's side is the root of their number.
 */
export function drawPixels(
  context: CanvasRenderingContext2D,
  pixels: ArrayLike<number>,
  target: PixelTarget,
  shade: (value: number, out: Uint8ClampedArray, at: number) => void,
): void {
  const { width, height, x = 0, y = 0 } = target
  const side = Math.round(Math.sqrt(pixels.length))
  const image = context.createImageData(width, height)
  const columns = tapsFor(side, width)
  const rows = tapsFor(side, height)
  let at = 0
  for (let row = 0; row < height; row++) {
    const top = (rows.from[row] as number) * side
    const bottom = Math.min(side - 1, (rows.from[row] as number) + 1) * side
    const down = rows.share[row] as number
    for (let column = 0; column < width; column++, at += 4) {
      const left = columns.from[column] as number
      const right = Math.min(side - 1, left + 1)
      const across = columns.share[column] as number
      const above = (pixels[top + left] as number) * (1 - across) + (pixels[top + right] as number) * across
      const below = (pixels[bottom + left] as number) * (1 - across) + (pixels[bottom + right] as number) * across
      shade(above * (1 - down) + below * down, image.data, at)
      image.data[at + 3] = 255
    }
  }
  context.putImageData(image, x, y)
}

function tapsFor(side: number, size: number): Taps {
  const key = `${side}/${size}`
  const known = tapsBySize.get(key)
  if (known) return known
  const taps = { from: new Uint16Array(size), share: new Float32Array(size) }
  const step = side / size
  for (let i = 0; i < size; i++) {
    const begin = i * step
    const from = Math.min(side - 1, Math.floor(begin + 1e-6))
    taps.from[i] = from
    taps.share[i] = Math.min(1, Math.max(0, begin + step - (from + 1)) / step)
  }
  tapsBySize.set(key, taps)
  return taps
}
