import { exactTurn } from './exactTurn.ts'
import { type DrawPoint, SPAN } from './pointCloud.ts'

/** Of both moons together, before scaling: x from -1 to 2, y from -0.5 to 1. */
const CENTRE_X = 0.5
const CENTRE_Y = 0.25
const HALF_WIDTH = 1.5

/**
 * Two half circles that reach into each other, as scikit-learn's make_moons has them: with t uniform in (0, pi) the upper moon is
 * (cos t, sin t), the lower (1 - cos t, 1/2 - sin t), each drawn with probability 1/2; moved to their common centre and scaled alike on both
 * axes, so that x reaches SPAN. Classes: 0 the upper moon, 1 the lower.
 */
export const drawMoons: DrawPoint = (stream, coordinates) => {
  const moon = stream.below(2)
  const [cos, sin] = exactTurn(stream.uniform() / 2)
  const [x, y] = moon === 0 ? [cos, sin] : [1 - cos, 0.5 - sin]
  coordinates[0] = ((x - CENTRE_X) * SPAN) / HALF_WIDTH
  coordinates[1] = ((y - CENTRE_Y) * SPAN) / HALF_WIDTH
  return moon
}
