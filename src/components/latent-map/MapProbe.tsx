import { type RefObject, useRef } from 'react'
import { drawDigit } from '../../plots/drawDigit.ts'
import { drawProbe, drawSampleMark } from '../../plots/drawMapMarks.ts'
import { drawSpread } from '../../plots/drawSpreads.ts'
import { placePoints, pointAt, type Spot, spotOf } from '../../plots/mapScale.ts'
import { datasetFacts } from '../../spec/datasets.ts'
import { selectedOverview, selectedRun, shownLive } from '../../store/state.ts'
import { useActions, useApp, useLive } from '../../store/useApp.ts'
import { PictureCanvas, usePictureCanvas } from '../controls/Digit.tsx'
import { pageFont } from '../controls/pageFont.ts'
import { useFontsReady } from '../controls/useFontsReady.ts'
import { useIsPoints } from '../hourglass/sample.ts'
import { DecodedPlane } from '../points/SmallPlanes.tsx'
import { nearLabel, placeCard, placeText } from './describeProbe.ts'
import { type MapData, projectCode } from './mapFrame.ts'
import type { MovingExtent } from './useMovingExtent.ts'
import { useProbeSpot } from './useProbeSpot.ts'

interface MapProbeProps {
  readonly data: RefObject<MapData | null>
  readonly extent: MovingExtent
  readonly size: { readonly width: number; readonly height: number } | null
  /** Device pixels to a CSS pixel. */
  readonly ratio: number
  /** Where the stage finds the function to call when the points or the extent have moved. */
  readonly redraw: RefObject<() => void>
}

const PICTURE_PX = 98

/** Decodes the place that is pointed at, and marks where the shown picture lies. */
export function MapProbe({ data, extent, size, ratio, redraw }: MapProbeProps) {
  const area = useRef<HTMLDivElement>(null)
  const marks = useRef<HTMLCanvasElement>(null)
  const card = useRef<HTMLDivElement>(null)
  const place = useRef<HTMLSpanElement>(null)
  const near = useRef<HTMLSpanElement>(null)
  /** Of the picture in the hourglass. */
  const code = useRef<Float32Array | null>(null)
  const deviations = useRef<Float32Array | null>(null)

  const { canvas, side, palette } = usePictureCanvas(PICTURE_PX)
  const hasFont = useFontsReady()
  const isPoints = useIsPoints()
  const { classes } = datasetFacts(useApp((state) => selectedRun(state).spec.data.name))
  const { decodeAt, noteAsked, noteShown, setView } = useActions()
  const hidden = useApp((state) => state.view.hiddenClasses)
  const hasDrawing = useApp((state) => state.view.drawing !== null)
  const codeSize = useApp((state) => selectedRun(state).plan.latent)
  const latentLayer = useApp((state) => selectedRun(state).plan.layers.findIndex((layer) => layer.role === 'latent'))
  const sample = useApp((state) => state.view.sample)
  const sampleLabel = useApp((state) => (typeof state.view.sample === 'number' ? (selectedOverview(state)?.labels[state.view.sample] ?? null) : null))

  const { spot, handlers } = useProbeSpot(area, (now, before) => {
    // A drawing on the pad is looked at through the weights as well.
    if (!now || !before) setView({ isProbing: now !== null || hasDrawing, ...(!now && { probedPoint: null }) })
    draw()
  })
  const draw = () => {
    drawMarks()
    drawCard()
  }
  redraw.current = draw

  const drawMarks = () => {
    const context = marks.current?.getContext('2d')
    const shown = extent.current()
    if (!context || !shown || !size) return
    context.setTransform(ratio, 0, 0, ratio, 0, 0)
    context.clearRect(0, 0, size.width, size.height)
    const toPixels = ({ u, v }: Spot) => ({ x: u * size.width, y: v * size.height })
    const samplePoint = code.current && data.current && projectCode(code.current, data.current, sampleLabel)
    const [dx, dy] = deviations.current ?? []
    if (samplePoint && dx !== undefined && dy !== undefined) {
      drawSpread(context, { at: samplePoint, deviations: [dx, dy] }, { extent: shown, ...size, color: palette.ink, lineWidth: 2.5 })
    }
    if (samplePoint) {
      const name = sample === 'drawing' ? 'your drawing' : `this ${isPoints ? 'point' : classes[sampleLabel ?? 0]}`
      drawSampleMark(context, toPixels(spotOf(samplePoint, shown)), { name, width: size.width, font: pageFont(), palette })
    }
    if (spot.current) drawProbe(context, toPixels(spot.current), palette)
  }

  const drawCard = () => {
    const shown = extent.current()
    if (!card.current || !place.current || !near.current || !size) return
    const point = spot.current && shown && pointAt(spot.current, shown)
    const decoded = point && decodeAt(point.x, point.y)
    card.current.hidden = !decoded
    if (!decoded || !spot.current || !data.current) return
    const { points, labels, isStrip } = data.current
    const context = canvas.current?.getContext('2d')
    // A point is shown among all others, here and beside the hourglass.
    if (isPoints) setView({ probedPoint: decoded.picture })
    else if (context) drawDigit(context, decoded.picture, { width: side, height: side, ink: palette.ink, paper: palette.surface })
    place.current.textContent = placeText(point, shown, isStrip)
    place.current.dataset.value = isStrip ? String(point.x) : `${point.x},${point.y}`
    const at = { x: spot.current.u * size.width, y: spot.current.v * size.height }
    const label = nearLabel(at, placePoints(points, shown, size.width, size.height), labels, { hidden })
    near.current.textContent = label === null ? '' : `near ${isPoints ? '' : 'a test '}${classes[label]}`
    const { left, top } = placeCard(at, { width: card.current.offsetWidth, height: card.current.offsetHeight }, size)
    noteShown('decode')
    card.current.style.transform = `translate(${Math.round(left)}px, ${Math.round(top)}px)`
  }

  useLive(
    (state) => shownLive(state).weights,
    () => draw(),
    [size, ratio, palette, hidden, sample, sampleLabel, hasFont, isPoints],
  )
  useLive(
    (state) => shownLive(state).activations?.[latentLayer] ?? null,
    (values) => {
      code.current = values
      drawMarks()
    },
    [latentLayer],
  )
  useLive(
    (state) => shownLive(state).sampleDeviations,
    (values) => {
      deviations.current = values
      drawMarks()
    },
  )

  const pixels = { width: Math.round((size?.width ?? 0) * ratio), height: Math.round((size?.height ?? 0) * ratio) }
  return (
    <div
      className="map-probe"
      ref={area}
      role="application"
      aria-label="Decode a place of the map: move with the arrow keys, leave with Escape"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: arrow keys move the probe
      tabIndex={0}
      {...handlers}
      onPointerMoveCapture={(event) => noteAsked('decode', event.timeStamp)}
    >
      <canvas className="map-layer" ref={marks} {...pixels} aria-hidden />
      <div className="probe-card" ref={card} role="status" hidden>
        {isPoints ? (
          <DecodedPlane size={PICTURE_PX} />
        ) : (
          <PictureCanvas size={PICTURE_PX} side={side} ref={canvas} label="What the decoder makes of this place" />
        )}
        {codeSize > 2 ? 'at ' : 'decoded from '}
        <span className="probe-place" ref={place} />
        {codeSize > 2 && ' of the first two principal components'}
        <span className="probe-near" ref={near} />
      </div>
    </div>
  )
}
