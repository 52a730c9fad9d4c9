import { pixelsFor } from '../../plots/canvasPixels.ts'
import { drawLatentPoints } from '../../plots/drawLatentPoints.ts'
import type { Extent } from '../../plots/growExtent.ts'
import { placePoints } from '../../plots/mapScale.ts'
import type { Palette } from '../../plots/palette.ts'
import { parseColor } from '../../plots/parseColor.ts'
import type { MapData } from '../latent-map/mapFrame.ts'

interface LanePointsLook {
  readonly extent: Extent
  readonly palette: Palette
  readonly hidden: readonly number[]
  /** The points to bring forward; the others step back. Null: all are alike. */
  readonly members: ReadonlySet<number> | null
  /** Device pixels to a CSS pixel. */
  readonly ratio: number
}

/** Of NORMAL_COUNT points on a map of NORMAL_SIDE, its shorter side, in CSS pixels. */
const RADIUS_PX = 2.5
const NORMAL_COUNT = 2_000
const NORMAL_SIDE = 320
const LEAST_RADIUS_PX = 1.5
const OPACITY = 0.9
const OPACITY_BACK = 0.1
/** Of a point that is not drawn: no class has it. */
const NO_CLASS = -1

/** Replaces all that is on the canvas by the points. */
export function paintLanePoints(canvas: HTMLCanvasElement, data: MapData | null, look: LanePointsLook): void {
  const context = canvas.getContext('2d')
  const { width, height } = canvas
  if (!context || width === 0 || height === 0) return
  const raster = pixelsFor(context, width, height)
  raster.data.fill(0)
  if (data) {
    const { members, palette, hidden } = look
    const positions = placePoints(data.points, look.extent, width, height)
    const colors = palette.classes.map((color, label) => (hidden.includes(label) ? null : parseColor(color)))
    const radius = radiusFor(data.labels.length, Math.min(width, height), look.ratio)
    const draw = (opacity: number, isDrawn: (index: number) => boolean) => {
      const classes = Int16Array.from(data.labels, (label, i) => (isDrawn(i) ? label : NO_CLASS))
      drawLatentPoints(raster, { positions, classes }, { radius, opacity, colors })
    }
    if (members) draw(OPACITY_BACK, (i) => !members.has(i))
    draw(OPACITY, (i) => !members || members.has(i))
  }
  context.putImageData(raster, 0, 0)
}

/** In device pixels, whole quarters of one: each size is prepared once. */
function radiusFor(count: number, side: number, ratio: number): number {
  const crowded = (NORMAL_COUNT / Math.max(300, count)) ** 0.2
  const small = Math.min(1, Math.sqrt(side / ratio / NORMAL_SIDE))
  return Math.round(Math.max(LEAST_RADIUS_PX, RADIUS_PX * crowded * small) * ratio * 4) / 4
}
