import { useMemo } from 'react'
import { laneName } from '../../spec/laneNames.ts'
import { selectedRun } from '../../store/state.ts'
import { planSweep, type SweepPlan } from '../../store/sweepPlan.ts'
import { isUnderWay } from '../../store/sweepState.ts'
import { useApp } from '../../store/useApp.ts'
import './Sweep.css'
import { SweepOutput } from './SweepOutput.tsx'
import { SweepResult } from './SweepResult.tsx'
import { SweepRunning } from './SweepRunning.tsx'
import { SweepSetup } from './SweepSetup.tsx'
import { SweepStart } from './SweepStart.tsx'
import { countOf } from './sweepWords.ts'

/** One setting at many values, each trained with several seeds in the background: set up at the left, its curve at the right. */
export function Sweep() {
  const spec = useApp((state) => selectedRun(state).spec)
  const draft = useApp((state) => state.sweep.draft)
  const current = useApp((state) => state.sweep.current)
  const planned = useMemo(() => planSweep(spec, draft), [spec, draft])
  const base = current?.base
  const [path, values, seeds] = [current?.setting.path ?? null, current?.values ?? null, current?.seeds ?? 0]
  const underWay = useMemo(() => (base ? planSweep(base, { path, values, seeds }) : null), [base, path, values, seeds])
  // Under way it is the sweep itself that is shown, whatever becomes of the lane that it was set up for.
  const isTraining = isUnderWay(current)
  const plan: SweepPlan = (isTraining ? underWay : null) ?? planned
  return (
    <div className="sweep" data-testid="sweep" data-status={current?.status ?? 'idle'} data-runs={current?.outcomes.length ?? 0}>
      <header className="sweep-head">
        <p>
          {current
            ? `${current.setting.label}, varied in ${laneName(current.base)}: ${countOf(current.values.length, 'value')} with ${countOf(current.seeds, 'seed')} each.`
            : 'One setting at many values, each trained with several seeds: what it does, and how sure that is.'}
        </p>
        {current && <SweepOutput sweep={current} />}
      </header>
      <div className="sweep-columns">
        <section className="sweep-setup" aria-label="What is varied">
          <SweepSetup plan={plan} isFixed={isTraining} />
          {isTraining ? <SweepRunning sweep={current} /> : <SweepStart plan={plan} />}
        </section>
        <SweepResult plan={plan} sweep={current} />
      </div>
    </div>
  )
}
