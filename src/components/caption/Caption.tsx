import { useEffect, useRef } from 'react'
import { datasetFacts } from '../../spec/datasets.ts'
import { type AppState, shownLive, shownRun } from '../../store/state.ts'
import { type App, useActions, useLiveText } from '../../store/useApp.ts'
import type { Baseline } from '../../workers/protocol.ts'
import { setText } from '../controls/setText.ts'
import './Caption.css'
import { traitsOf } from './networkTraits.ts'
import { type CaptionFacts, sayWhatIsSeen } from './sayWhatIsSeen.ts'

/** A sentence that changes faster can't be read. */
const CHANGE_MS = 1_000

/** The line under the hourglass that says from numbers what is to be seen. */
export function Caption() {
  const line = useRef<HTMLParagraphElement>(null)
  const { alikeClasses } = useActions()
  const said = useRef({ at: Number.NEGATIVE_INFINITY, key: '', timer: 0 })
  const newest = useRef<AppState | null>(null)

  const say = () => {
    const state = newest.current
    if (!line.current || !state) return
    said.current.at = performance.now()
    setText(line.current, sayWhatIsSeen(captionFacts(state, alikeClasses)))
  }
  useLiveText(
    (state) => state,
    (state) => {
      newest.current = state
      const key = `${shownRun(state).runId} ${shownRun(state).status}`
      const wait = key === said.current.key ? said.current.at + CHANGE_MS - performance.now() : 0
      said.current.key = key
      clearTimeout(said.current.timer)
      // In a task of its own: which classes lie on top of each other takes some milliseconds to find out.
      said.current.timer = window.setTimeout(say, Math.max(0, wait))
    },
  )
  useEffect(() => () => clearTimeout(said.current.timer), [])
  return <p className="caption" ref={line} />
}

function lossLeft(baseline: Baseline | null, testLoss: number | null): number | null {
  return baseline && testLoss !== null ? (testLoss - baseline.floor) / (baseline.meanLoss - baseline.floor) : null
}

function captionFacts(state: AppState, alikeClasses: App['actions']['alikeClasses']): CaptionFacts {
  const run = shownRun(state)
  const { metrics } = shownLive(state)
  const facts = datasetFacts(run.spec.data.name)
  const { corruption } = run.spec
  return {
    status: run.status,
    inputs: run.plan.inputs,
    codeSize: run.plan.latent,
    kind: facts.kind,
    noun: facts.noun,
    classNames: facts.classes,
    metrics,
    pcaMse: run.baseline?.pcaMse ?? null,
    lossLeft: lossLeft(run.baseline, metrics.testLoss),
    alike: metrics.step === 0 || facts.kind === 'points' ? null : alikeClasses(),
    corruption: corruption ?? null,
    traits: traitsOf(run.spec, run.plan),
  }
}
