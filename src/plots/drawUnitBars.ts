// A bar for each unit of a code, side by side; where there are more units than pixels, the highest of those that share one.

export interface UnitBar {
  /** Height as a share of the whole, 0 to 1. */
  readonly share: number
  readonly color: string
}

export interface BarsRoom {
  /** In CSS pixels, to which the context is scaled. */
  readonly width: number
  readonly height: number
}

/** A bar of next to nothing is still so high: it is there, and it is empty. */
const STUB_PX = 2
/** From this width on there is room for a hairline to the next. */
const WITH_GAP_MIN = 3

/** Replaces all that is on the canvas. */
export function drawUnitBars(context: CanvasRenderingContext2D, bars: readonly UnitBar[], { width, height }: BarsRoom): void {
  context.clearRect(0, 0, width, height)
  const columns = Math.min(bars.length, Math.floor(width))
  const pitch = width / columns
  const gap = pitch >= WITH_GAP_MIN ? Math.min(3, pitch * 0.2) : 0
  for (let column = 0; column < columns; column++) {
    const bar = highestOf(bars, Math.floor((column * bars.length) / columns), Math.ceil(((column + 1) * bars.length) / columns))
    const high = Math.max(STUB_PX, Math.min(1, bar.share) * height)
    context.fillStyle = bar.color
    // Narrow ones end on whole pixels, or there were stripes between them.
    const [left, right] = gap > 0 ? [column * pitch, (column + 1) * pitch - gap] : [Math.round(column * pitch), Math.round((column + 1) * pitch)]
    context.fillRect(left, height - high, right - left, high)
  }
}

function highestOf(bars: readonly UnitBar[], from: number, to: number): UnitBar {
  let highest = bars[from] as UnitBar
  for (let i = from + 1; i < to; i++) if ((bars[i] as UnitBar).share > highest.share) highest = bars[i] as UnitBar
  return highest
}
