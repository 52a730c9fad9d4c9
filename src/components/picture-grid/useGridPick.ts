import { type KeyboardEvent, type PointerEvent, type RefObject, useEffect, useRef } from 'react'
import { type PictureGridLayout, pictureAt } from '../../plots/layoutPictureGrid.ts'

/** The picture that is pointed at by mouse or finger, or gone to with the arrow keys. `onPick` hears of each change; null: none. */
export function useGridPick(
  area: RefObject<HTMLElement | null>,
  { count, layout, onPick }: { readonly count: number; readonly layout: PictureGridLayout | null; readonly onPick: (index: number | null) => void },
) {
  const picked = useRef<number | null>(null)
  const last = useRef(0)
  const latestOnPick = useRef(onPick)
  latestOnPick.current = onPick
  useEffect(() => () => latestOnPick.current(null), [])

  const pick = (index: number | null) => {
    if (index === picked.current) return
    picked.current = index
    if (index !== null) last.current = index
    onPick(index)
  }
  const followPointer = (event: PointerEvent) => {
    const box = area.current?.getBoundingClientRect()
    if (box && layout) pick(pictureAt({ x: event.clientX - box.left, y: event.clientY - box.top }, count, layout))
  }
  const followKey = (event: KeyboardEvent) => {
    if (event.key === 'Escape') return pick(null)
    if (!layout) return
    const step: number | undefined = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -layout.columns, ArrowDown: layout.columns }[event.key]
    if (step === undefined) return
    event.preventDefault()
    event.stopPropagation()
    const next = last.current + step
    pick(next >= 0 && next < count ? next : last.current)
  }
  const handlers = {
    onPointerDown: followPointer,
    onPointerMove: followPointer,
    onPointerLeave: (event: PointerEvent) => event.pointerType === 'mouse' && pick(null),
    onKeyDown: followKey,
    onFocus: () => area.current?.matches(':focus-visible') && pick(Math.min(last.current, count - 1)),
    onBlur: () => pick(null),
  }
  return { picked, handlers }
}
