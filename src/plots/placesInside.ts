/**
 * The indices of the places that lie within a closed line, however it crosses itself: those from which a ray crosses it an odd number of times
 * (Shimrat 1962, algorithm 112). `placed` and `line`: x, y of each place and of each corner. `line` is closed from its last corner to its first.
 */
export function placesInside(placed: Float32Array, line: ArrayLike<number>): number[] {
  const inside: number[] = []
  for (let i = 0; 2 * i < placed.length; i++) {
    if (isInside(placed[2 * i] as number, placed[2 * i + 1] as number, line)) inside.push(i)
  }
  return inside
}

function isInside(x: number, y: number, line: ArrayLike<number>): boolean {
  let isOdd = false
  for (let i = 0, before = line.length - 2; i < line.length; before = i, i += 2) {
    const [x0, y0] = [line[before] as number, line[before + 1] as number]
    const [x1, y1] = [line[i] as number, line[i + 1] as number]
    if (y0 > y !== y1 > y && x < x0 + ((y - y0) / (y1 - y0)) * (x1 - x0)) isOdd = !isOdd
  }
  return isOdd
}
