import { type KeyboardEvent, type PointerEvent, useRef } from 'react'
import { FIRST_TURN, turnedBy } from '../../plots/turn.ts'
import { useActions, useApp } from '../../store/useApp.ts'

/** Slow: across a large picture it turns by less than a quarter. */
const RADIANS_A_PX = 0.006
const KEY_RADIANS = 0.08
const KEY_LEAP = 4
const ARROWS: Readonly<Record<string, readonly [around: number, upwards: number]>> = {
  ArrowLeft: [1, 0],
  ArrowRight: [-1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
}
/** A pointer that has moved no further than this has clicked. */
const CLICK_PX = 4

interface Grip {
  readonly pointerId: number
  readonly x: number
  readonly y: number
  /** In pixels, there and back counted both. */
  readonly moved: number
}

/**
 * What turns points in space: a drag with mouse or finger, the arrow keys (with Shift further), double-click or Home back to the first view.
 * A click is handed on, with its place in the picture as shares of its sides.
 */
export function useTurning(onClick: (u: number, v: number) => void) {
  const { setView } = useActions()
  const turn = useApp((state) => state.view.turn) ?? FIRST_TURN
  const newest = useRef(turn)
  newest.current = turn
  const grip = useRef<Grip | null>(null)
  const turnBy = (around: number, upwards: number) => {
    newest.current = turnedBy(newest.current, around, upwards)
    setView({ turn: newest.current })
  }
  return {
    onPointerDown(event: PointerEvent<HTMLElement>) {
      if (event.button !== 0) return
      event.currentTarget.setPointerCapture(event.pointerId)
      grip.current = { pointerId: event.pointerId, x: event.clientX, y: event.clientY, moved: 0 }
    },
    onPointerMove({ pointerId, clientX, clientY }: PointerEvent) {
      const held = grip.current
      if (held?.pointerId !== pointerId) return
      const [dx, dy] = [clientX - held.x, clientY - held.y]
      const moved = held.moved + Math.abs(dx) + Math.abs(dy)
      grip.current = { pointerId, x: clientX, y: clientY, moved }
      if (moved > CLICK_PX) turnBy(-dx * RADIANS_A_PX, dy * RADIANS_A_PX)
    },
    onPointerUp(event: PointerEvent<HTMLElement>) {
      const held = grip.current
      grip.current = null
      if (!held || held.moved > CLICK_PX) return
      const { left, top, width, height } = event.currentTarget.getBoundingClientRect()
      onClick((event.clientX - left) / width, (event.clientY - top) / height)
    },
    onPointerCancel() {
      grip.current = null
    },
    onDoubleClick: () => setView({ turn: null }),
    onKeyDown(event: KeyboardEvent) {
      const arrow = ARROWS[event.key]
      if (!arrow && event.key !== 'Home') return
      event.preventDefault()
      event.stopPropagation()
      if (!arrow) return setView({ turn: null })
      const step = KEY_RADIANS * (event.shiftKey ? KEY_LEAP : 1)
      turnBy(arrow[0] * step, arrow[1] * step)
    },
  }
}
