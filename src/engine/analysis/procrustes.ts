// Lays one map of points on another: the turn or mirroring, the one scale and the shift that bring them nearest, so that the maps of several networks,
// each of which may be turned and mirrored at will, can be looked at side by side.

/** (x, y) goes to (a x + b y + translation[0], c x + d y + translation[1]), matrix [a, b, c, d]. */
export interface PlaneMap {
  readonly matrix: readonly [number, number, number, number]
  readonly translation: readonly [number, number]
}

/** A similarity: its matrix is a scale times a rotation or a reflection. */
export interface Alignment extends PlaneMap {
  /** Root of the mean squared distance that is left, in the reference’s units; 0 for no points, not finite where some number is not. */
  readonly residual: number
}

const UNTURNED = [1, 0, 0, 1] as const
/** Correlations below this are rounding: there is no best turn, and the best scale would be 0, which nothing leads back from. */
const UNRELATED = 1e-9

/**
 * The similarity that lays `points` [n, 2] nearest to `reference` [n, 2], row on row: the least sum of |s R p + t - r|^2 over s > 0, R orthogonal, t.
 * With p and r taken about their means, A + iB = sum of conj(p) r and C + iD = sum of p r, both as complex numbers: the best rotation is by the
 * argument of A + iB, the best reflection z -> conj(z) is followed by the rotation of C + iD; the better is the one with the larger modulus m, and
 * s = m / sum |p|^2. In the plane this is the singular value decomposition of Schönemann 1966 ("A generalized solution of the orthogonal Procrustes
 * problem") in closed form, with scale and shift as in Gower 1975 ("Generalized Procrustes analysis") and Umeyama 1991, eq. 40 - 42, reflections allowed.
 * Points that all lie on one place, on either side, none, or some that are not finite: the identity. Points without any relation: only shifted.
 * Throws RangeError for arrays of different lengths.
 */
export function alignPoints(points: Float32Array, reference: Float32Array): Alignment {
  if (points.length !== reference.length) throw new RangeError(`expected ${points.length / 2} points of reference, found ${reference.length / 2}`)
  const map = isOnePlace(points) || isOnePlace(reference) || !areFinite(points, reference) ? null : bestMap(points, reference)
  const { matrix, translation } = map ?? { matrix: UNTURNED, translation: [0, 0] as const }
  return { matrix, translation, residual: residualOf(points, reference, { matrix, translation }) }
}

/** [n, 2] -> [n, 2], a fresh array. */
export function applyAlignment(points: Float32Array, { matrix: [a, b, c, d], translation: [shiftX, shiftY] }: PlaneMap): Float32Array {
  const laid = new Float32Array(points.length)
  for (let i = 0; i < points.length; i += 2) {
    const [x, y] = [points[i] as number, points[i + 1] as number]
    laid[i] = a * x + b * y + shiftX
    laid[i + 1] = c * x + d * y + shiftY
  }
  return laid
}

/** The way back: from a place among the points that were laid to the points' own coordinates. */
export function invertAlignment({ matrix: [a, b, c, d], translation: [shiftX, shiftY] }: PlaneMap): PlaneMap {
  const area = a * d - b * c
  const [e, f, g, h] = [d / area, -b / area, -c / area, a / area]
  return { matrix: [e, f, g, h], translation: [-(e * shiftX + f * shiftY), -(g * shiftX + h * shiftY)] }
}

function bestMap(points: Float32Array, reference: Float32Array): PlaneMap {
  const [p, r] = [meanOf(points), meanOf(reference)]
  const sums = { a: 0, b: 0, c: 0, d: 0, spread: 0, referenceSpread: 0 }
  for (let i = 0; i < points.length; i += 2) {
    const [px, py] = [(points[i] as number) - p[0], (points[i + 1] as number) - p[1]]
    const [rx, ry] = [(reference[i] as number) - r[0], (reference[i + 1] as number) - r[1]]
    sums.a += px * rx + py * ry
    sums.b += px * ry - py * rx
    sums.c += px * rx - py * ry
    sums.d += px * ry + py * rx
    sums.spread += px * px + py * py
    sums.referenceSpread += rx * rx + ry * ry
  }
  const matrix = bestTurn(sums)
  const [a, b, c, d] = matrix
  return { matrix, translation: [r[0] - (a * p[0] + b * p[1]), r[1] - (c * p[0] + d * p[1])] }
}

interface Sums {
  readonly a: number
  readonly b: number
  readonly c: number
  readonly d: number
  readonly spread: number
  readonly referenceSpread: number
}

function bestTurn({ a, b, c, d, spread, referenceSpread }: Sums): PlaneMap['matrix'] {
  const [rotation, reflection] = [Math.hypot(a, b), Math.hypot(c, d)]
  if (Math.max(rotation, reflection) <= UNRELATED * Math.sqrt(spread * referenceSpread)) return UNTURNED
  return rotation >= reflection ? [a / spread, -b / spread, b / spread, a / spread] : [c / spread, d / spread, d / spread, -c / spread]
}

function meanOf(points: Float32Array): [number, number] {
  let [x, y] = [0, 0]
  for (let i = 0; i < points.length; i += 2) {
    x += points[i] as number
    y += points[i + 1] as number
  }
  return [(2 * x) / points.length, (2 * y) / points.length]
}

function isOnePlace(points: Float32Array): boolean {
  for (let i = 2; i < points.length; i++) if (points[i] !== points[i - 2]) return false
  return true
}

function areFinite(points: Float32Array, reference: Float32Array): boolean {
  return points.every(Number.isFinite) && reference.every(Number.isFinite)
}

function residualOf(points: Float32Array, reference: Float32Array, { matrix: [a, b, c, d], translation: [shiftX, shiftY] }: PlaneMap): number {
  let sum = 0
  for (let i = 0; i < points.length; i += 2) {
    const [x, y] = [points[i] as number, points[i + 1] as number]
    sum += (a * x + b * y + shiftX - (reference[i] as number)) ** 2 + (c * x + d * y + shiftY - (reference[i + 1] as number)) ** 2
  }
  return points.length === 0 ? 0 : Math.sqrt((2 * sum) / points.length)
}
