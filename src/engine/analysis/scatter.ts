/**
 * A fixed number in [-1, 1) for an index, without a pattern: the integer hash lowbias32 (Wellons 2018, "Prospecting for Hash Functions").
 * For places on a picture and starting vectors; what a run depends on is drawn in random.ts.
 */
export function scatter(index: number): number {
  let x = index | 0
  x = Math.imul(x ^ (x >>> 16), 0x7feb352d)
  x = Math.imul(x ^ (x >>> 15), 0x846ca68b)
  return ((x ^ (x >>> 16)) >>> 0) / 2 ** 31 - 1
}
