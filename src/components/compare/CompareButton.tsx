import { lanesOf } from '../../store/state.ts'
import { useActions, useApp } from '../../store/useApp.ts'
import './CompareButton.css'

/** To the lanes beside each other and back; where there is only one, forks it first. */
export function CompareButton() {
  const isComparing = useApp((state) => state.view.screen === 'compare')
  const count = useApp((state) => lanesOf(state).length)
  const { fork, setView } = useActions()
  const compare = () => (count === 1 ? fork() : setView({ screen: isComparing ? 'explore' : 'compare' }))
  const title = isComparing
    ? 'Back to one network in all its parts'
    : count === 1
      ? 'Fork this network: a second lane beside it, to change and to compare'
      : `The ${count} lanes beside each other`
  return (
    <button type="button" className="compare-button" data-testid="compare" aria-pressed={isComparing} title={title} onClick={compare}>
      <svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">
        <path
          d="M3 2v3.2c0 2.4 1.4 3 3 3.6v5.2M13 2v3.2c0 2.4-1.4 3-3 3.6v5.2M3 2l-1.7 2M3 2l1.7 2M13 2l-1.7 2M13 2l1.7 2"
          fill="none"
          stroke="currentColor"
          strokeWidth="1.5"
          strokeLinecap="round"
          strokeLinejoin="round"
          transform="rotate(180 8 8)"
        />
      </svg>
      <span>{isComparing ? 'Explore' : 'Compare'}</span>
    </button>
  )
}
