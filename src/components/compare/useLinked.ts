import { useEffect, useRef } from 'react'
import { linkedMaps } from './linkedMaps.ts'

/** Calls `draw` whenever what `key` names has changed, at most once an animation frame, past React. */
export function useLinked(key: 'pointed' | 'brushed', draw: () => void): void {
  const latest = useRef(draw)
  latest.current = draw
  useEffect(() => {
    let frame = 0
    const drawNow = () => {
      frame = 0
      latest.current()
    }
    const unsubscribe = linkedMaps.subscribe((now, before) => {
      if (now[key] !== before[key] && frame === 0) frame = requestAnimationFrame(drawNow)
    })
    return () => {
      unsubscribe()
      cancelAnimationFrame(frame)
    }
  }, [key])
}
