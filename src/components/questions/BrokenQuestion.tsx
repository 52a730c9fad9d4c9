import type { BrokenLane } from '../../store/questionStage.ts'
import { useActions } from '../../store/useApp.ts'

const HOW_WORDS: Record<BrokenLane['how'], (name: string) => string> = {
  changed: (name) => `You have changed “${name}”`,
  removed: (name) => `You have taken “${name}” away`,
  failed: (name) => `“${name}” did not come to its end`,
  unmeasured: (name) => `“${name}” was trained on before it could be measured`,
}

/** Why the lanes no longer answer the question, and the way to lanes that do. */
export function BrokenQuestion({ id, lanes }: { readonly id: string; readonly lanes: readonly BrokenLane[] }) {
  const { openQuestion } = useActions()
  const [first, ...others] = lanes.map(({ name, how }) => HOW_WORDS[how](name))
  return (
    <p className="asked-broken">
      <span data-testid="question-broken">
        {[first, ...others].join('. ')}: the question is no longer answered by {others.length > 0 ? 'these lanes' : 'it'}.
      </span>
      <button type="button" className="question-way" data-testid="question-again" onClick={() => openQuestion(id)}>
        Begin again
      </button>
    </p>
  )
}
