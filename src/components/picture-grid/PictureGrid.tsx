import type { ReactNode } from 'react'
import { GridCanvas } from './GridCanvas.tsx'
import type { PictureGridParts } from './usePictureGrid.ts'

/** Many small pictures on one canvas, in all the room there is; more than fit are scrolled to. `children` lie over them. */
export function PictureGrid({
  grid: { room, canvas, layout, ratio },
  label,
  testId,
  children,
}: {
  readonly grid: PictureGridParts
  /** What is to be seen, for those who can't see it. */
  readonly label: string
  readonly testId?: string
  readonly children?: ReactNode
}) {
  return (
    <div className="picture-grid" ref={room}>
      {layout && (
        <div className="picture-grid-whole" style={{ width: layout.width, height: layout.height }}>
          <GridCanvas ref={canvas} layout={layout} ratio={ratio} label={label} {...(testId && { testId })} />
          {children}
        </div>
      )}
    </div>
  )
}
