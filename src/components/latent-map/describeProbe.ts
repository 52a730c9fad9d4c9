// The words on the card that follows the pointer, and where the card goes.

import type { Extent } from '../../plots/growExtent.ts'
import { type Box, placeLabel } from '../../plots/placeLabel.ts'

interface Point {
  readonly x: number
  readonly y: number
}

/** Nearer than this, in CSS pixels, a point is "near". */
const NEAR_PX = 9
/** Free space between the pointer and the card, and between the card and the map's edge. */
const CARD_GAP = 16
const CARD_INSET = 6

/** "(-6.1, 8.1)", or "-6.1" in a strip: as many decimals as can be told apart on the map. */
export function placeText({ x, y }: Point, extent: Extent, isStrip: boolean): string {
  return isStrip ? figure(x, extent.x) : `(${figure(x, extent.x)}, ${figure(y, extent.y)})`
}

function figure(value: number, [low, high]: readonly [number, number]): string {
  const decimals = Math.min(6, Math.max(0, 2 - Math.floor(Math.log10(high - low))))
  const text = value.toFixed(decimals)
  return Number(text) === 0 ? text.replace('-', '') : text
}

/** The label of the nearest point that is shown and near; null where none is. `positions` and `at` in the same pixels. */
export function nearLabel(
  { x, y }: Point,
  positions: Float32Array,
  labels: ArrayLike<number>,
  { hidden, near = NEAR_PX }: { readonly hidden: readonly number[]; readonly near?: number },
): number | null {
  let nearest: number | null = null
  let least = near ** 2
  for (let i = 0; i < labels.length; i++) {
    const distance = ((positions[2 * i] as number) - x) ** 2 + ((positions[2 * i + 1] as number) - y) ** 2
    if (distance < least && !hidden.includes(labels[i] as number)) {
      least = distance
      nearest = labels[i] as number
    }
  }
  return nearest
}

/** Where a card of this size goes so that it stays inside the map and off the pointer. */
export function placeCard({ x, y }: Point, card: { width: number; height: number }, map: { width: number; height: number }): Box {
  const bounds = { left: CARD_INSET, top: CARD_INSET, width: map.width - 2 * CARD_INSET, height: map.height - 2 * CARD_INSET }
  const inside = (left: number, top: number): Box => ({
    left: Math.max(CARD_INSET, Math.min(left, map.width - CARD_INSET - card.width)),
    top: Math.max(CARD_INSET, Math.min(top, map.height - CARD_INSET - card.height)),
    ...card,
  })
  const above = y - card.height - CARD_GAP
  const right = inside(x + CARD_GAP, above)
  const others = [inside(x - CARD_GAP - card.width, above), inside(x - card.width / 2, above), inside(x - card.width / 2, y + CARD_GAP)]
  return placeLabel([right, ...others], [{ left: x - 12, top: y - 12, width: 24, height: 24 }], bounds)
}
