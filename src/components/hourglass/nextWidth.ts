/** Widths within one doubling that a stepper stops at: 2, 3, 4, 6, 8, 12, 16, 24, … and 784, the pixels of a digit. */
const STOPS = [1, 2, 3, ...Array.from({ length: 10 }, (_, i) => [2 ** (i + 2), 3 * 2 ** (i + 1)]).flat(), 784].sort((a, b) => a - b)

/** The next sensible width above or below one; the same at the ends. */
export function nextWidth(width: number, direction: 1 | -1): number {
  const found = direction === 1 ? STOPS.find((stop) => stop > width) : STOPS.findLast((stop) => stop < width)
  return found ?? width
}
