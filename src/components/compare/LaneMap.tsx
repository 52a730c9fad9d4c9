import { useRef } from 'react'
import { useStore } from 'zustand'
import { datasetFacts } from '../../spec/datasets.ts'
import { type AlignedMap, alignedMapOf, asItIs, isTurned } from '../../store/alignedMaps.ts'
import { paintTurnOf } from '../../store/pacing.ts'
import { shownLive, shownRun } from '../../store/state.ts'
import { useApp, useLive } from '../../store/useApp.ts'
import { useDevicePixelRatio } from '../controls/useDevicePixelRatio.ts'
import { useSize } from '../controls/useSize.ts'
import type { MapData } from '../latent-map/mapFrame.ts'
import { useMovingExtent } from '../latent-map/useMovingExtent.ts'
import { usePalette } from '../theme/useTheme.ts'
import './LaneMap.css'
import { LaneMapLine } from './LaneMapLine.tsx'
import { LaneProbe } from './LaneProbe.tsx'
import { laneMapData } from './laneMapData.ts'
import { linkedMaps } from './linkedMaps.ts'
import { paintLanePoints } from './paintLanePoints.ts'
import { useLinked } from './useLinked.ts'

/** A map that is turned by more than this at once is another picture: what it shows is not moved along. As a cosine. */
const LEAP = 0.8

/** The lane's test samples by their codes, turned to lie as those of the first lane do; above them what is pointed at, in whichever lane. */
export function LaneMap() {
  const laneId = useApp((state) => state.selectedLane)
  const stage = useRef<HTMLDivElement>(null)
  const canvas = useRef<HTMLCanvasElement>(null)
  const redrawProbe = useRef<() => void>(() => {})
  const map = useRef<AlignedMap | null>(null)
  const data = useRef<MapData | null>(null)

  const size = useSize(stage)
  const ratio = useDevicePixelRatio()
  const palette = usePalette()
  const hidden = useApp((state) => state.view.hiddenClasses)
  const { classes, noun } = datasetFacts(useApp((state) => shownRun(state).spec.data.name))
  const isEmpty = useApp((state) => shownLive(state).map === null)
  const canAlign = useApp((state) => turnOf(alignedMapOf(state, laneId)) !== null)
  const isAligned = useStore(linkedMaps, (linked) => linked.isAligned)

  const paint = () => {
    const extent = moving.current()
    if (!canvas.current || !extent) return
    const { brushed } = linkedMaps.getState()
    const members = brushed?.samples === map.current?.samples ? (brushed?.members ?? null) : null
    paintLanePoints(canvas.current, data.current, { extent, palette, hidden, members, ratio })
  }
  const draw = () => {
    paint()
    redrawProbe.current()
  }
  const moving = useMovingExtent(draw, paintTurnOf(laneId))
  useLinked('brushed', paint)
  useLive(
    (state) => alignedMapOf(state, laneId),
    (newest) => {
      const shown = newest && !isAligned ? asItIs(newest) : newest
      if (isLeap(turnOf(map.current), turnOf(shown))) moving.follow(null, () => {})
      map.current = shown
      data.current = shown && laneMapData(shown, classes)
      moving.follow(data.current?.goal ?? null, draw)
    },
    [size, ratio, palette, hidden, classes, isAligned],
  )
  const pixels = { width: Math.round((size?.width ?? 0) * ratio), height: Math.round((size?.height ?? 0) * ratio) }
  return (
    <div className="lane-map" data-testid="latent-map" data-aligned={canAlign ? isAligned : undefined}>
      <div className="lane-map-stage" ref={stage}>
        <canvas className="lane-map-layer" ref={canvas} {...pixels} aria-hidden />
        {isEmpty ? (
          <p>The test {noun} stand here by their codes.</p>
        ) : (
          <LaneProbe map={map} data={data} extent={moving} size={size} ratio={ratio} redraw={redrawProbe} />
        )}
        {canAlign && !isEmpty && (
          <button
            type="button"
            className="lane-map-align"
            data-testid="align"
            aria-pressed={isAligned}
            title="Turned, and mirrored where that fits better, to lie as the first map does. A network may lay its codes out any way round."
            onClick={() => linkedMaps.setState({ isAligned: !isAligned })}
          >
            aligned
          </button>
        )}
      </div>
      <LaneMapLine />
    </div>
  )
}

function turnOf(map: AlignedMap | null): readonly number[] | null {
  return map && isTurned(map) ? (map.turned?.matrix ?? null) : null
}

const UNTURNED = [1, 0, 0, 1] as const

function isLeap(before: readonly number[] | null, now: readonly number[] | null): boolean {
  const [from, to] = [before ?? UNTURNED, now ?? UNTURNED]
  return from.reduce((sum, entry, i) => sum + entry * (to[i] as number), 0) / 2 < LEAP
}
