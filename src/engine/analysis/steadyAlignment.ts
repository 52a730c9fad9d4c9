// Alignment for maps that move: laid anew on each other with every frame, a map must not flip to and fro between being turned and being mirrored where
// both fit about as well, as they do early in a training.

import { alignPoints, type PlaneMap } from './procrustes.ts'

/** A rotation or reflection of the plane: (x, y) goes to (a x + b y, c x + d y). */
export type Turn = readonly [number, number, number, number]

export interface SteadyAlignment {
  /** From the points to the reference's own coordinates. */
  readonly alignment: PlaneMap
  /** Its turn alone, without scale and shift. */
  readonly turn: Turn
}

/** By so much must a flip fit better than the turn that there is. */
const CLEARLY = 1.25

/**
 * alignPoints() of `points` [n, 2] on `reference` [n, 2], except that a map that is turned does not become mirrored, nor the other way round, unless it
 * clearly fits better so: until then `former` stays as it is. Throws RangeError for arrays of different lengths.
 */
export function steadyAlignment(points: Float32Array, reference: Float32Array, former: Turn | null): SteadyAlignment {
  const { matrix, translation } = alignPoints(points, reference)
  const turn = turnOf(matrix)
  if (!former || isMirrored(former) === isMirrored(turn)) return { alignment: { matrix, translation }, turn }
  const [best, kept] = [fitOf(turn, points, reference), fitOf(former, points, reference)]
  if (!(kept.likeness > 0 && best.likeness < CLEARLY * kept.likeness)) return { alignment: { matrix, translation }, turn }
  return { alignment: kept.alignment, turn: former }
}

/** A similarity's rotation or reflection. */
function turnOf([a, b, c, d]: PlaneMap['matrix']): Turn {
  const scale = Math.hypot(a, c)
  return [a / scale, b / scale, c / scale, d / scale]
}

function isMirrored([a, b, c, d]: Turn): boolean {
  return a * d - b * c < 0
}

/**
 * How well a turn R lays points p on r, both about their means: the sum of (R p) . r, which the best turn makes largest; with the best scale and shift
 * that go with it (Umeyama 1991, eq. 41 and 42).
 */
function fitOf(turn: Turn, points: Float32Array, reference: Float32Array): { readonly likeness: number; readonly alignment: PlaneMap } {
  const [a, b, c, d] = turn
  const [[px, py], [rx, ry]] = [meanOf(points), meanOf(reference)]
  let likeness = 0
  let spread = 0
  for (let i = 0; i < points.length; i += 2) {
    const [x, y] = [(points[i] as number) - px, (points[i + 1] as number) - py]
    likeness += (a * x + b * y) * ((reference[i] as number) - rx) + (c * x + d * y) * ((reference[i + 1] as number) - ry)
    spread += x * x + y * y
  }
  const matrix = turn.map((entry) => (entry * likeness) / spread) as [number, number, number, number]
  const translation = [rx - matrix[0] * px - matrix[1] * py, ry - matrix[2] * px - matrix[3] * py] as const
  return { likeness, alignment: { matrix, translation } }
}

function meanOf(points: Float32Array): readonly [number, number] {
  let [x, y] = [0, 0]
  for (let i = 0; i < points.length; i += 2) {
    x += points[i] as number
    y += points[i + 1] as number
  }
  return [(2 * x) / points.length, (2 * y) / points.length]
}
