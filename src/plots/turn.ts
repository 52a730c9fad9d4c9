// A cloud of points seen from somewhere: orthographic, so that lengths at the front and at the back compare. Pure.

/** Where somebody looks from, in radians: around the upright (third) axis, and how far above the horizon. */
export interface Turn {
  readonly azimuth: number
  readonly elevation: number
}

/** The swiss roll from here: its winding and its width are both seen. */
export const FIRST_TURN: Turn = { azimuth: 0.5, elevation: 0.38 }

const ELEVATION_MAX = Math.PI / 2

/** The view after so much more of a turn, in radians. Nobody goes over the top. */
export function turnedBy({ azimuth, elevation }: Turn, around: number, upwards: number): Turn {
  return {
    azimuth: wrapped(azimuth + around),
    elevation: Math.max(-ELEVATION_MAX, Math.min(ELEVATION_MAX, elevation + upwards)),
  }
}

/**
 * Points [n, axes] as they are seen: [n, 3], to the right, up, and away from whoever looks, in the points' own units. Two axes lie flat,
 * whatever the turn. The three directions, of azimuth a and elevation e, are orthonormal:
 * right (cos a, sin a, 0), up (-sin a sin e, cos a sin e, cos e), away (-sin a cos e, cos a cos e, -sin e).
 */
export function seenFrom({ azimuth, elevation }: Turn, points: ArrayLike<number>, axes: number): Float32Array {
  const seen = new Float32Array((points.length / axes) * 3)
  if (axes !== 3) {
    for (let from = 0, to = 0; from < points.length; from += axes, to += 3) {
      seen[to] = points[from] as number
      seen[to + 1] = points[from + 1] as number
    }
    return seen
  }
  const [cosA, sinA, cosE, sinE] = [Math.cos(azimuth), Math.sin(azimuth), Math.cos(elevation), Math.sin(elevation)]
  for (let i = 0; i < points.length; i += 3) {
    const x = points[i] as number
    const y = points[i + 1] as number
    const z = points[i + 2] as number
    const ahead = y * cosA - x * sinA
    seen[i] = x * cosA + y * sinA
    seen[i + 1] = ahead * sinE + z * cosE
    seen[i + 2] = ahead * cosE - z * sinE
  }
  return seen
}

/** Between -pi and pi. */
function wrapped(angle: number): number {
  return angle - 2 * Math.PI * Math.round(angle / (2 * Math.PI))
}
