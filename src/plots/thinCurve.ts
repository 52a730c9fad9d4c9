/** A place of a curve, in pixels. */
export interface CurvePoint {
  readonly x: number
  readonly y: number
}

/**
 * A curve with at most two points a pixel column: each column's highest and lowest, in the order they came, so that no spike is lost.
 * The first and the last point stay. Points come with rising x.
 */
export function thinCurve<P extends CurvePoint>(points: readonly P[]): P[] {
  const thin: P[] = []
  for (let from = 0; from < points.length; ) {
    const column = Math.floor((points[from] as P).x)
    let lowest = from
    let highest = from
    let to = from
    for (; to < points.length && Math.floor((points[to] as P).x) === column; to++) {
      if ((points[to] as P).y < (points[lowest] as P).y) lowest = to
      if ((points[to] as P).y > (points[highest] as P).y) highest = to
    }
    const isEnd = to === points.length
    const first = from === 0 ? 0 : Math.min(lowest, highest)
    const second = isEnd ? points.length - 1 : Math.max(lowest, highest)
    thin.push(points[first] as P)
    if (second !== first) thin.push(points[second] as P)
    from = to
  }
  return thin
}
