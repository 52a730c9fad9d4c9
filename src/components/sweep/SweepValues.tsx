import { type FormEvent, useId, useState } from 'react'
import { SpecError } from '../../spec/checkSpec.ts'
import { type SweepPlan, withValue } from '../../store/sweepPlan.ts'
import { useActions } from '../../store/useApp.ts'
import { writeValue } from './sweepWords.ts'

/** The values as chips, to be taken away, and a field for one more. What can't be is refused, and why stands under it. */
export function SweepValues({ plan, isFixed }: { readonly plan: SweepPlan; readonly isFixed: boolean }) {
  const { setUpSweep } = useActions()
  const [typed, setTyped] = useState('')
  const [refusal, setRefusal] = useState<string | null>(null)
  const refusalId = useId()
  const { setting, values } = plan
  const told = refusal ?? plan.refusal
  const add = (event: FormEvent) => {
    event.preventDefault()
    if (typed.trim() === '') return
    try {
      setUpSweep({ path: setting.path, values: withValue(plan, typed) })
      setTyped('')
      setRefusal(null)
    } catch (error) {
      if (!(error instanceof SpecError)) throw error
      setRefusal(error.message)
    }
  }
  return (
    <div>
      <h2 className="caps">Values</h2>
      <ul className="sweep-values" data-testid="sweep-values" data-value={values.join()}>
        {values.map((value) => (
          <li key={value} className="sweep-value">
            {writeValue(value)}
            {!isFixed && values.length > 1 && (
              <button
                type="button"
                aria-label={`Leave out ${writeValue(value)}`}
                onClick={() => setUpSweep({ path: setting.path, values: values.filter((other) => other !== value) })}
              >
                <svg width="8" height="8" viewBox="0 0 8 8" aria-hidden="true">
                  <path d="M1 1l6 6M7 1L1 7" stroke="currentColor" strokeWidth="1.5" strokeLinecap="round" />
                </svg>
              </button>
            )}
          </li>
        ))}
        {!isFixed && (
          <li>
            <form onSubmit={add}>
              <input
                className="sweep-add"
                data-testid="sweep-add"
                aria-label={`Another value of ${setting.label}`}
                aria-invalid={refusal !== null}
                aria-describedby={told ? refusalId : undefined}
                placeholder="+ add"
                inputMode="decimal"
                autoComplete="off"
                value={typed}
                onChange={(event) => {
                  setTyped(event.target.value)
                  setRefusal(null)
                }}
                onBlur={add}
              />
            </form>
          </li>
        )}
      </ul>
      {told && (
        <p className="sweep-refusal" id={refusalId} role="alert" data-testid="sweep-refusal">
          {told}
        </p>
      )}
    </div>
  )
}
