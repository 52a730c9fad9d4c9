import { selectedEngine, selectedRun } from '../../store/state.ts'
import { useActions, useApp } from '../../store/useApp.ts'
import { MessageCard } from './MessageCard.tsx'
import './Messages.css'
import { describeProblem } from './describeProblem.ts'

/** What went wrong and what can be done about it, and short notices. The gravest comes first; nothing at all where all is well. */
export function Messages() {
  const engine = useApp(selectedEngine)
  const problem = useApp((state) => selectedRun(state).problem)
  const notice = useApp((state) => state.notice)
  const actions = useActions()
  const grave = engine.status === 'lost' ? describeLoss(engine.reason) : problem && describeProblem(problem)
  if (!grave && !notice) return null
  return (
    <div className="messages">
      {notice && <MessageCard tone={notice.tone} text={notice.text} isMain={!grave} onDismiss={actions.dismissNotice} />}
      {grave && (
        <MessageCard
          tone="error"
          title={grave.title}
          text={grave.text}
          isMain
          answers={grave.answers.map(({ label, action }) => ({ label, onClick: actions[action] }))}
        />
      )}
    </div>
  )
}

function describeLoss(reason: string): ReturnType<typeof describeProblem> {
  const text = `The training worker is gone: ${reason}. Starting again builds this network anew, from fresh weights.`
  return { title: 'The engine has stopped', text, answers: [{ label: 'Start again', action: 'restartEngine' }] }
}
