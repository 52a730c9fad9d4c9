import { arcAt } from './arcs.ts'
import { exactTurn } from './exactTurn.ts'
import { type DrawPoint, SPAN } from './pointCloud.ts'

/**
 * A circle about the origin: (x, y) = SPAN (cos 2 pi u, sin 2 pi u), u uniform in (0, 1). The outer circle of scikit-learn's make_circles.
 * It has no ends: one number can't hold it without a tear. Classes: eighths of the turn, from the right, counter-clockwise.
 */
export const drawRing: DrawPoint = (stream, coordinates) => {
  const turns = stream.uniform()
  const [cos, sin] = exactTurn(turns)
  coordinates[0] = SPAN * cos
  coordinates[1] = SPAN * sin
  return arcAt(turns)
}
