import { type RefObject, useEffect, useState } from 'react'

/** Is there more of a strip beyond its left end, beyond its right one? */
export interface StripEnds {
  readonly before: boolean
  readonly after: boolean
}

/** A pixel is not worth a fade: zoom leaves fractions of one. */
const SLACK_PX = 2

/**
 * A row that scrolls sideways where there is no room: the wheel turns it, and the chosen item (`[data-current]`) comes into view whenever
 * `chosen` or the room changes. Says where there is more of it.
 */
export function useStrip(strip: RefObject<HTMLElement | null>, chosen: string): StripEnds {
  const [ends, setEnds] = useState<StripEnds>({ before: false, after: false })

  useEffect(() => {
    const row = strip.current
    if (!row) return
    const look = () => {
      const before = row.scrollLeft > SLACK_PX
      const after = row.scrollLeft + row.clientWidth < row.scrollWidth - SLACK_PX
      setEnds((old) => (old.before === before && old.after === after ? old : { before, after }))
    }
    const turn = (event: WheelEvent) => {
      // Sideways it goes by itself; where nothing is left to turn, the page may have the wheel.
      if (event.ctrlKey || Math.abs(event.deltaX) >= Math.abs(event.deltaY) || row.scrollWidth <= row.clientWidth) return
      event.preventDefault()
      row.scrollLeft += event.deltaY
    }
    const observer = new ResizeObserver(() => {
      showChosen(row, 'instant')
      look()
    })
    observer.observe(row)
    row.addEventListener('scroll', look, { passive: true })
    row.addEventListener('wheel', turn, { passive: false })
    return () => {
      observer.disconnect()
      row.removeEventListener('scroll', look)
      row.removeEventListener('wheel', turn)
    }
  }, [strip])

  // biome-ignore lint/correctness/useExhaustiveDependencies: another choice is what this is about
  useEffect(() => {
    if (strip.current) showChosen(strip.current, 'smooth')
  }, [strip, chosen])

  return ends
}

/** To the middle of the strip, so that its neighbours can be seen too. Nothing but the strip is scrolled. */
function showChosen(row: HTMLElement, behavior: ScrollBehavior): void {
  const item = row.querySelector<HTMLElement>('[data-current]')
  if (!item) return
  const isStill = matchMedia('(prefers-reduced-motion: reduce)').matches
  row.scrollTo({ left: item.offsetLeft - (row.clientWidth - item.offsetWidth) / 2, behavior: isStill ? 'instant' : behavior })
}
