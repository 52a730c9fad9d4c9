import { ARCS } from '../../../spec/datasets.ts'

/** The class of a place along a curve, 0 at its beginning and 1 at its end: equal arcs, counted from 0. */
export function arcAt(place: number): number {
  return Math.min(ARCS - 1, Math.floor(place * ARCS))
}
