import { type KeyboardEvent, useState } from 'react'
import { useActions } from '../../store/useApp.ts'
import '../controls/NumberField.css'
import { nextGoal } from './lossGoal.ts'

const LOSS_MAX = 100

interface LossGoalFieldProps {
  readonly goal: number | null
  readonly isChosen: boolean
  /** What it is a figure of, in words. */
  readonly measure: string
}

/** The loss that the lanes' times are told to. Enter or leaving commits, Escape reverts, up and down take the next round loss; emptied, it is the usual one again. */
export function LossGoalField({ goal, isChosen, measure }: LossGoalFieldProps) {
  const [draft, setDraft] = useState<string | null>(null)
  const { setView } = useActions()
  const shown = goal === null ? '' : String(goal)
  const commit = () => {
    const typed = draft === null ? null : Number(draft.trim().replace(',', '.'))
    setDraft(null)
    if (draft?.trim() === '') setView({ lossGoal: null })
    else if (typed !== null && typed > 0 && typed <= LOSS_MAX && typed !== goal) setView({ lossGoal: typed })
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter') commit()
    else if (event.key === 'Escape') setDraft(null)
    else if (goal !== null && (event.key === 'ArrowUp' || event.key === 'ArrowDown')) {
      setDraft(null)
      setView({ lossGoal: nextGoal(goal, event.key === 'ArrowUp' ? 1 : -1) })
    } else return
    event.preventDefault()
  }
  return (
    <input
      className="number-field lane-table-goal"
      role="spinbutton"
      type="text"
      inputMode="decimal"
      autoComplete="off"
      aria-label={`the ${measure} that times are told to`}
      aria-valuenow={goal ?? undefined}
      aria-valuemin={0}
      aria-valuemax={LOSS_MAX}
      title={isChosen ? 'Your choice: emptied, it is chosen from the lanes again' : 'Chosen from the lanes: type another, or take the arrow keys'}
      data-testid="loss-goal"
      data-value={shown}
      placeholder="…"
      value={draft ?? shown}
      onChange={(event) => setDraft(event.target.value)}
      onBlur={commit}
      onFocus={(event) => event.target.select()}
      onKeyDown={onKeyDown}
    />
  )
}
