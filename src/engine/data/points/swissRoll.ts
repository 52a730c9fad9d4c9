import { arcAt } from './arcs.ts'
import { exactTurn } from './exactTurn.ts'
import { type DrawPoint, SPAN } from './pointCloud.ts'

/** Where the roll begins, and how long it goes on, in turns: t = 1.5 pi (1 + 2 u). */
const FIRST_TURN = 0.75
const TURNS = 1.5
/** Of the sheet, before scaling. */
const WIDTH = 21
/** The largest distance from the roll's axis: t at its end. */
const RADIUS = 4.5 * Math.PI

/**
 * A sheet rolled up in space, as scikit-learn's make_swiss_roll has it (Marsland, "Machine Learning: An Algorithmic Perspective", 2nd ed.,
 * chapter 6; after Tenenbaum, de Silva, Langford 2000): (x, y, z) = (t cos t, 21 v, t sin t), t = 1.5 pi (1 + 2 u), u and v uniform in (0, 1);
 * y moved to its middle, and all scaled by SPAN / (4.5 pi), so that the outer edge lies SPAN from the roll's axis. Classes: eighths of t.
 */
export const drawSwissRoll: DrawPoint = (stream, coordinates) => {
  const along = stream.uniform()
  const turns = FIRST_TURN + TURNS * along
  const [cos, sin] = exactTurn(turns)
  const t = 2 * Math.PI * turns
  const scale = SPAN / RADIUS
  coordinates[0] = t * cos * scale
  coordinates[1] = WIDTH * (stream.uniform() - 0.5) * scale
  coordinates[2] = t * sin * scale
  return arcAt(along)
}
