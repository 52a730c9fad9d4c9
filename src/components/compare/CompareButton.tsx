import { lanesOf } from '../../store/state.ts'
import { useActions, useApp } from '../../store/useApp.ts'
import { SweepSign } from '../sweep/SweepSign.tsx'
import './CompareButton.css'
import { openCompare } from './openCompare.ts'

/** By whoever is about to press it. A failure is told when it is pressed. */
function prefetch(): void {
  openCompare().catch(() => {})
}

/** To the lanes beside each other and back. */
export function CompareButton() {
  const isComparing = useApp((state) => state.view.screen === 'compare')
  const count = useApp((state) => lanesOf(state).length)
  const { setView } = useActions()
  const others = count === 1 ? 'Put another network beside this one, to change and to compare' : `The ${count} lanes beside each other`
  return (
    <button
      type="button"
      className="compare-button"
      data-testid="compare"
      aria-pressed={isComparing}
      aria-label={isComparing ? 'Explore one network' : 'Compare networks'}
      title={isComparing ? 'Back to one network in all its parts' : others}
      onPointerEnter={prefetch}
      onFocus={prefetch}
      onClick={() => setView({ screen: isComparing ? 'explore' : 'compare' })}
    >
      <svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">
        <path
          d="M3 14v-3.2c0-2.4 1.4-3 3-3.6V2M13 14v-3.2c0-2.4-1.4-3-3-3.6V2M6 2L4.3 4M6 2l1.7 2M10 2L8.3 4M10 2l1.7 2"
          fill="none"
          stroke="currentColor"
          strokeWidth="1.5"
          strokeLinecap="round"
          strokeLinejoin="round"
        />
      </svg>
      <span>{isComparing ? 'Explore' : 'Compare'}</span>
      {!isComparing && <SweepSign />}
    </button>
  )
}
