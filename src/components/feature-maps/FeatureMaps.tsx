import { useMemo, useRef } from 'react'
import { drawPictureGrid } from '../../plots/drawPictureGrid.ts'
import { layoutPictureGrid } from '../../plots/layoutPictureGrid.ts'
import type { Palette } from '../../plots/palette.ts'
import { peakOf, signedShade } from '../../plots/signedShade.ts'
import { splitMaps } from '../../plots/splitMaps.ts'
import type { SpatialShape } from '../../spec/layerShapes.ts'
import type { LayerRole } from '../../spec/network.ts'
import { useLive } from '../../store/useApp.ts'
import { useDevicePixelRatio } from '../controls/useDevicePixelRatio.ts'
import { activationsOf } from '../hourglass/sample.ts'
import { GridCanvas } from '../picture-grid/GridCanvas.tsx'
import { usePalette } from '../theme/useTheme.ts'

/** In CSS pixels; more maps than fit are scrolled to. */
const MAPS_ROOM = { width: 256, height: 300 }
const MAP_SIZES = { least: 36, most: 84 }

/** The maps that a layer makes of the sample, in its component's colour, all on one scale. Negative values are grey. */
export function FeatureMaps({
  index,
  role,
  shape: [height, width, channels],
  label,
}: {
  readonly index: number
  readonly role: LayerRole
  readonly shape: SpatialShape
  readonly label: string
}) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const ratio = useDevicePixelRatio()
  const palette = usePalette()
  const layout = useMemo(() => layoutPictureGrid(channels, MAPS_ROOM, MAP_SIZES), [channels])
  useLive(
    (state) => activationsOf(state)?.[index] ?? null,
    (values) => {
      const context = canvas.current?.getContext('2d')
      if (!context || values?.length !== height * width * channels) return
      const maps = splitMaps(values, { height, width, channels })
      const shade = signedShade({ paper: palette.surface, more: colorOf(role, palette), less: palette.muted }, peakOf(maps))
      drawPictureGrid(context, maps, layout, { shadeOf: () => shade, line: palette.line, paper: palette.paper, ratio })
    },
    [layout, ratio, palette, index, role, height, width, channels],
  )
  return (
    <div className="feature-maps-room" style={{ maxHeight: MAPS_ROOM.height }}>
      <GridCanvas ref={canvas} layout={layout} ratio={ratio} label={label} />
    </div>
  )
}

function colorOf(role: LayerRole, palette: Palette): string {
  switch (role) {
    case 'encoder':
      return palette.encoder
    case 'latent':
      return palette.bottleneck
    case 'decoder':
    case 'output':
      return palette.decoder
    default:
      return role satisfies never
  }
}
