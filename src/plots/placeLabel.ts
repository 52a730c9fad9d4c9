// Where the words of a plot go so that they cover neither each other nor a curve.

/** In pixels, from the upper left. */
export interface Box {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

/** Square pixels. Fractions of pixels never add up to exactly none. */
const FREE_BELOW = 0.5

/** The first of the candidates that lies within `bounds` and over none of `taken`; where there is none, the one that covers least. */
export function placeLabel(candidates: readonly [Box, ...Box[]], taken: readonly Box[], bounds: Box): Box {
  let best = candidates[0]
  let least = Number.POSITIVE_INFINITY
  for (const candidate of candidates) {
    const cost = outside(candidate, bounds) + taken.reduce((sum, box) => sum + shared(candidate, box), 0)
    if (cost < FREE_BELOW) return candidate
    if (cost < least) {
      best = candidate
      least = cost
    }
  }
  return best
}

/** What a curve takes: a small box every few pixels along it. */
export function boxesAlong(points: readonly { readonly x: number; readonly y: number }[], spacing = 6, width = 4): Box[] {
  const boxes: Box[] = []
  points.forEach((point, i) => {
    const before = points[i - 1] ?? point
    const count = Math.max(1, Math.ceil(Math.hypot(point.x - before.x, point.y - before.y) / spacing))
    for (let k = 1; k <= count; k++) {
      const x = before.x + ((point.x - before.x) * k) / count
      const y = before.y + ((point.y - before.y) * k) / count
      boxes.push({ left: x - width / 2, top: y - width / 2, width, height: width })
    }
  })
  return boxes
}

/** Square pixels that two boxes share. */
function shared(a: Box, b: Box): number {
  const across = Math.min(a.left + a.width, b.left + b.width) - Math.max(a.left, b.left)
  const down = Math.min(a.top + a.height, b.top + b.height) - Math.max(a.top, b.top)
  return across > 0 && down > 0 ? across * down : 0
}

/** Square pixels of a box that lie outside; they weigh more than any overlap, for what is cut off can't be read. */
function outside(box: Box, bounds: Box): number {
  return 10 * (box.width * box.height - shared(box, bounds))
}
