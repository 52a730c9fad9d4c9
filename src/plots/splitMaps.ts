// From a spatial layer's values, [height, width, channels] row-major, to its maps.

export interface MapShape {
  readonly height: number
  readonly width: number
  readonly channels: number
}

/** One map a channel, [height, width] row by row. Throws RangeError for so many values as the shape doesn't hold. */
export function splitMaps(values: ArrayLike<number>, { height, width, channels }: MapShape): Float32Array[] {
  const pixels = height * width
  if (values.length !== pixels * channels) throw new RangeError(`expected ${height} x ${width} x ${channels} values, found ${values.length}`)
  return Array.from({ length: channels }, (_, channel) =>
    Float32Array.from({ length: pixels }, (_, pixel) => values[pixel * channels + channel] as number),
  )
}
