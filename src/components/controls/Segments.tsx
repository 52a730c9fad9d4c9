import { RadioGroup } from 'radix-ui'
import './Segments.css'

/** One of a few, all in sight: a row of words, the chosen one raised. */
export function Segments<T extends string>({
  name,
  value,
  choices,
  titleOf,
  onChange,
  testId,
}: {
  readonly name: string
  readonly value: T
  readonly choices: readonly T[]
  readonly titleOf: (choice: T) => string
  readonly onChange: (choice: T) => void
  readonly testId?: string
}) {
  return (
    <RadioGroup.Root
      className="segments"
      orientation="horizontal"
      aria-label={name}
      data-testid={testId}
      data-value={value}
      value={value}
      onValueChange={(choice) => onChange(choice as T)}
    >
      {choices.map((choice) => (
        <RadioGroup.Item key={choice} value={choice} className="segments-item" data-value={choice} title={titleOf(choice)}>
          {choice}
        </RadioGroup.Item>
      ))}
    </RadioGroup.Root>
  )
}
