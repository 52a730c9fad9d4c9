import { type PointerEvent, type RefObject, useRef } from 'react'
import { drawLasso } from '../../plots/drawLasso.ts'
import { drawProbe, drawSampleMark } from '../../plots/drawMapMarks.ts'
import { placePoints, pointAt, type Spot, spotOf } from '../../plots/mapScale.ts'
import { nearestPlace } from '../../plots/nearestPlace.ts'
import { placesInside } from '../../plots/placesInside.ts'
import { datasetFacts } from '../../spec/datasets.ts'
import { type AlignedMap, commonPlace, ownPlace, placeFromCommon, shownPlace } from '../../store/alignedMaps.ts'
import { shownRun } from '../../store/state.ts'
import { useActions, useApp } from '../../store/useApp.ts'
import { pageFont } from '../controls/pageFont.ts'
import { useFontsReady } from '../controls/useFontsReady.ts'
import type { MapData } from '../latent-map/mapFrame.ts'
import type { MovingExtent } from '../latent-map/useMovingExtent.ts'
import { useProbeSpot } from '../latent-map/useProbeSpot.ts'
import { usePalette } from '../theme/useTheme.ts'
import { clearBrush, linkedMaps } from './linkedMaps.ts'
import { PointedCard, type PointedHere } from './PointedCard.tsx'
import { useLasso } from './useLasso.ts'
import { useLinked } from './useLinked.ts'

interface LaneProbeProps {
  /** As it is shown. */
  readonly map: RefObject<AlignedMap | null>
  readonly data: RefObject<MapData | null>
  readonly extent: MovingExtent
  readonly size: { readonly width: number; readonly height: number } | null
  /** Device pixels to a CSS pixel. */
  readonly ratio: number
  /** Where the map finds the function to call when the points or the extent have moved. */
  readonly redraw: RefObject<() => void>
}

/** Nearer than this, in CSS pixels, a sample is pointed at; a finger covers more. */
const NEAR_PX = 8
const NEAR_FINGER_PX = 18

/** Takes the pointer over a lane's map, and shows there what is pointed at in any lane. */
export function LaneProbe({ map, data, extent, size, ratio, redraw }: LaneProbeProps) {
  const area = useRef<HTMLDivElement>(null)
  const marks = useRef<HTMLCanvasElement>(null)
  const showCard = useRef<(here: PointedHere | null) => void>(() => {})
  const isFinger = useRef(false)
  const laneId = useApp((state) => state.selectedLane)
  const palette = usePalette()
  const hidden = useApp((state) => state.view.hiddenClasses)
  const hasDrawing = useApp((state) => state.view.drawing !== null)
  const { classes, kind } = datasetFacts(useApp((state) => shownRun(state).spec.data.name))
  const { setView } = useActions()
  useFontsReady()

  const placed = () => {
    const shown = extent.current()
    return data.current && shown && size && placePoints(data.current.points, shown, size.width, size.height)
  }
  const isShown = (index: number) => !hidden.includes(data.current?.labels[index] ?? 0)

  const point = (spot: Spot) => {
    const [positions, shown] = [placed(), extent.current()]
    if (!positions || !shown || !size || !map.current) return
    const at = { x: spot.u * size.width, y: spot.v * size.height }
    const own = ownPlace(map.current, pointAt(spot, shown))
    const index = nearestPlace(positions, at, { within: isFinger.current ? NEAR_FINGER_PX : NEAR_PX, isShown })
    linkedMaps.setState({ pointed: { laneId, samples: map.current.samples, index, own, common: commonPlace(map.current, own) } })
  }
  const leave = () => {
    if (linkedMaps.getState().pointed?.laneId === laneId) linkedMaps.setState({ pointed: null })
  }
  const { handlers: probing } = useProbeSpot(area, (now, before) => {
    if (!now || !before) setView({ isProbing: now !== null || hasDrawing })
    if (now) point(now)
    else leave()
  })

  const lasso = useLasso({
    onDraw(corners) {
      const positions = placed()
      if (!positions || !size || !map.current || !data.current) return
      const line = corners.flatMap(({ u, v }) => [u * size.width, v * size.height])
      const members = placesInside(positions, line).filter(isShown)
      const counts = classes.map(() => 0)
      for (const index of members) counts[data.current.labels[index] as number] = (counts[data.current.labels[index] as number] ?? 0) + 1
      linkedMaps.setState({ pointed: null, brushed: { laneId, samples: map.current.samples, members: new Set(members), counts } })
    },
    onEnd() {
      if (linkedMaps.getState().brushed?.members.size === 0) clearBrush()
      draw()
    },
    onClick: clearBrush,
  })

  /** Where in this map that is which is pointed at; null where it isn't in it. */
  const pointedHere = (): PointedHere | null => {
    const { pointed } = linkedMaps.getState()
    const shown = extent.current()
    if (!pointed || !shown || !size || !map.current || !data.current || pointed.samples !== map.current.samples) return null
    const { points, labels } = data.current
    const { index, samples } = pointed
    const own = pointed.laneId === laneId ? pointed.own : pointed.common && placeFromCommon(map.current, pointed.common)
    if (index === null ? !own : index >= labels.length || !isShown(index)) return null
    const place =
      index === null ? shownPlace(map.current, own as typeof pointed.own) : { x: points[2 * index] as number, y: points[2 * index + 1] as number }
    const { u, v } = spotOf(place, shown)
    if (!(u >= 0 && u <= 1 && v >= 0 && v <= 1)) return null
    const at = { x: u * size.width, y: v * size.height }
    return index === null ? { at, index, own: own as typeof pointed.own } : { at, index, samples, name: classes[labels[index] as number] ?? '' }
  }

  const draw = () => {
    const context = marks.current?.getContext('2d')
    if (!context || !size || !area.current) return
    const here = pointedHere()
    const lassoed = lasso.corners().flatMap(({ u, v }) => [u * size.width, v * size.height])
    // Shown or not, a canvas is a layer to the browser; one that is hidden is none.
    const isBlank = !here && lassoed.length === 0
    if (isBlank && context.canvas.hidden) return
    context.canvas.hidden = isBlank
    context.setTransform(ratio, 0, 0, ratio, 0, 0)
    context.clearRect(0, 0, size.width, size.height)
    drawLasso(context, lassoed, palette)
    if (here && here.index !== null) drawSampleMark(context, here.at, { name: here.name, width: size.width, font: pageFont(), palette })
    else if (here && kind === 'pictures') drawProbe(context, here.at, palette)
    const { dataset } = area.current
    dataset.index = here && here.index !== null ? String(here.index) : ''
    dataset.place = here ? `${here.at.x / size.width},${here.at.y / size.height}` : ''
    showCard.current(kind === 'pictures' ? here : null)
  }
  redraw.current = draw
  useLinked('pointed', draw)
  useLinked('brushed', draw)

  const pixels = { width: Math.round((size?.width ?? 0) * ratio), height: Math.round((size?.height ?? 0) * ratio) }
  return (
    <div
      className="lane-map-probe"
      ref={area}
      role="application"
      aria-label="Point at a test sample in all maps: move with the arrow keys, leave with Escape; draw around several to mark them"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: arrow keys move the pointer
      tabIndex={0}
      {...probing}
      {...lasso.handlers}
      onPointerDown={(event: PointerEvent<HTMLElement>) => {
        isFinger.current = event.pointerType === 'touch'
        lasso.handlers.onPointerDown(event)
        probing.onPointerDown(event)
      }}
      onPointerMove={(event: PointerEvent<HTMLElement>) => {
        lasso.handlers.onPointerMove(event)
        if (!lasso.isDrawing()) probing.onPointerMove(event)
      }}
    >
      <canvas className="lane-map-layer" ref={marks} {...pixels} aria-hidden />
      {kind === 'pictures' && size && <PointedCard laneId={laneId} map={size} show={showCard} />}
    </div>
  )
}
