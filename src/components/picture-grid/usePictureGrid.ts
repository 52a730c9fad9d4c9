import { useMemo, useRef } from 'react'
import { layoutPictureGrid, type PictureSizes } from '../../plots/layoutPictureGrid.ts'
import { useDevicePixelRatio } from '../controls/useDevicePixelRatio.ts'
import { useSize } from '../controls/useSize.ts'

export type PictureGridParts = ReturnType<typeof usePictureGrid>

/** What a grid of pictures needs: the room it is in, where each picture stands, its canvas. The layout is null until the room has been measured. */
export function usePictureGrid(count: number, { least, most }: PictureSizes) {
  const room = useRef<HTMLDivElement>(null)
  const canvas = useRef<HTMLCanvasElement>(null)
  const size = useSize(room)
  const ratio = useDevicePixelRatio()
  const layout = useMemo(
    () => (size && size.width > 0 && count > 0 ? layoutPictureGrid(count, size, { least, most }) : null),
    [count, size, least, most],
  )
  return { room, canvas, ratio, layout }
}
