import { useCallback, useLayoutEffect, useRef } from 'react'
import { inkShade } from '../../plots/drawDigit.ts'
import { drawPictureGrid } from '../../plots/drawPictureGrid.ts'
import type { PictureGridLayout } from '../../plots/layoutPictureGrid.ts'
import type { AppState } from '../../store/state.ts'
import { useLive } from '../../store/useApp.ts'
import { useDevicePixelRatio } from '../controls/useDevicePixelRatio.ts'
import { usePalette } from '../theme/useTheme.ts'
import { GridCanvas } from './GridCanvas.tsx'

/** Square pictures, values row by row, 0 to 1 unless `full` says otherwise; one that is undefined is an empty frame. */
export type InkPictures = readonly (ArrayLike<number> | undefined)[]

interface InkGridProps {
  readonly layout: PictureGridLayout
  /** What is to be seen, for those who can't see it; without one it is decoration. */
  readonly label?: string
  /** The value that is all ink. */
  readonly full?: number
}

/** Of a picture's corners, in CSS pixels: what --radius-picture says. */
const RADIUS_PX = 5

/** Grey pictures as ink on paper, framed, all on one canvas; they change with React. */
export function InkGrid({ pictures, full, ...grid }: InkGridProps & { readonly pictures: InkPictures }) {
  const { canvas, ratio, draw } = useInk(grid.layout, full)
  // Before it is painted: a new size has blanked it.
  useLayoutEffect(() => draw(pictures), [draw, pictures])
  return <GridCanvas {...grid} ref={canvas} ratio={ratio} />
}

/**
 * The same, changing with every frame, past React: drawn when what `select` gives has changed.
 * `picturesOf` takes the pictures out of it, so that `select` can give a part of the state as it is. `inputs`: what picturesOf reads besides.
 */
export function LiveInkGrid<T>({
  select,
  picturesOf,
  inputs = [],
  full,
  ...grid
}: InkGridProps & {
  readonly select: (state: AppState) => T
  readonly picturesOf: (part: T) => InkPictures
  readonly inputs?: readonly unknown[]
}) {
  const { canvas, ratio, draw } = useInk(grid.layout, full)
  useLive(select, (part) => draw(picturesOf(part)), [draw, ...inputs])
  return <GridCanvas {...grid} ref={canvas} ratio={ratio} />
}

function useInk(layout: PictureGridLayout, full?: number) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const ratio = useDevicePixelRatio()
  const palette = usePalette()
  const draw = useCallback(
    (pictures: InkPictures) => {
      const context = canvas.current?.getContext('2d')
      if (!context) return
      const shade = inkShade({ ink: palette.ink, paper: palette.surface }, full)
      drawPictureGrid(context, pictures, layout, {
        shadeOf: () => shade,
        line: palette.line,
        paper: palette.paper,
        ground: palette.surface,
        radius: RADIUS_PX,
        ratio,
      })
    },
    [layout, full, palette, ratio],
  )
  return { canvas, ratio, draw }
}

/** `count` of the pictures that lie behind each other, no copies; undefined where there are not so many. */
export function picturesIn(values: Float32Array | null, count: number, pixels: number): InkPictures {
  return Array.from({ length: count }, (_, i) =>
    values && values.length >= (i + 1) * pixels ? values.subarray(i * pixels, (i + 1) * pixels) : undefined,
  )
}
