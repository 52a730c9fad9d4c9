import { useEffect, useRef } from 'react'
import { onNextPaint } from '../../store/nextPaint.ts'
import type { AppState } from '../../store/state.ts'
import { useLiveText } from '../../store/useApp.ts'
import { setText } from './setText.ts'

/**
 * A piece of text that changes with every frame, past React. `value`, where given, stands unformatted in data-value. `everyMs`, where given, is the
 * least time from one text to the next.
 */
export function LiveText<T>({
  select,
  text,
  value,
  inputs = [],
  everyMs = 0,
  testId,
  className,
}: {
  readonly select: (state: AppState) => T
  readonly text: (part: T) => string
  readonly value?: (part: T) => number | string | null
  /** What `text` and `value` read besides. */
  readonly inputs?: readonly unknown[]
  readonly everyMs?: number
  readonly testId?: string
  readonly className?: string
}) {
  const element = useRef<HTMLSpanElement>(null)
  const wait = useWait(everyMs)
  const draw = (part: T) => {
    if (!element.current) return
    setText(element.current, text(part))
    if (!value) return
    const unformatted = String(value(part) ?? '')
    if (element.current.dataset.value !== unformatted) element.current.dataset.value = unformatted
  }
  useLiveText(select, (part) => wait(() => draw(part)), inputs)
  return <span ref={element} className={className} data-testid={testId} />
}

/** What is handed to the result is done at once, or when `everyMs` have passed since the last was done, if nothing newer has come by then. */
function useWait(everyMs: number): (work: () => void) => void {
  const doneAt = useRef(Number.NEGATIVE_INFINITY)
  const callOff = useRef<() => void>(() => {})
  useEffect(() => () => callOff.current(), [])
  return (work) => {
    callOff.current()
    const now = performance.now()
    if (now - doneAt.current >= everyMs) {
      doneAt.current = now
      work()
      return
    }
    const workNow = () => {
      doneAt.current = performance.now()
      work()
    }
    callOff.current = onNextPaint(workNow, { earliest: doneAt.current + everyMs, isText: true })
  }
}
