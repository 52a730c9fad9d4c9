import { pixelsFor } from './canvasPixels.ts'
import { drawLatentPoints, type Raster } from './drawLatentPoints.ts'
import type { Rgb } from './parseColor.ts'
import { depthOpacity, type PointView, placeOn } from './pointView.ts'

export interface Cloud {
  /** [n, axes], in the data's units. */
  readonly points: Float32Array
  /** [n]. */
  readonly labels: ArrayLike<number>
}

export interface CloudLook {
  /** In CSS pixels. */
  readonly radius: number
  /** Of the points at the front. */
  readonly opacity: number
  /** One a class; of a class without one, nothing is drawn. */
  readonly colors: readonly (Rgb | null)[]
}

/** Points in space are drawn in so many layers, from the back to the front. */
const LAYERS = 5
/** How much of the front's opacity and size is left at the back. */
const BACK_OPACITY = 0.22
const BACK_RADIUS = 0.72

/** Replaces all that is on the canvas by the clouds, each over the ones before. Points at the back are fainter and smaller. */
export function drawClouds(context: CanvasRenderingContext2D, view: PointView, clouds: readonly (readonly [Cloud, CloudLook])[]): void {
  const { width, height } = context.canvas
  if (width === 0 || height === 0) return
  const raster = pixelsFor(context, width, height)
  raster.data.fill(0)
  for (const [cloud, look] of clouds) layOver(raster, view, cloud, look)
  context.putImageData(raster, 0, 0)
}

function layOver(raster: Raster, view: PointView, { points, labels }: Cloud, look: CloudLook): void {
  const placed = placeOn(view, points)
  const count = placed.length / 3
  const positions = new Float32Array(2 * count)
  for (let i = 0; i < count; i++) {
    positions[2 * i] = (placed[3 * i] as number) * view.ratio
    positions[2 * i + 1] = (placed[3 * i + 1] as number) * view.ratio
  }
  const layers = view.axes === 3 ? LAYERS : 1
  const layerOf = (depth: number) => Math.min(layers - 1, Math.max(0, Math.floor(((depth + 1) / 2) * layers)))
  for (let layer = layers - 1; layer >= 0; layer--) {
    const depth = layers === 1 ? -1 : ((layer + 0.5) / layers) * 2 - 1
    const classes = Int16Array.from({ length: count }, (_, i) => (layerOf(placed[3 * i + 2] as number) === layer ? (labels[i] as number) : -1))
    drawLatentPoints(
      raster,
      { positions, classes },
      {
        // Whole quarters of a pixel: each size and opacity is prepared once.
        radius: Math.max(0.5, Math.round(look.radius * depthOpacity(view, depth, BACK_RADIUS) * view.ratio * 4) / 4),
        opacity: look.opacity * depthOpacity(view, depth, BACK_OPACITY),
        colors: look.colors,
      },
    )
  }
}
