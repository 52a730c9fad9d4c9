// Labels beside each other's lines: each as near to its own place as those next to it let it.

/**
 * Places along an axis, in the order given, none nearer than `gap` to the next and all within [from, to] where that has room for them; each as near to
 * where it would be as that allows. Places that need not move do not.
 */
export function spreadApart(places: readonly number[], gap: number, [from, to]: readonly [number, number]): number[] {
  const order = places.map((_, i) => i).sort((a, b) => (places[a] as number) - (places[b] as number) || a - b)
  const spread = order.map((i) => places[i] as number)
  for (let at = 0; at < spread.length; at++) {
    const least = at === 0 ? from : (spread[at - 1] as number) + gap
    spread[at] = Math.max(spread[at] as number, least)
  }
  for (let at = spread.length - 1; at >= 0; at--) {
    const most = at === spread.length - 1 ? to : (spread[at + 1] as number) - gap
    spread[at] = Math.min(spread[at] as number, most)
  }
  const result = [...places]
  order.forEach((i, at) => {
    result[i] = spread[at] as number
  })
  return result
}
