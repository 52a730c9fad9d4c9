import { Switch as Radix } from 'radix-ui'
import { useId } from 'react'
import './Switch.css'
import { Term } from './Term.tsx'

/** A labelled switch. One that can't be used says why, to the pointer and to screen readers. */
export function Switch({
  label,
  isOn,
  explanation,
  refusal,
  onChange,
  testId,
  isSmall = false,
}: {
  readonly label: string
  readonly isOn: boolean
  readonly explanation?: string
  /** Why it can't be switched now; null where it can. */
  readonly refusal?: string | null
  readonly onChange: (isOn: boolean) => void
  readonly testId?: string
  readonly isSmall?: boolean
}) {
  const id = useId()
  const said = refusal ? `Not here: ${refusal}.` : explanation
  const row = (
    <span className="switch-row" data-small={isSmall || undefined} data-disabled={refusal ? true : undefined}>
      <label className="switch-label" htmlFor={id}>
        {label}
      </label>
      <Radix.Root
        id={id}
        className="switch"
        checked={isOn}
        // Not disabled: what can't be focused can't say why.
        aria-disabled={refusal ? true : undefined}
        aria-description={said}
        data-testid={testId}
        data-value={isOn}
        onCheckedChange={(next) => !refusal && onChange(next)}
      >
        <Radix.Thumb className="switch-thumb" />
      </Radix.Root>
    </span>
  )
  return said ? (
    <Term explanation={said} side="right">
      {row}
    </Term>
  ) : (
    row
  )
}
