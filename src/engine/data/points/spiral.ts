import { arcAt } from './arcs.ts'
import { exactTurn } from './exactTurn.ts'
import { type DrawPoint, SPAN } from './pointCloud.ts'

const TURNS = 2

/**
 * Archimedes' spiral, whose windings are equally far apart: r = SPAN s, angle = 2 pi TURNS s, s = sqrt(u), u uniform in (0, 1), so that the points
 * lie about equally close everywhere: the length up to s grows with s², but for the very centre. (Archimedes, "On Spirals", definition 1;
 * the square root as in the generators of the two-spirals problem, Lang and Witbrock 1988.) Classes: eighths of the length, from the centre.
 */
export const drawSpiral: DrawPoint = (stream, coordinates) => {
  const along = stream.uniform()
  const s = Math.sqrt(along)
  const [cos, sin] = exactTurn(TURNS * s)
  coordinates[0] = SPAN * s * cos
  coordinates[1] = SPAN * s * sin
  return arcAt(along)
}
