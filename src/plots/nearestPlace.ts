/** The index of the place nearest to (x, y) that is no further away than `within`, of those that `isShown`; null where none is. `placed`: x, y of each. */
export function nearestPlace(
  placed: Float32Array,
  { x, y }: { readonly x: number; readonly y: number },
  { within, isShown = () => true }: { readonly within: number; readonly isShown?: (index: number) => boolean },
): number | null {
  let nearest: number | null = null
  let least = within ** 2
  for (let i = 0; 2 * i < placed.length; i++) {
    const distance = ((placed[2 * i] as number) - x) ** 2 + ((placed[2 * i + 1] as number) - y) ** 2
    if (distance > least || (nearest !== null && distance === least) || !isShown(i)) continue
    least = distance
    nearest = i
  }
  return nearest
}
