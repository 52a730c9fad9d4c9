import { type CSSProperties, useRef } from 'react'
import { drawDigit } from '../../plots/drawDigit.ts'
import type { Palette } from '../../plots/palette.ts'
import type { AppState } from '../../store/state.ts'
import { useLive } from '../../store/useApp.ts'
import { usePalette } from '../theme/useTheme.ts'
import './Digit.css'
import { useDevicePixelRatio } from './useDevicePixelRatio.ts'

interface PictureProps {
  /** Side in CSS pixels. */
  readonly size: number
  /** What it shows, for those who can't see it; without one it is decoration. */
  readonly label?: string
  readonly className?: string
}

/**
 * A picture that changes with every frame, past React: drawn when what `select` gives has changed.
 * `pixelsOf` takes the picture out of it, so that `select` can give a part of the state as it is. `inputs`: what pixelsOf reads besides.
 */
export function LiveDigit<T>({
  select,
  pixelsOf,
  inputs = [],
  ...picture
}: PictureProps & {
  readonly select: (state: AppState) => T
  readonly pixelsOf: (part: T) => ArrayLike<number> | null
  readonly inputs?: readonly unknown[]
}) {
  const { canvas, side, palette } = usePictureCanvas(picture.size)
  useLive(select, (part) => drawOrClear(canvas.current, pixelsOf(part), side, palette), [side, palette, ...inputs])
  return <PictureCanvas {...picture} ref={canvas} side={side} />
}

/** What a live picture of another kind needs: its canvas, its side in device pixels, its colours. */
export function usePictureCanvas(size: number) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const side = Math.round(size * useDevicePixelRatio())
  return { canvas, side, palette: usePalette() }
}

/** The canvas element of a picture, with its thin outline. `side` is in device pixels. */
export function PictureCanvas({
  size,
  side,
  label,
  className = '',
  ref,
}: PictureProps & { readonly side: number; readonly ref: React.Ref<HTMLCanvasElement> }) {
  const access = label === undefined ? { 'aria-hidden': true } : { role: 'img', 'aria-label': label }
  return (
    <canvas {...access} ref={ref} className={`digit ${className}`} width={side} height={side} style={{ '--side': `${size}px` } as CSSProperties} />
  )
}

function drawOrClear(canvas: HTMLCanvasElement | null, pixels: ArrayLike<number> | null, side: number, palette: Palette): void {
  const context = canvas?.getContext('2d')
  if (!context) return
  if (pixels) drawDigit(context, pixels, { width: side, height: side, ink: palette.ink, paper: palette.surface })
  else context.clearRect(0, 0, side, side)
}
