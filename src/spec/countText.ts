/** Made once: toLocaleString makes one at each call, and steps, pictures and rates change with every frame. */
const GROUPED = new Intl.NumberFormat('en-US')

/** A count as it is read: "1,872". */
export function countText(count: number): string {
  return GROUPED.format(count)
}
