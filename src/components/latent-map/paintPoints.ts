import { pixelsFor } from '../../plots/canvasPixels.ts'
import { drawLatentPoints } from '../../plots/drawLatentPoints.ts'
import { drawSpreads } from '../../plots/drawSpreads.ts'
import type { Extent } from '../../plots/growExtent.ts'
import { placePoints } from '../../plots/mapScale.ts'
import type { Palette } from '../../plots/palette.ts'
import { parseColor } from '../../plots/parseColor.ts'
import type { MapData } from './mapFrame.ts'

export interface PointsLook {
  readonly extent: Extent
  readonly palette: Palette
  readonly hidden: readonly number[]
  /** The class to bring forward; the others step back. */
  readonly emphasis: number | null
  /** Device pixels to a CSS pixel. */
  readonly ratio: number
}

/** Of a map of NORMAL_COUNT points, in CSS pixels; many points are smaller, few larger. */
const RADIUS_PX = 2.6
const NORMAL_COUNT = 2_000
const OPACITY = 0.9
const OPACITY_BACK = 0.12

/** Replaces all that is on the canvas by the points. */
export function paintPoints(canvas: HTMLCanvasElement, data: MapData | null, { extent, palette, hidden, emphasis, ratio }: PointsLook): void {
  const context = canvas.getContext('2d')
  if (!context || canvas.width === 0 || canvas.height === 0) return
  const raster = pixelsFor(context, canvas.width, canvas.height)
  raster.data.fill(0)
  if (data) {
    const positions = placePoints(data.points, extent, canvas.width, canvas.height)
    const radius = Math.round(RADIUS_PX * (NORMAL_COUNT / Math.max(300, data.labels.length)) ** 0.2 * ratio * 4) / 4
    const draw = (opacity: number, isDrawn: (label: number) => boolean) => {
      const colors = palette.classes.map((color, label) => (isDrawn(label) && !hidden.includes(label) ? parseColor(color) : null))
      drawLatentPoints(raster, { positions, classes: data.labels }, { radius, opacity, colors })
    }
    if (emphasis !== null) draw(OPACITY_BACK, (label) => label !== emphasis)
    draw(OPACITY, (label) => emphasis === null || label === emphasis)
  }
  context.putImageData(raster, 0, 0)
  if (!data?.deviations) return
  const isDrawn = (label: number) => !hidden.includes(label) && (emphasis === null || label === emphasis)
  const colors = palette.classes.map((color, label) => (isDrawn(label) ? color : null))
  const { width, height } = canvas
  drawSpreads(context, { ...data, deviations: data.deviations }, { extent, width, height, colors, lineWidth: ratio })
}
