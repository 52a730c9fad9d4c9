import { Select } from 'radix-ui'
import type { ReactNode } from 'react'
import './Choice.css'

/** One of a few, folded away: a select in the page's own dress. */
export function Choice<T extends string | number>({
  name,
  value,
  choices,
  labelOf,
  onChange,
  testId,
  face,
  isQuiet = false,
  className = '',
}: {
  /** What is being chosen, for those who can't see where it stands. */
  readonly name: string
  readonly value: T
  readonly choices: readonly T[]
  readonly labelOf: (choice: T) => string
  readonly onChange: (choice: T) => void
  readonly testId?: string
  /** Shown in place of the chosen one's label. */
  readonly face?: ReactNode
  /** The small arrow shows only under the pointer. */
  readonly isQuiet?: boolean
  readonly className?: string
}) {
  const choose = (text: string) => {
    const choice = choices.find((candidate) => String(candidate) === text)
    if (choice !== undefined) onChange(choice)
  }
  return (
    <Select.Root value={String(value)} onValueChange={choose}>
      <Select.Trigger className={`choice ${className}`} aria-label={name} data-testid={testId} data-value={value} data-quiet={isQuiet || undefined}>
        <Select.Value>{face ?? labelOf(value)}</Select.Value>
        <Select.Icon className="choice-icon">
          <Chevron />
        </Select.Icon>
      </Select.Trigger>
      <Select.Portal>
        <Select.Content className="choice-list" position="popper" sideOffset={5} align="end" collisionPadding={8}>
          <Select.Viewport>
            {choices.map((choice) => (
              <Select.Item key={choice} value={String(choice)} className="choice-item">
                <Select.ItemText>{labelOf(choice)}</Select.ItemText>
              </Select.Item>
            ))}
          </Select.Viewport>
        </Select.Content>
      </Select.Portal>
    </Select.Root>
  )
}

function Chevron() {
  return (
    <svg width="9" height="6" viewBox="0 0 9 6" aria-hidden="true">
      <path d="M1 1l3.5 3.5L8 1" fill="none" stroke="currentColor" strokeWidth="1.5" strokeLinecap="round" strokeLinejoin="round" />
    </svg>
  )
}
