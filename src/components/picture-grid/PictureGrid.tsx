import type { ReactNode } from 'react'
import './PictureGrid.css'
import type { GridCanvas } from './usePictureGrid.ts'

/** Many small pictures on one canvas, in all the room there is; more than fit are scrolled to. `children` lie over them. */
export function PictureGrid({
  grid: { room, canvas, layout, ratio },
  label,
  testId,
  children,
}: {
  readonly grid: GridCanvas
  /** What is to be seen, for those who can't see it. */
  readonly label: string
  readonly testId?: string
  readonly children?: ReactNode
}) {
  return (
    <div className="picture-grid" ref={room}>
      {layout && (
        <div className="picture-grid-whole" style={{ width: layout.width, height: layout.height }}>
          <canvas
            ref={canvas}
            role="img"
            aria-label={label}
            data-testid={testId}
            width={Math.round(layout.width * ratio)}
            height={Math.round(layout.height * ratio)}
            style={{ width: layout.width, height: layout.height }}
          />
          {children}
        </div>
      )}
    </div>
  )
}
