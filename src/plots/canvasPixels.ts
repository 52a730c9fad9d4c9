const images = new WeakMap<CanvasImageData, ImageData>()

/** The contexts that give pixels. */
export type CanvasImageData = Pick<CanvasRenderingContext2D, 'createImageData'>

/** Pixels to write to and put on the context: always the same for a context and a size, and as they were left. */
export function pixelsFor(context: CanvasImageData, width: number, height: number): ImageData {
  const known = images.get(context)
  if (known?.width === width && known.height === height) return known
  const image = context.createImageData(width, height)
  images.set(context, image)
  return image
}

/** The same pixels, four bytes at a time: opacity, blue, green, red from the highest byte down, on every processor that browsers run on. */
export function wordsOf(data: Uint8ClampedArray): Uint32Array {
  return new Uint32Array(data.buffer, data.byteOffset, data.length / 4)
}
