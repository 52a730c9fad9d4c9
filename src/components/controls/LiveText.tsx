import { useRef } from 'react'
import type { AppState } from '../../store/state.ts'
import { useLive } from '../../store/useApp.ts'

/** A piece of text that changes with every frame, past React. `value`, where given, stands unformatted in data-value. */
export function LiveText<T>({
  select,
  text,
  value,
  inputs = [],
  testId,
  className,
}: {
  readonly select: (state: AppState) => T
  readonly text: (part: T) => string
  readonly value?: (part: T) => number | string | null
  /** What `text` and `value` read besides. */
  readonly inputs?: readonly unknown[]
  readonly testId?: string
  readonly className?: string
}) {
  const element = useRef<HTMLSpanElement>(null)
  const draw = (part: T) => {
    if (!element.current) return
    const shown = text(part)
    if (element.current.textContent !== shown) element.current.textContent = shown
    if (!value) return
    const unformatted = String(value(part) ?? '')
    if (element.current.dataset.value !== unformatted) element.current.dataset.value = unformatted
  }
  useLive(select, draw, inputs)
  return <span ref={element} className={className} data-testid={testId} />
}
