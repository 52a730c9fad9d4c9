import { type KeyboardEvent, type PointerEvent, type RefObject, useEffect, useRef } from 'react'
import type { Spot } from '../../plots/mapScale.ts'

const CENTRE: Spot = { u: 0.5, v: 0.5 }
/** How far an arrow key goes, as a share of the map; with Shift. */
const KEY_STEP = 0.02
const KEY_LEAP = 0.1
const ARROWS: Readonly<Record<string, readonly [number, number]>> = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }

/**
 * The place that is pointed at by mouse, finger or arrow keys, null while none is. A finger's place stays when the finger is lifted,
 * until something else is touched. `onChange` draws; it hears of the place before and the one now.
 */
export function useProbeSpot(area: RefObject<HTMLElement | null>, onChange: (now: Spot | null, before: Spot | null) => void) {
  const spot = useRef<Spot | null>(null)
  const last = useRef(CENTRE)
  const latestOnChange = useRef(onChange)
  latestOnChange.current = onChange

  const go = (now: Spot | null) => {
    const before = spot.current
    if (now === before) return
    spot.current = now
    if (now) last.current = now
    latestOnChange.current(now, before)
  }
  const latestGo = useRef(go)
  latestGo.current = go
  useEffect(() => {
    const leaveOutside = (event: globalThis.PointerEvent) => {
      if (!area.current?.contains(event.target as Node)) latestGo.current(null)
    }
    document.addEventListener('pointerdown', leaveOutside)
    return () => {
      document.removeEventListener('pointerdown', leaveOutside)
      latestGo.current(null)
    }
  }, [area])

  const followPointer = (event: PointerEvent<HTMLElement>) => {
    const { left, top, width, height } = event.currentTarget.getBoundingClientRect()
    go({ u: clampShare((event.clientX - left) / width), v: clampShare((event.clientY - top) / height) })
  }
  const followKey = (event: KeyboardEvent) => {
    if (event.key === 'Escape') go(null)
    const arrow = ARROWS[event.key]
    if (!arrow) return
    event.preventDefault()
    event.stopPropagation()
    const step = event.shiftKey ? KEY_LEAP : KEY_STEP
    go({ u: clampShare(last.current.u + arrow[0] * step), v: clampShare(last.current.v + arrow[1] * step) })
  }
  const handlers = {
    onPointerDown: followPointer,
    onPointerMove: followPointer,
    onPointerLeave: (event: PointerEvent) => event.pointerType === 'mouse' && go(null),
    onKeyDown: followKey,
    onFocus: () => area.current?.matches(':focus-visible') && go(last.current),
    onBlur: () => go(null),
  }
  return { spot, handlers }
}

function clampShare(share: number): number {
  return Math.min(1, Math.max(0, share))
}
