import { type KeyboardEvent, useState } from 'react'
import { countText } from '../../spec/countText.ts'
import './NumberField.css'

/**
 * A whole number to type. Enter or leaving commits, Escape reverts, up and down take the next and the former value of `next`.
 * What is no whole number is not taken: the old value comes back. A number out of range is handed on: whoever checks it says why it won't do.
 */
export function NumberField({
  name,
  value,
  min,
  max,
  next,
  onChange,
  testId,
  className = '',
}: {
  readonly name: string
  readonly value: number
  /** Where the arrow keys end. */
  readonly min: number
  readonly max: number
  /** The value one press further in a direction. */
  readonly next: (value: number, direction: 1 | -1) => number
  readonly onChange: (value: number) => void
  readonly testId?: string
  readonly className?: string
}) {
  const [draft, setDraft] = useState<string | null>(null)
  const commit = () => {
    const typed = draft === null || draft.trim() === '' ? Number.NaN : Number(draft.replaceAll(',', ''))
    setDraft(null)
    if (Number.isInteger(typed) && typed !== value) onChange(typed)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter') commit()
    else if (event.key === 'Escape') setDraft(null)
    else if (event.key === 'ArrowUp' || event.key === 'ArrowDown') {
      setDraft(null)
      onChange(Math.min(max, Math.max(min, next(value, event.key === 'ArrowUp' ? 1 : -1))))
    } else return
    event.preventDefault()
  }
  const text = draft ?? countText(value)
  return (
    <input
      className={`number-field ${className}`}
      role="spinbutton"
      type="text"
      inputMode="numeric"
      autoComplete="off"
      aria-label={name}
      aria-valuenow={value}
      aria-valuemin={min}
      aria-valuemax={max}
      data-testid={testId}
      data-value={value}
      size={Math.max(1, text.length)}
      value={text}
      onChange={(event) => setDraft(event.target.value)}
      onBlur={commit}
      onFocus={(event) => event.target.select()}
      onKeyDown={onKeyDown}
    />
  )
}
