import { type PointerEvent, useRef } from 'react'
import type { Spot } from '../../plots/mapScale.ts'

/** A pointer that has moved no further than this has clicked. */
const CLICK_PX = 5
/** Corners lie no nearer together. */
const CORNER_PX = 3

interface LassoHandlers {
  /** The line so far, closed; anew with each corner. */
  readonly onDraw: (corners: readonly Spot[]) => void
  /** The pointer has been lifted, or taken away. */
  readonly onEnd: () => void
  readonly onClick: () => void
}

interface Line {
  readonly pointerId: number
  readonly corners: Spot[]
  /** Of the newest corner, in CSS pixels. */
  x: number
  y: number
  isDrawn: boolean
}

/** A line drawn around something with mouse, finger or pen. `isDrawing` tells whether one is; a press without a movement is a click. */
export function useLasso({ onDraw, onEnd, onClick }: LassoHandlers) {
  const line = useRef<Line | null>(null)
  const end = () => {
    const { current } = line
    line.current = null
    if (current?.isDrawn) onEnd()
    return current
  }
  return {
    isDrawing: () => line.current?.isDrawn ?? false,
    corners: (): readonly Spot[] => (line.current?.isDrawn ? line.current.corners : []),
    handlers: {
      onPointerDown(event: PointerEvent<HTMLElement>) {
        if (event.button !== 0 || line.current) return
        event.currentTarget.setPointerCapture(event.pointerId)
        line.current = { pointerId: event.pointerId, corners: [spotUnder(event)], x: event.clientX, y: event.clientY, isDrawn: false }
      },
      onPointerMove(event: PointerEvent<HTMLElement>) {
        const { current } = line
        if (current?.pointerId !== event.pointerId) return
        const moved = Math.hypot(event.clientX - current.x, event.clientY - current.y)
        if (moved <= (current.isDrawn ? CORNER_PX : CLICK_PX)) return
        current.isDrawn = true
        current.x = event.clientX
        current.y = event.clientY
        current.corners.push(spotUnder(event))
        onDraw(current.corners)
      },
      onPointerUp({ pointerId }: PointerEvent) {
        if (line.current?.pointerId === pointerId && !end()?.isDrawn) onClick()
      },
      onPointerCancel({ pointerId }: PointerEvent) {
        if (line.current?.pointerId === pointerId) end()
      },
    },
  }
}

/** Beyond the edge as well: what lies there may be meant. */
function spotUnder(event: PointerEvent<HTMLElement>): Spot {
  const { left, top, width, height } = event.currentTarget.getBoundingClientRect()
  return { u: (event.clientX - left) / width, v: (event.clientY - top) / height }
}
