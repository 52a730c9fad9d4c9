import { questionOf } from '../../store/questionState.ts'
import { useActions, useApp } from '../../store/useApp.ts'

/** The way back to what was in the lanes before a question; nothing where nothing is kept. */
export function FormerLanesButton() {
  const former = useApp((state) => questionOf(state).former)
  const { backToFormerLanes } = useActions()
  if (!former) return null
  const title = former.hadTrained ? 'Their settings come back; what they had learned is gone' : 'As they were before the question'
  return (
    <button type="button" className="question-way" data-testid="question-former" title={title} onClick={backToFormerLanes}>
      Back to your lanes
    </button>
  )
}
