import { Slider as Radix } from 'radix-ui'
import { useId } from 'react'
import { Term } from './Term.tsx'
import './Slider.css'

interface SliderProps {
  readonly label: string
  /** The value in words: "none", "0 to 0.6, mixed". */
  readonly text: string
  readonly value: number
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
  readonly onChange: (value: number) => void
}

/** A labelled slider. On a logarithmic scale it moves by factors. */
export function Slider({ label, text, value, min, max, step, scale = 'linear', isWhole = false, ...rest }: SliderProps) {
  const { explanation, isDisabled = false, testId, onChange } = rest
  const labelId = useId()
  const place = scale === 'log' ? Math.log : identity
  const valueAt = (at: number) => {
    const found = scale === 'log' ? significant(Math.exp(at)) : significant(at)
    return Math.min(max, Math.max(min, isWhole ? Math.round(found) : found))
  }
  const heading = (
    <span className="slider-heading">
      <span id={labelId} className="slider-label">
        {label}
      </span>
      <span className="slider-text">{text}</span>
    </span>
  )
  return (
    <div className="slider" data-disabled={isDisabled || undefined}>
      {explanation ? <Term explanation={explanation}>{heading}</Term> : heading}
      <Radix.Root
        className="slider-root"
        // Focusable by script, so that a key sent to the slider as a whole moves it.
        tabIndex={-1}
        data-testid={testId}
        data-value={value}
        disabled={isDisabled}
        min={place(min)}
        max={place(max)}
        step={scale === 'log' ? Math.log(step) : step}
        value={[place(Math.min(max, Math.max(min, value)))]}
        onValueChange={([at]) => onChange(valueAt(at as number))}
      >
        <Radix.Track className="slider-track">
          <Radix.Range className="slider-range" />
        </Radix.Track>
        <Radix.Thumb className="slider-thumb" aria-labelledby={labelId} aria-valuetext={text} aria-description={explanation} />
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
