import { QUESTIONS } from '../../spec/questions.ts'
import { questionOf } from '../../store/questionState.ts'
import { useApp } from '../../store/useApp.ts'
import { FormerLanesButton } from './FormerLanesButton.tsx'
import { QuestionCard } from './QuestionCard.tsx'
import './Questions.css'

/** Ready-made questions, to choose one from. */
export function Questions() {
  const openId = useApp((state) => state.question?.open?.question.id)
  const hasFormer = useApp((state) => questionOf(state).former !== null)
  return (
    <div className="questions" data-testid="questions">
      <header className="questions-head">
        <p>
          {hasFormer
            ? 'Guess first, then train. The settings of your own lanes are kept.'
            : 'Guess first, then train. A question puts its networks into the lanes; the settings of yours are kept, what they have learned is not.'}
        </p>
        <FormerLanesButton />
      </header>
      <ul className="questions-list">
        {QUESTIONS.map((question) => (
          <li key={question.id}>
            <QuestionCard question={question} isOpen={question.id === openId} />
          </li>
        ))}
      </ul>
    </div>
  )
}
