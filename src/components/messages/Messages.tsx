import { type SoundRate, soundRate } from '../../store/soundRate.ts'
import { type AppState, selectedEngine, selectedLive, selectedRun } from '../../store/state.ts'
import { useActions, useApp } from '../../store/useApp.ts'
import { MessageCard } from './MessageCard.tsx'
import './Messages.css'
import { describeProblem } from './describeProblem.ts'

/** What went wrong and what can be done about it, and short notices. The gravest comes first; nothing at all where all is well. */
export function Messages() {
  const engine = useApp(selectedEngine)
  const problem = useApp((state) => selectedRun(state).problem)
  const rate = useApp((state) => soundRateOf(state)?.rate)
  const hasWorked = useApp((state) => soundRateOf(state)?.hasWorked)
  const hasTrained = useApp((state) => selectedRun(state).hasTrained)
  const notice = useApp((state) => state.notice)
  const actions = useActions()
  const grave =
    engine.status === 'lost'
      ? describeLoss(engine.reason, hasTrained)
      : problem && describeProblem(problem, { rate: rate ?? 0, hasWorked: hasWorked === true })
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

/** Only where a loss ran away: the state changes many times a second. */
function soundRateOf(state: AppState): SoundRate | null {
  const run = selectedRun(state)
  return run.problem?.kind === 'diverged' ? soundRate({ ...run, history: selectedLive(state).history }) : null
}

function describeLoss(reason: string, hasTrained: boolean): ReturnType<typeof describeProblem> {
  const whatNext = hasTrained ? 'Starting again goes on from the last weights that were kept.' : 'Starting again builds this network anew.'
  const text = `The training worker is gone, and its replacements with it: ${reason}. ${whatNext}`
  return { title: 'The engine has stopped', text, answers: [{ label: 'Start again', action: 'restartEngine' }] }
}
