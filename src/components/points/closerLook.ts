import { type PointView, placeOn } from '../../plots/pointView.ts'

/** So much of the closer look's square may the arrow take, and so close may the look be. */
const ARROW_SHARE = 0.55
const CLOSEST = 64

/** The square around two places in which they are well apart: some power of two nearer than the whole. */
export function closerLook(view: PointView, target: Float32Array, output: Float32Array): { readonly view: PointView; readonly times: number } {
  const [x0 = 0, y0 = 0] = placeOn(view, target)
  const [x1 = 0, y1 = 0] = placeOn(view, output)
  const apart = Math.hypot(x1 - x0, y1 - y0)
  if (!Number.isFinite(apart)) return { view, times: 1 }
  let times = 1
  while (times < CLOSEST && apart * times * 2 <= ARROW_SHARE * view.side) times *= 2
  if (times === 1) return { view, times }
  const units = (2 * view.reach) / view.side
  const middle = [((x0 + x1) / 2 - view.side / 2) * units, (view.side / 2 - (y0 + y1) / 2) * units] as const
  return { view: { ...view, centre: [view.centre[0] + middle[0], view.centre[1] + middle[1]], reach: view.reach / times }, times }
}
