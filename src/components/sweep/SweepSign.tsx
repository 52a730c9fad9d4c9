import { isUnderWay } from '../../store/sweepState.ts'
import { useApp } from '../../store/useApp.ts'
import './SweepSign.css'

/** A small dot while a sweep trains in the background, hollow while it is paused. */
export function SweepSign() {
  const status = useApp(({ sweep: { current } }) => (isUnderWay(current) ? current.status : null))
  const words = useApp(({ sweep: { current } }) => (current ? `${current.outcomes.length} of ${current.runs.length} runs` : ''))
  if (status === null) return null
  const what = status === 'paused' ? `A sweep is paused: ${words}` : `A sweep is training in the background: ${words}`
  return <span className="sweep-sign" data-testid="sweep-sign" data-status={status} role="img" aria-label={what} title={what} />
}
