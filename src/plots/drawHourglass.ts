// The hourglass in two layers: what stands still until the network or the room changes (bodies, bars), and what the sample does in it.
// Both are given a context in CSS pixels (already scaled to the screen's) and clear what they drew before.

import { area, curveBumpX } from 'd3-shape'
import { BEADS_WITH_VALUES_MAX, type HourglassBar, type HourglassLayout } from './layoutHourglass.ts'
import type { Palette } from './palette.ts'
import { withAlpha } from './parseColor.ts'
import { type TextLook, writeText } from './writeText.ts'

/** One layer's values for the sample shown, and the value that counts as full. */
export interface LayerActivity {
  readonly values: ArrayLike<number>
  readonly peak: number
}

const BAR_RADIUS = 4
/** Strengths of a stripe that can be told apart; neighbours of the same strength are drawn as one. */
const STRIPE_LEVELS = 24
/** A stripe of its own, with a hairline to the next, from this height on. */
const STRIPE_WITH_GAP_MIN = 4
/** Below this distance beads become stripes. */
const BEAD_PITCH_MIN = 5
/** A small bead's radius, as a share of what lies between two. */
const BEAD_SHARE = 0.38

/** Draws bodies and bars. */
export function drawHourglass(context: CanvasRenderingContext2D, layout: HourglassLayout, palette: Palette): void {
  context.clearRect(0, 0, layout.width, layout.height)
  drawBody(context, layout, palette, 'encoder')
  drawBody(context, layout, palette, 'decoder')
  layout.bars.forEach((bar, i) => {
    const radius = i === layout.bottleneck ? bar.width / 2 : BAR_RADIUS
    context.beginPath()
    context.roundRect(bar.center - bar.width / 2, bar.top, bar.width, bar.height, radius)
    context.fillStyle = palette.surface
    context.fill()
    context.lineWidth = i === layout.bottleneck ? 2 : 1.5
    context.strokeStyle = colorOf(i, layout, palette)
    context.stroke()
  })
}

/** Draws each layer's values for the sample: stripes on the bars, beads in the bottleneck. `layers` has an entry for every bar. */
export function drawActivity(context: CanvasRenderingContext2D, layout: HourglassLayout, layers: readonly LayerActivity[], palette: Palette): void {
  context.clearRect(0, 0, layout.width, layout.height)
  layout.bars.forEach((bar, i) => {
    const layer = layers[i]
    if (!layer) return
    if (i === layout.bottleneck) drawBottleneck(context, bar, layout.bead, layer, palette)
    else drawStripes(context, bar, layer, { color: colorOf(i, layout, palette), negative: palette.faint })
  })
}

/** Marks one of the bottleneck's `count` units: a ring around its bead, or, where there are only stripes, a hair across its place. */
export function markUnit(
  context: CanvasRenderingContext2D,
  layout: HourglassLayout,
  { unit, count }: { readonly unit: number; readonly count: number },
  palette: Palette,
): void {
  const bar = layout.bars[layout.bottleneck]
  if (!bar || unit >= count) return
  const { x, y, radius } = beadOf(bar, layout.bead, unit, count)
  context.beginPath()
  if (radius > 0) context.arc(x, y, radius + 1.5, 0, 2 * Math.PI)
  else context.roundRect(bar.center - bar.width / 2 - 3, y - 1.5, bar.width + 6, 3, 1.5)
  context.lineWidth = 2
  context.strokeStyle = palette.ink
  context.stroke()
}

/** Where a unit is drawn; a radius of 0 stands for a stripe. */
function beadOf(bar: HourglassBar, bead: number, unit: number, count: number): { readonly x: number; readonly y: number; readonly radius: number } {
  const middle = bar.top + bar.height / 2
  switch (beadKind(bar, bead, count)) {
    case 'valued': {
      const pitch = valuedPitch(bar, bead, count)
      return { x: bar.center, y: middle + (unit - (count - 1) / 2) * pitch, radius: Math.min(bead, pitch - 1) / 2 }
    }
    case 'small': {
      const { columns, pitch } = smallBeads(bar, count)
      const rows = Math.ceil(count / columns)
      const [column, row] = [unit % columns, Math.floor(unit / columns)]
      return { x: bar.center + (column - (columns - 1) / 2) * pitch, y: middle + (row - (rows - 1) / 2) * pitch, radius: pitch * BEAD_SHARE }
    }
    case 'stripes': {
      const { top, height } = stripeRoom(bar)
      return { x: bar.center, y: top + ((unit + 0.5) / count) * height, radius: 0 }
    }
  }
}

/** The soft shape between the bars of one half, stronger towards the neck. */
function drawBody(context: CanvasRenderingContext2D, layout: HourglassLayout, palette: Palette, half: 'encoder' | 'decoder'): void {
  const isEncoder = half === 'encoder'
  const bars = isEncoder ? layout.bars.slice(0, layout.bottleneck + 1) : layout.bars.slice(layout.bottleneck)
  const outer = (isEncoder ? bars[0] : bars.at(-1)) as HourglassBar
  const neck = (isEncoder ? bars.at(-1) : bars[0]) as HourglassBar
  const gradient = context.createLinearGradient(outer.center, 0, neck.center, 0)
  gradient.addColorStop(0, withAlpha(palette[half], 0.13))
  gradient.addColorStop(1, withAlpha(palette[half], 0.34))
  const shape = area<readonly [number, number]>()
    .x(([x]) => x)
    .y0(([, height]) => layout.middle - height / 2)
    .y1(([, height]) => layout.middle + height / 2)
    .curve(curveBumpX)
    .context(context)
  context.beginPath()
  shape(
    bars.flatMap((bar) => {
      // The capsule's ends are round: the body meets it a little inside.
      const height = bar === neck ? bar.height - bar.width * 0.5 : bar.height - BAR_RADIUS
      const edge = bar.width / 2
      if (bar === bars[0]) return [[bar.center + edge, height] as const]
      if (bar === bars.at(-1)) return [[bar.center - edge, height] as const]
      return [[bar.center - edge, height] as const, [bar.center + edge, height] as const]
    }),
  )
  context.fillStyle = gradient
  context.fill()
}

function colorOf(i: number, layout: HourglassLayout, palette: Palette): string {
  if (i === layout.bottleneck) return palette.bottleneck
  return i < layout.bottleneck ? palette.encoder : palette.decoder
}

/** A stripe a unit, from the top; where there are more units than pixels, each pixel row shows the strongest of its units. */
function drawStripes(
  context: CanvasRenderingContext2D,
  bar: HourglassBar,
  { values, peak }: LayerActivity,
  { color, negative }: { color: string; negative: string },
): void {
  const inset = bar.width < 12 ? 2 : 3
  const left = bar.center - bar.width / 2 + inset
  const width = bar.width - 2 * inset
  const top = bar.top + inset
  const height = bar.height - 2 * inset
  const rows = Math.min(values.length, Math.floor(height))
  const pitch = height / rows
  const hairline = pitch >= STRIPE_WITH_GAP_MIN ? 1 : 0
  const perRow = values.length / rows
  let from = 0
  let level = 0
  const flush = (to: number) => {
    if (level !== 0) {
      context.globalAlpha = Math.abs(level) / STRIPE_LEVELS
      context.fillStyle = level > 0 ? color : negative
      context.fillRect(left, top + from * pitch, width, (to - from) * pitch - hairline)
    }
    from = to
  }
  for (let row = 0; row < rows; row++) {
    const value = strongest(values, Math.floor(row * perRow), Math.ceil((row + 1) * perRow))
    const next = Math.round(Math.min(1, Math.max(-1, value / peak)) * STRIPE_LEVELS)
    if (next !== level || hairline) flush(row)
    level = next
  }
  flush(rows)
  context.globalAlpha = 1
}

/** The value farthest from 0 in a range. */
function strongest(values: ArrayLike<number>, from: number, to: number): number {
  let best = 0
  for (let i = from; i < to && i < values.length; i++) {
    const value = values[i] as number
    if (Math.abs(value) > Math.abs(best)) best = value
  }
  return best
}

/** Beads with values, small beads or stripes: what there is room for. */
function drawBottleneck(context: CanvasRenderingContext2D, bar: HourglassBar, bead: number, layer: LayerActivity, palette: Palette): void {
  const count = layer.values.length
  const kind = beadKind(bar, bead, count)
  if (kind === 'valued') drawValuedBeads(context, bar, bead, layer, palette)
  else if (kind === 'small') drawSmallBeads(context, bar, smallBeads(bar, count), layer, palette)
  else drawStripes(context, stripeRoom(bar), layer, { color: palette.bottleneck, negative: palette.faint })
}

function beadKind(bar: HourglassBar, bead: number, count: number): 'valued' | 'small' | 'stripes' {
  if (count <= BEADS_WITH_VALUES_MAX && bar.height >= count * bead) return 'valued'
  return smallBeads(bar, count).pitch >= BEAD_PITCH_MIN ? 'small' : 'stripes'
}

function smallBeads(bar: HourglassBar, count: number): { readonly columns: number; readonly pitch: number } {
  const inner = { width: bar.width - 8, height: bar.height - bar.width * 0.6 }
  const columns = bestColumns(count, inner)
  return { columns, pitch: beadPitch(count, columns, inner) }
}

function valuedPitch(bar: HourglassBar, bead: number, count: number): number {
  return Math.min((bar.height - 8) / count, bead * 1.7)
}

/** Between the capsule's round ends. */
function stripeRoom(bar: HourglassBar): HourglassBar {
  const ends = Math.round(bar.width * 0.3)
  return { ...bar, top: bar.top + ends, height: bar.height - 2 * ends, width: bar.width - 6 }
}

/** Few units: each a bead that carries its value. */
function drawValuedBeads(context: CanvasRenderingContext2D, bar: HourglassBar, bead: number, layer: LayerActivity, palette: Palette): void {
  const count = layer.values.length
  const pitch = valuedPitch(bar, bead, count)
  const first = bar.top + bar.height / 2 - (pitch * (count - 1)) / 2
  const font = `500 ${Math.min(11.5, bead * 0.46)}px "Inter Variable", system-ui, sans-serif`
  const look: TextLook = { font, color: palette.ink, align: 'center', baseline: 'middle' }
  for (let i = 0; i < count; i++) {
    const value = layer.values[i] as number
    const y = first + i * pitch
    context.beginPath()
    context.arc(bar.center, y, Math.min(bead, pitch - 1) / 2, 0, 2 * Math.PI)
    context.fillStyle = withAlpha(palette.bottleneck, 0.16 + 0.34 * strength(value, layer.peak))
    context.fill()
    writeText(context, shortNumber(value), bar.center, y + 0.5, look)
  }
}

/** Many units: small beads in rows, full for a positive value, a ring for a negative one. */
function drawSmallBeads(
  context: CanvasRenderingContext2D,
  bar: HourglassBar,
  { columns, pitch }: { columns: number; pitch: number },
  layer: LayerActivity,
  palette: Palette,
): void {
  const count = layer.values.length
  const rows = Math.ceil(count / columns)
  const left = bar.center - (pitch * (columns - 1)) / 2
  const top = bar.top + bar.height / 2 - (pitch * (rows - 1)) / 2
  const radius = pitch * BEAD_SHARE
  for (let i = 0; i < count; i++) {
    const value = layer.values[i] as number
    const alpha = 0.12 + 0.88 * strength(value, layer.peak)
    context.beginPath()
    context.arc(left + (i % columns) * pitch, top + Math.floor(i / columns) * pitch, value < 0 ? radius - 0.6 : radius, 0, 2 * Math.PI)
    if (value < 0) {
      context.lineWidth = 1.2
      context.strokeStyle = withAlpha(palette.bottleneck, alpha)
      context.stroke()
    } else {
      context.fillStyle = withAlpha(palette.bottleneck, alpha)
      context.fill()
    }
  }
}

/** The fewest columns whose beads are about as large as can be: a tall heap fills a tall capsule. */
function bestColumns(count: number, inner: { width: number; height: number }): number {
  const pitches = [1, 2, 3, 4, 5].map((columns) => beadPitch(count, columns, inner))
  return 1 + pitches.findIndex((pitch) => pitch >= 0.85 * Math.max(...pitches))
}

function beadPitch(count: number, columns: number, inner: { width: number; height: number }): number {
  return Math.min(inner.width / columns, inner.height / Math.ceil(count / columns))
}

function strength(value: number, peak: number): number {
  return Math.min(1, Math.abs(value) / peak)
}

/** As many digits as fit in a bead, with a true minus: "−0.9", "12". */
function shortNumber(value: number): string {
  const text = Math.abs(value) < 9.95 ? Math.abs(value).toFixed(1) : Math.abs(value).toFixed(0)
  return value < 0 && Number(text) !== 0 ? `−${text}` : text
}
