// What a decoder makes of its whole code, where that is one or two numbers: a curve or a sheet in the data's space. Beyond the codes that
// points were given it is only a guess, so what has been visited is told apart from what lies between.

import { decodeWith, type NetworkWeights } from '../forward.ts'

export interface DecodedCurve {
  readonly kind: 'curve'
  /** [n], evenly from the lowest code to the highest. */
  readonly codes: Float32Array
  /** [n, axes]. */
  readonly places: Float32Array
  /** [n - 1]: 1 where points come out on the stretch from one place to the next, or near to it along the curve. */
  readonly isVisited: Uint8Array
}

export interface DecodedSheet {
  readonly kind: 'sheet'
  /** Nodes in each direction. */
  readonly nodes: number
  readonly low: readonly [number, number]
  readonly high: readonly [number, number]
  /** [nodes * nodes, axes]: the first number of the code changes fastest. */
  readonly places: Float32Array
  /** [(nodes - 1)²]: 1 for the cells between the nodes that codes of points lie in, or all around. */
  readonly isVisited: Uint8Array
}

export type DecodedShape = DecodedCurve | DecodedSheet

const CURVE_PLACES = 513
/** Points that come out within so much of a stretch's middle, along the curve and in the data's units, make it a visited one … */
const VISITED_REACH = 0.06
/** … and where they are few, within so many times their mean distance. */
const VISITED_DISTANCES = 4
const SHEET_NODES = 25

/** The shape that the decoder makes of the stretch where these codes [n, units] lie. Null for another number of units, or where no code is finite. */
export function decodedShape(network: NetworkWeights, codes: Float32Array, units: number): DecodedShape | null {
  if (units === 1) return decodedCurve(network, codes)
  return units === 2 ? decodedSheet(network, codes) : null
}

function decodedCurve(network: NetworkWeights, codes: Float32Array): DecodedCurve | null {
  const span = spanOf(codes, 0, 1)
  if (!span) return null
  const { low, step } = stepsOf(span, CURVE_PLACES - 1)
  const along = Float32Array.from({ length: CURVE_PLACES }, (_, i) => low + i * step)
  const places = decodeAll(network, along, 1)
  return { kind: 'curve', codes: along, places, isVisited: visitedStretches(lengthsTo(places, CURVE_PLACES), codes, { low, step }) }
}

/** How far along the curve each of its places lies, [n]. */
function lengthsTo(places: Float32Array, count: number): Float64Array {
  const axes = places.length / count
  const lengths = new Float64Array(count)
  for (let i = 1; i < count; i++) {
    let square = 0
    for (let axis = 0; axis < axes; axis++) square += ((places[i * axes + axis] as number) - (places[(i - 1) * axes + axis] as number)) ** 2
    lengths[i] = (lengths[i - 1] as number) + Math.sqrt(square)
  }
  return lengths
}

/** Measured along the curve and not along the code: a decoder hurries through what it has no points for. */
function visitedStretches(lengths: Float64Array, codes: Float32Array, { low, step }: { low: number; step: number }): Uint8Array {
  const stretches = lengths.length - 1
  const lengthOf = (code: number) => {
    const place = step > 0 ? Math.min(stretches, Math.max(0, (code - low) / step)) : 0
    const before = Math.min(stretches - 1, Math.floor(place))
    const [from, to] = [lengths[before] as number, lengths[before + 1] as number]
    return from + (place - before) * (to - from)
  }
  const visits = Float64Array.from(codes.filter(Number.isFinite), lengthOf).sort()
  const reach = Math.max(VISITED_REACH, (VISITED_DISTANCES * (lengths[stretches] as number)) / visits.length)
  const visited = new Uint8Array(stretches)
  for (let i = 0, next = 0; i < stretches; i++) {
    const middle = ((lengths[i] as number) + (lengths[i + 1] as number)) / 2
    while (next < visits.length - 1 && (visits[next] as number) < middle) next++
    const nearest = Math.min(Math.abs((visits[next] as number) - middle), Math.abs((visits[Math.max(0, next - 1)] as number) - middle))
    visited[i] = nearest <= reach ? 1 : 0
  }
  return visited
}

function decodedSheet(network: NetworkWeights, codes: Float32Array): DecodedSheet | null {
  const [first, second] = [spanOf(codes, 0, 2), spanOf(codes, 1, 2)]
  if (!first || !second) return null
  const cells = SHEET_NODES - 1
  const [across, up] = [stepsOf(first, cells), stepsOf(second, cells)]
  const grid = new Float32Array(2 * SHEET_NODES ** 2)
  for (let node = 0; node < SHEET_NODES ** 2; node++) {
    grid[2 * node] = across.low + (node % SHEET_NODES) * across.step
    grid[2 * node + 1] = up.low + Math.floor(node / SHEET_NODES) * up.step
  }
  const visited = new Uint8Array(cells ** 2)
  for (let i = 0; i < codes.length; i += 2) {
    const [x, y] = [codes[i] as number, codes[i + 1] as number]
    if (Number.isFinite(x + y)) visited[cellOf(y, up.low, up.step, cells) * cells + cellOf(x, across.low, across.step, cells)] = 1
  }
  return {
    kind: 'sheet',
    nodes: SHEET_NODES,
    low: [across.low, up.low],
    high: [across.low + cells * across.step, up.low + cells * up.step],
    places: decodeAll(network, grid, 2),
    isVisited: closed(visited, cells),
  }
}

/** [n, units] -> [n, axes]. */
function decodeAll(network: NetworkWeights, codes: Float32Array, units: number): Float32Array {
  const rows = Array.from({ length: codes.length / units }, (_, i) => decodeWith(network, codes.subarray(i * units, (i + 1) * units)))
  const axes = rows[0]?.length ?? 0
  const all = new Float32Array(rows.length * axes)
  for (const [i, row] of rows.entries()) all.set(row, i * axes)
  return all
}

/** Lowest and highest of every `stride`th value; null where none is finite. */
function spanOf(values: Float32Array, offset: number, stride: number): readonly [number, number] | null {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (let i = offset; i < values.length; i += stride) {
    const value = values[i] as number
    if (!Number.isFinite(value)) continue
    if (value < low) low = value
    if (value > high) high = value
  }
  return low <= high ? [low, high] : null
}

/** Where all codes are the same (a dead unit) the shape is one place, and still has as many. */
function stepsOf([low, high]: readonly [number, number], steps: number): { readonly low: number; readonly step: number } {
  return { low, step: (high - low) / steps }
}

function cellOf(value: number, low: number, step: number, cells: number): number {
  return step > 0 ? Math.min(cells - 1, Math.max(0, Math.floor((value - low) / step))) : 0
}

/** A grid's marked cells with the gaps between them filled: grown by one cell, then shrunk by one (a morphological closing; beyond the edge all count as marked). */
function closed(cells: Uint8Array, side: number): Uint8Array {
  const grown = neighbourhoods(cells, side, (near) => near.includes(1))
  return neighbourhoods(grown, side, (near) => !near.includes(0))
}

/** 1 for each cell whose own and neighbouring values pass the test. */
function neighbourhoods(cells: Uint8Array, side: number, passes: (near: readonly number[]) => boolean): Uint8Array {
  return cells.map((_, at) => {
    const [row, column] = [Math.floor(at / side), at % side]
    const near: number[] = []
    for (let r = Math.max(0, row - 1); r <= Math.min(side - 1, row + 1); r++) {
      for (let c = Math.max(0, column - 1); c <= Math.min(side - 1, column + 1); c++) near.push(cells[r * side + c] as number)
    }
    return passes(near) ? 1 : 0
  })
}
