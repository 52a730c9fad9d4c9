import type { Ref } from 'react'
import type { PictureGridLayout } from '../../plots/layoutPictureGrid.ts'
import './PictureGrid.css'

/** The canvas of a grid of pictures, as large as its layout. Its attributes tell where each picture stands. */
export function GridCanvas({
  layout,
  ratio,
  label,
  testId,
  ref,
}: {
  readonly layout: PictureGridLayout
  /** Device pixels to a CSS pixel. */
  readonly ratio: number
  /** What is to be seen, for those who can't see it; without one it is decoration. */
  readonly label?: string
  readonly testId?: string
  readonly ref: Ref<HTMLCanvasElement>
}) {
  const { width, height, columns, side, gap } = layout
  const access = label === undefined ? { 'aria-hidden': true } : { role: 'img', 'aria-label': label }
  return (
    <canvas
      {...access}
      ref={ref}
      className="picture-grid-canvas"
      data-testid={testId}
      data-columns={columns}
      data-side={side}
      data-gap={gap}
      width={Math.round(width * ratio)}
      height={Math.round(height * ratio)}
      style={{ width, height }}
    />
  )
}
