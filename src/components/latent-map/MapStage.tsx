import { useRef } from 'react'
import { drawCodeMesh, drawCodeRibbon } from '../../plots/drawCodeRuler.ts'
import { type DecodedGrid, drawDecodedGrid } from '../../plots/drawDecodedGrid.ts'
import { STRIP_PICTURE_ROW, spotOf, stripExtent, stripRow } from '../../plots/mapScale.ts'
import { datasetFacts } from '../../spec/datasets.ts'
import { selectedRun, shownLive } from '../../store/state.ts'
import { useActions, useApp, useLive } from '../../store/useApp.ts'
import type { GridFrame } from '../../workers/protocol.ts'
import { useDevicePixelRatio } from '../controls/useDevicePixelRatio.ts'
import { useSize } from '../controls/useSize.ts'
import { useIsPoints } from '../hourglass/sample.ts'
import { usePalette } from '../theme/useTheme.ts'
import { MapProbe } from './MapProbe.tsx'
import { type MapData, mapData } from './mapFrame.ts'
import { paintPoints } from './paintPoints.ts'
import { useMovingExtent } from './useMovingExtent.ts'
import { useReportedExtent } from './useReportedExtent.ts'

/** How strongly the decoded grid shows through. */
const GRID_OPACITY = 0.15
/** Of a strip's one row, which nothing lies over. */
const STRIP_OPACITY = 0.8

/** Three layers: the points, behind them the decoded grid, above both what follows the pointer. */
export function MapStage({ emphasis }: { readonly emphasis: number | null }) {
  const stage = useRef<HTMLDivElement>(null)
  const pointsCanvas = useRef<HTMLCanvasElement>(null)
  const gridCanvas = useRef<HTMLCanvasElement>(null)
  const redrawProbe = useRef<() => void>(() => {})
  const data = useRef<MapData | null>(null)
  const grid = useRef<DecodedGrid | null>(null)

  const size = useSize(stage)
  const ratio = useDevicePixelRatio()
  const palette = usePalette()
  const hidden = useApp((state) => state.view.hiddenClasses)
  const { classes, noun } = datasetFacts(useApp((state) => selectedRun(state).spec.data.name))
  const isPoints = useIsPoints()
  const { seenPoints } = useActions()
  const isStrip = useApp((state) => selectedRun(state).plan.latent === 1)
  const isEmpty = useApp((state) => shownLive(state).map === null)

  const report = useReportedExtent()
  const extent = useMovingExtent(() => {
    drawPoints()
    drawGrid()
    redrawProbe.current()
    report(extent.current())
  })
  const drawPoints = () => {
    const shown = extent.current()
    if (pointsCanvas.current && shown) paintPoints(pointsCanvas.current, data.current, { extent: shown, palette, hidden, emphasis, ratio })
  }
  const drawGrid = () => {
    const shown = extent.current()
    const context = gridCanvas.current?.getContext('2d')
    if (!context || !shown) return
    const { width, height } = context.canvas
    const shape = isPoints ? (seenPoints()?.through?.shape ?? null) : null
    const look = { width, height, extent: shown, ratio, palette }
    if (shape?.kind === 'curve') drawCodeRibbon(context, shape, STRIP_PICTURE_ROW, look)
    else if (shape?.kind === 'sheet') drawCodeMesh(context, shape, look)
    else if (grid.current && !isPoints)
      drawDecodedGrid(context, grid.current, { width, height, extent: shown, ink: palette.ink, opacity: isStrip ? STRIP_OPACITY : GRID_OPACITY })
    else context.clearRect(0, 0, width, height)
  }

  useLive(
    (state) => shownLive(state).map,
    (frame) => {
      data.current = mapData(frame, classes)
      extent.follow(data.current?.goal ?? null, () => {
        drawPoints()
        redrawProbe.current()
        report(extent.current())
      })
    },
    [size, ratio, palette, hidden, emphasis, classes],
  )
  useLive(
    (state) => shownLive(state).grid,
    (frame) => {
      grid.current = frame && isStrip ? oneRow(frame) : frame
      drawGrid()
    },
    [size, ratio, palette, isStrip, isPoints],
  )
  useLive(
    (state) => (isPoints ? shownLive(state).weights : null),
    () => isPoints && drawGrid(),
    [size, ratio, palette, isPoints],
  )

  const pixels = { width: Math.round((size?.width ?? 0) * ratio), height: Math.round((size?.height ?? 0) * ratio) }
  return (
    <div className={isEmpty ? 'map-stage is-empty' : 'map-stage'} ref={stage}>
      <canvas className="map-layer map-points" ref={pointsCanvas} {...pixels} aria-hidden />
      <canvas className="map-layer map-grid" ref={gridCanvas} {...pixels} aria-hidden />
      {isStrip && !isEmpty && <StripRows names={classes} />}
      {isStrip && isPoints && !isEmpty && <span className="map-ruler-name">the code, in the curve’s colours</span>}
      {isEmpty ? (
        <p className="map-empty">The test {noun} stand here by their codes as soon as they have been read.</p>
      ) : (
        <MapProbe data={data} extent={extent} size={size} ratio={ratio} redraw={redrawProbe} />
      )}
    </div>
  )
}

/** Of a one-number code every row of the grid is the same: one of them, under the points. */
function oneRow({ x, columns, pictures, rows }: GridFrame): DecodedGrid {
  return { x, y: STRIP_PICTURE_ROW, columns, rows: 1, pictures: pictures.subarray(0, pictures.length / rows) }
}

/** The names of a strip's rows. */
function StripRows({ names }: { readonly names: readonly string[] }) {
  const extent = stripExtent([0, 1], names)
  return (
    <ol className="map-rows" aria-hidden>
      {names.map((name, label) => (
        <li key={name} style={{ top: `${100 * spotOf({ x: 0, y: stripRow(label, names.length) }, extent).v}%` }}>
          {name}
        </li>
      ))}
    </ol>
  )
}
