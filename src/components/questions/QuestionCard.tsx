import type { CSSProperties } from 'react'
import { planNetwork } from '../../spec/network.ts'
import type { Question } from '../../spec/question.ts'
import { laneIdAt } from '../../store/questionState.ts'
import { useActions } from '../../store/useApp.ts'
import { laneColor } from '../compare/laneColors.ts'
import { NetworkIcon } from '../compare/NetworkIcon.tsx'

const COUNT_WORDS = ['no', 'one', 'two', 'three', 'four']

/** One question of the list: what it asks, and the networks that answer it, in the colours that their lanes will have. */
export function QuestionCard({ question, isOpen }: { readonly question: Question; readonly isOpen: boolean }) {
  const { openQuestion, setView } = useActions()
  const { id, title, question: text, lanes } = question
  return (
    <button
      type="button"
      className="question-card"
      data-testid="question-card"
      data-value={id}
      aria-current={isOpen || undefined}
      title={isOpen ? 'Back to this question' : 'Put its networks into the lanes'}
      onClick={() => (isOpen ? setView({ comparePanel: 'lanes' }) : openQuestion(id))}
    >
      <span className="question-card-icons">
        {lanes.map(({ name, spec }, i) => (
          <span key={name} style={{ '--lane': laneColor(laneIdAt(i)) } as CSSProperties}>
            <NetworkIcon plan={planNetwork(spec)} />
          </span>
        ))}
      </span>
      <strong>{title}</strong>
      <span className="question-card-text">{text}</span>
      <span className="question-card-foot">
        {isOpen ? 'open' : `${COUNT_WORDS[lanes.length]} networks`}
        <svg width="14" height="10" viewBox="0 0 14 10" aria-hidden="true">
          <path d="M1 5h11M8.5 1.5L12 5 8.5 8.5" fill="none" stroke="currentColor" strokeWidth="1.5" strokeLinecap="round" strokeLinejoin="round" />
        </svg>
      </span>
    </button>
  )
}
