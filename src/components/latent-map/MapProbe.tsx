import { type KeyboardEvent, type PointerEvent, type RefObject, useEffect, useRef } from 'react'
import { drawDigit } from '../../plots/drawDigit.ts'
import { drawProbe, drawSampleMark } from '../../plots/drawMapMarks.ts'
import { placePoints, pointAt, type Spot, spotOf } from '../../plots/mapScale.ts'
import { selectedLive, selectedRun } from '../../store/state.ts'
import { useActions, useApp, useLive } from '../../store/useApp.ts'
import { PictureCanvas, usePictureCanvas } from '../controls/Digit.tsx'
import { useFontReady } from '../loss-chart/useFontReady.ts'
import { nearLabel, placeCard, placeText } from './describeProbe.ts'
import { type MapData, projectCode } from './mapFrame.ts'
import type { MovingExtent } from './useMovingExtent.ts'

interface MapProbeProps {
  readonly data: RefObject<MapData | null>
  readonly extent: MovingExtent
  readonly size: { readonly width: number; readonly height: number } | null
  readonly ratio: number
  /** Where the stage finds the function to call when the points or the extent have moved. */
  readonly redraw: RefObject<() => void>
}

const PICTURE_PX = 98
const CENTRE: Spot = { u: 0.5, v: 0.5 }
/** How far an arrow key goes, as a share of the map; with Shift. */
const KEY_STEP = 0.02
const KEY_LEAP = 0.1
const ARROWS: Readonly<Record<string, readonly [number, number]>> = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }

/** Decodes the place under the pointer, the finger or the arrow keys, and marks where the shown picture lies. */
export function MapProbe({ data, extent, size, ratio, redraw }: MapProbeProps) {
  const area = useRef<HTMLDivElement>(null)
  const marks = useRef<HTMLCanvasElement>(null)
  const card = useRef<HTMLDivElement>(null)
  const place = useRef<HTMLSpanElement>(null)
  const near = useRef<HTMLSpanElement>(null)
  const spot = useRef<Spot | null>(null)
  const lastSpot = useRef(CENTRE)
  const code = useRef<Float32Array | null>(null)

  const { canvas, side, palette } = usePictureCanvas(PICTURE_PX)
  const hasFont = useFontReady()
  const { setView, decodeAt } = useActions()
  const hidden = useApp((state) => state.view.hiddenClasses)
  const hasDrawing = useApp((state) => state.view.drawing !== null)
  const codeSize = useApp((state) => selectedRun(state).plan.latent)
  const latentLayer = useApp((state) => selectedRun(state).plan.layers.findIndex((layer) => layer.role === 'latent'))
  const sample = useApp((state) => state.view.sample)
  const sampleLabel = useApp((state) => (typeof state.view.sample === 'number' ? (state.overview?.labels[state.view.sample] ?? null) : null))

  const drawMarks = () => {
    const context = marks.current?.getContext('2d')
    const shown = extent.current()
    if (!context || !shown || !size) return
    context.setTransform(ratio, 0, 0, ratio, 0, 0)
    context.clearRect(0, 0, size.width, size.height)
    const font = getComputedStyle(context.canvas).fontFamily
    const sampleAt = code.current && data.current && projectCode(code.current, data.current, sampleLabel)
    if (sampleAt) {
      const { u, v } = spotOf(sampleAt, shown)
      const name = sample === 'drawing' ? 'your drawing' : `this ${sampleLabel}`
      drawSampleMark(context, { x: u * size.width, y: v * size.height }, { name, width: size.width, font, palette })
    }
    if (spot.current) drawProbe(context, { x: spot.current.u * size.width, y: spot.current.v * size.height }, palette)
  }

  const drawCard = () => {
    const shown = extent.current()
    const context = canvas.current?.getContext('2d')
    if (!card.current || !place.current || !near.current || !context || !size) return
    const point = spot.current && shown && pointAt(spot.current, shown)
    const decoded = point && decodeAt(point.x, point.y)
    card.current.hidden = !decoded
    if (!decoded || !spot.current || !data.current || !shown) return
    drawDigit(context, decoded.picture, { width: side, height: side, ink: palette.ink, paper: palette.surface })
    place.current.textContent = placeText(point, shown, data.current.isStrip)
    place.current.dataset.value = data.current.isStrip ? String(point.x) : `${point.x},${point.y}`
    const at = { x: spot.current.u * size.width, y: spot.current.v * size.height }
    const label = nearLabel(at, placePoints(data.current.points, shown, size.width, size.height), data.current.labels, { hidden })
    near.current.textContent = label === null ? '' : `near a test ${label}`
    const { left, top } = placeCard(at, { width: card.current.offsetWidth, height: card.current.offsetHeight }, size)
    card.current.style.transform = `translate(${Math.round(left)}px, ${Math.round(top)}px)`
  }
  const draw = () => {
    drawMarks()
    drawCard()
  }
  redraw.current = draw

  useLive(
    (state) => selectedLive(state).weights,
    () => draw(),
    [size, ratio, palette, hidden, sample, sampleLabel, hasFont],
  )
  useLive(
    (state) => selectedLive(state).activations?.[latentLayer] ?? null,
    (values) => {
      code.current = values
      drawMarks()
    },
    [latentLayer],
  )

  const probe = (next: Spot) => {
    if (!spot.current) setView({ isProbing: true })
    spot.current = next
    lastSpot.current = next
    draw()
  }
  const leave = () => {
    if (!spot.current) return
    spot.current = null
    setView({ isProbing: hasDrawing })
    draw()
  }
  const latestLeave = useRef(leave)
  latestLeave.current = leave
  useEffect(() => {
    const leaveOutside = (event: globalThis.PointerEvent) => {
      if (!area.current?.contains(event.target as Node)) latestLeave.current()
    }
    document.addEventListener('pointerdown', leaveOutside)
    return () => {
      document.removeEventListener('pointerdown', leaveOutside)
      latestLeave.current()
    }
  }, [])

  const followPointer = (event: PointerEvent<HTMLDivElement>) => {
    const frame = event.currentTarget.getBoundingClientRect()
    probe({ u: clampShare((event.clientX - frame.left) / frame.width), v: clampShare((event.clientY - frame.top) / frame.height) })
  }
  const followKey = (event: KeyboardEvent) => {
    if (event.key === 'Escape') leave()
    const arrow = ARROWS[event.key]
    if (!arrow) return
    event.preventDefault()
    const step = event.shiftKey ? KEY_LEAP : KEY_STEP
    const { u, v } = lastSpot.current
    probe({ u: clampShare(u + arrow[0] * step), v: clampShare(v + arrow[1] * step) })
  }
  const pixels = { width: Math.round((size?.width ?? 0) * ratio), height: Math.round((size?.height ?? 0) * ratio) }
  return (
    <div
      className="map-probe"
      ref={area}
      role="application"
      aria-label="Decode a place of the map: move with the arrow keys, leave with Escape"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: arrow keys move the probe
      tabIndex={0}
      onPointerDown={followPointer}
      onPointerMove={followPointer}
      onPointerLeave={(event) => event.pointerType === 'mouse' && leave()}
      onKeyDown={followKey}
      onFocus={(event) => event.currentTarget.matches(':focus-visible') && probe(lastSpot.current)}
      onBlur={leave}
    >
      <canvas className="map-layer" ref={marks} {...pixels} aria-hidden />
      <div className="probe-card" ref={card} role="status" hidden>
        <PictureCanvas size={PICTURE_PX} side={side} ref={canvas} label="What the decoder makes of this place" />
        {codeSize > 2 ? 'at ' : 'decoded from '}
        <span className="probe-place" ref={place} />
        {codeSize > 2 && ' of the first two principal components'}
        <span className="probe-near" ref={near} />
      </div>
    </div>
  )
}

function clampShare(share: number): number {
  return Math.min(1, Math.max(0, share))
}
