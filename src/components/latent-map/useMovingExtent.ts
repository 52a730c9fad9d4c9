import { useEffect, useMemo, useRef } from 'react'
import { type Extent, growExtent } from '../../plots/growExtent.ts'
import { beatMs, onNextPaint } from '../../store/nextPaint.ts'

export interface MovingExtent {
  /** What the map shows now; null until there is something to show. */
  current(): Extent | null
  /**
   * Where to go from here, frame by frame. Null forgets all, so that the next goal is there at once.
   * `draw` shows what is new: now, or, while the extent moves, together with its next step.
   */
  follow(goal: Extent | null, draw: () => void): void
}

/** After a pause the browser's first frame may come late; it counts as no longer than this, or than a beat. */
const FRAME_MS_MAX = 50

/** The map's extent, moving by itself until it has arrived. `onMove` draws, in this turn of the page's beat (store/nextPaint.ts). */
export function useMovingExtent(onMove: () => void, turn = 0): MovingExtent {
  const latestOnMove = useRef(onMove)
  latestOnMove.current = onMove
  const mover = useMemo(() => createMover(() => latestOnMove.current(), turn), [turn])
  useEffect(() => mover.stop, [mover])
  return mover
}

/** The same without React: `stop` ends what has been begun. */
export function createMover(onMove: () => void, turn = 0): MovingExtent & { stop(): void } {
  let extent: Extent | null = null
  let goal: Extent | null = null
  let callOff: (() => void) | null = null
  let before = 0
  let isMoving = false
  /** Shows what has come since the last step. */
  let drawNew: (() => void) | null = null
  const move = (now: number) => {
    callOff = null
    if (!goal) return
    const next = growExtent(extent, goal, Math.min(Math.max(FRAME_MS_MAX, beatMs()), now - before))
    before = now
    isMoving = next !== extent
    extent = next
    const draw = isMoving ? onMove : drawNew
    drawNew = null
    draw?.()
    if (isMoving) callOff = onNextPaint(move, { turn, isMotion: true })
  }
  return {
    current: () => extent,
    follow(newGoal, draw) {
      goal = newGoal
      extent = newGoal && (extent ?? newGoal)
      if (callOff && isMoving && newGoal) {
        drawNew = draw
        return
      }
      drawNew = null
      draw()
      if (callOff || !newGoal) return
      before = performance.now()
      callOff = onNextPaint(move, { turn, isMotion: true })
    },
    stop() {
      callOff?.()
      callOff = null
    },
  }
}
