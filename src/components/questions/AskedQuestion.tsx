import { useEffect, useMemo, useRef } from 'react'
import { questionStage } from '../../store/questionStage.ts'
import type { OpenQuestion } from '../../store/questionState.ts'
import { useActions, useApp } from '../../store/useApp.ts'
import './AskedQuestion.css'
import { BrokenQuestion } from './BrokenQuestion.tsx'
import { FormerLanesButton } from './FormerLanesButton.tsx'
import { QuestionGuess } from './QuestionGuess.tsx'
import { QuestionOutcome } from './QuestionOutcome.tsx'

/** The open question, above the lanes that answer it. Nothing where none is open. */
export function AskedQuestion() {
  const open = useApp((state) => state.question?.open)
  return open ? <OpenOne key={open.question.id} open={open} /> : null
}

function OpenOne({ open }: { readonly open: OpenQuestion }) {
  const lanes = useApp((state) => state.lanes)
  const runs = useApp((state) => state.runs)
  const stage = useMemo(() => questionStage(open, { lanes, runs }), [open, lanes, runs])
  const section = useRef<HTMLElement>(null)
  const { setView, closeQuestion } = useActions()
  // What was pressed to open it is no longer there, and on a phone may have been further down than the question is.
  useEffect(() => {
    if (document.activeElement === document.body) section.current?.focus()
  }, [])
  const { id, title, question } = open.question
  return (
    <section
      ref={section}
      className="asked"
      data-testid="question"
      data-value={id}
      data-stage={stage.kind}
      aria-label={`Question: ${title}`}
      tabIndex={-1}
    >
      <div className="asked-words">
        {stage.kind !== 'answered' && (
          <p className="asked-question">
            <strong>{title}</strong> {question}
          </p>
        )}
        <div role="status" className="asked-status">
          {stage.kind === 'answered' && <QuestionOutcome open={open} figureOf={stage.figureOf} />}
          {stage.kind === 'broken' && <BrokenQuestion id={id} lanes={stage.lanes} />}
        </div>
      </div>
      {stage.kind !== 'answered' && stage.kind !== 'broken' && <QuestionGuess open={open} stage={stage.kind} />}
      <div className="asked-ways">
        <button type="button" className="question-way" data-testid="another-question" onClick={() => setView({ comparePanel: 'questions' })}>
          Another question
        </button>
        <FormerLanesButton />
        <button
          type="button"
          className="asked-close"
          data-testid="close-question"
          aria-label="Close the question"
          title="Close the question; the lanes stay"
          onClick={closeQuestion}
        >
          <svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">
            <path d="M4 4l8 8M12 4l-8 8" fill="none" stroke="currentColor" strokeWidth="1.6" strokeLinecap="round" />
          </svg>
        </button>
      </div>
    </section>
  )
}
