import { useMemo, useRef } from 'react'
import { drawPictureGrid } from '../../plots/drawPictureGrid.ts'
import { layoutPictureGrid } from '../../plots/layoutPictureGrid.ts'
import { peakOf, signedShade } from '../../plots/signedShade.ts'
import type { ConvShape, ConvTransposeShape } from '../../spec/layerShapes.ts'
import type { NetworkPlan } from '../../spec/network.ts'
import { filterPictures, filterSetOf } from '../../store/filters.ts'
import { shownLive } from '../../store/state.ts'
import { useLive } from '../../store/useApp.ts'
import { useDevicePixelRatio } from '../controls/useDevicePixelRatio.ts'
import { useSize } from '../controls/useSize.ts'
import { GridCanvas } from '../picture-grid/GridCanvas.tsx'
import { usePalette } from '../theme/useTheme.ts'
import { sayFilters, titleOf } from './filterWords.ts'

/** Rows of pictures this high at most: a layer of few filters does not fill the panel alone. */
const ROOM_HEIGHT = 108
const SIZES = { least: 20, most: 44 }

/** One convolution's filters, drawn again with every change of its weights. All on one scale, so that they compare. */
export function LayerFilters({
  plan,
  index,
  layer,
}: {
  readonly plan: NetworkPlan
  readonly index: number
  readonly layer: ConvShape | ConvTransposeShape
}) {
  const room = useRef<HTMLDivElement>(null)
  const canvas = useRef<HTMLCanvasElement>(null)
  const size = useSize(room)
  const ratio = useDevicePixelRatio()
  const palette = usePalette()
  const set = filterSetOf(layer)
  const { count } = set
  const width = size?.width ?? 0
  const layout = useMemo(() => (width > 0 ? layoutPictureGrid(count, { width, height: ROOM_HEIGHT }, SIZES) : null), [count, width])
  useLive(
    (state) => shownLive(state).weights?.layers[index] ?? null,
    (weights) => {
      const context = canvas.current?.getContext('2d')
      if (!context || !weights || !layout) return
      const pictures = filterPictures(weights)
      if (pictures.length !== count) return
      const shade = signedShade({ paper: palette.surface, more: palette.tooMuch, less: palette.missing }, peakOf(pictures))
      drawPictureGrid(context, pictures, layout, { shadeOf: () => shade, line: palette.line, paper: palette.paper, ratio })
    },
    [layout, ratio, palette, index, count],
  )
  const title = titleOf(plan, index)
  const words = sayFilters(set)
  return (
    <figure className="layer-filters">
      <figcaption>
        <b className={`filters-${plan.layers[index]?.role}`}>{title}</b> {words}
      </figcaption>
      <div ref={room}>{layout && <GridCanvas ref={canvas} layout={layout} ratio={ratio} label={`${title}: ${words}`} />}</div>
    </figure>
  )
}
