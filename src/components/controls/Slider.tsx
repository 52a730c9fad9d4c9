import { Slider as Radix } from 'radix-ui'
import { type FocusEvent, type KeyboardEvent, useId, useRef } from 'react'
import { Term } from './Term.tsx'
import './Slider.css'

/** One value, or the two ends of a stretch. */
export type SliderValue = number | readonly [low: number, high: number]

interface SliderProps<T extends SliderValue> {
  readonly label: string
  /** The value in words: "none", "0 to 0.6, mixed". */
  readonly text: string
  readonly value: T
  readonly min: number
  readonly max: number
  /** Added on a linear scale, multiplied on a logarithmic one. */
  readonly step: number
  readonly scale?: 'linear' | 'log'
  /** Whole numbers only. */
  readonly isWhole?: boolean
  readonly explanation?: string
  readonly isDisabled?: boolean
  readonly testId?: string
  readonly onChange: (value: T) => void
}

/** A labelled slider with one thumb, or with two for a stretch. On a logarithmic scale it moves by factors. */
export function Slider<T extends SliderValue>({ label, text, value, min, max, step, scale = 'linear', isWhole = false, ...rest }: SliderProps<T>) {
  const { explanation, isDisabled = false, testId, onChange } = rest
  const labelId = useId()
  const last = useRef<HTMLSpanElement>(null)
  const ends: readonly number[] = typeof value === 'number' ? [value] : value
  const highest = ends.at(-1) as number
  const place = scale === 'log' ? Math.log : identity
  const valueAt = (at: number) => {
    const found = scale === 'log' ? significant(Math.exp(at)) : significant(at)
    return Math.min(max, Math.max(min, isWhole ? Math.round(found) : found))
  }
  const change = (all: readonly number[]) => onChange((ends.length === 1 ? all[0] : all) as T)
  const heading = (
    <span className="slider-heading">
      <span id={labelId} className="slider-label">
        {label}
      </span>
      <span className="slider-text">{text}</span>
    </span>
  )
  /** The upper end taken to nothing takes the lower one along: the thumbs can't pass each other. */
  const takeHome = (event: KeyboardEvent) => {
    if (ends.length === 1 || event.key !== 'Home' || event.target !== last.current) return
    event.preventDefault()
    event.stopPropagation()
    change(ends.map(() => min))
  }
  const focusLast = (event: FocusEvent) => event.target === event.currentTarget && last.current?.focus()
  return (
    <div className="slider" data-disabled={isDisabled || undefined}>
      {explanation ? <Term explanation={explanation}>{heading}</Term> : heading}
      <Radix.Root
        className="slider-root"
        // Focusable by script, so that a key sent to the slider as a whole moves it.
        tabIndex={-1}
        data-testid={testId}
        data-value={highest}
        {...(ends.length > 1 && { 'data-low': ends[0], onFocus: focusLast })}
        disabled={isDisabled}
        min={place(min)}
        max={place(max)}
        step={scale === 'log' ? Math.log(step) : step}
        value={ends.map((end) => place(Math.min(max, Math.max(min, end))))}
        onValueChange={(places) => change(places.map(valueAt))}
        onKeyDownCapture={takeHome}
      >
        <Radix.Track className="slider-track">
          <Radix.Range className="slider-range" />
        </Radix.Track>
        {ends.map((_, i) => (
          <Radix.Thumb
            // biome-ignore lint/suspicious/noArrayIndexKey: the lower and the upper end, always in this order
            key={i}
            className="slider-thumb"
            {...(i === ends.length - 1 && { ref: last })}
            {...(ends.length === 1 ? { 'aria-labelledby': labelId } : { 'aria-label': `${label}, ${i === 0 ? 'least' : 'most'}` })}
            aria-valuetext={ends.length === 1 ? text : String(ends[i])}
            aria-description={explanation}
          />
        ))}
      </Radix.Root>
    </div>
  )
}

function identity(value: number): number {
  return value
}

/** Two significant digits: 0.0199526 is 0.02. */
function significant(value: number): number {
  return Number(value.toPrecision(2))
}
