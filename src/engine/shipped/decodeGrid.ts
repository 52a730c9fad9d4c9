// The faint grid behind the map, decoded on the page: what the worker makes of it for its runs (workers/frameServer.ts), row by row, so
// that whoever calls can let the page breathe between rows.

import type { MapProjection } from '../analysis/latentProjection.ts'
import { decodeWith, type NetworkWeights } from '../forward.ts'

export interface GridPlace {
  readonly x: readonly [number, number]
  readonly y: readonly [number, number]
  readonly columns: number
  readonly rows: number
}

const BYTE_MAX = 255

/** The pictures of one row of cells, counted from the top (largest y), each decoded from its cell's middle: [columns, inputs], a byte a pixel. */
export function decodeGridRow(network: NetworkWeights, { mean, axes }: MapProjection, { x, y, columns, rows }: GridPlace, row: number): Uint8Array {
  const pictures: Uint8ClampedArray[] = []
  const v = y[1] - ((row + 0.5) / rows) * (y[1] - y[0])
  for (let column = 0; column < columns; column++) {
    const place = [x[0] + ((column + 0.5) / columns) * (x[1] - x[0]), v]
    const code = mean.map((value, j) => axes.reduce((sum, axis, a) => sum + (place[a] as number) * (axis[j] as number), value))
    pictures.push(Uint8ClampedArray.from(decodeWith(network, code), (value) => value * BYTE_MAX))
  }
  const size = pictures[0]?.length ?? 0
  const all = new Uint8Array(columns * size)
  for (const [column, picture] of pictures.entries()) all.set(picture, column * size)
  return all
}
