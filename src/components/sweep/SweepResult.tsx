import { useMemo, useState } from 'react'
import type { SweepPlan } from '../../store/sweepPlan.ts'
import { isUnderWay, type SweepState } from '../../store/sweepState.ts'
import { useApp } from '../../store/useApp.ts'
import { SweepCurve } from './SweepCurve.tsx'
import { SweepTable } from './SweepTable.tsx'
import { saySweep } from './saySweep.ts'
import { figuresOf, measuresOf, measureWords } from './sweepFigures.ts'

/** The curve, what is to be seen in it, and the same numbers as a table. */
export function SweepResult({ plan, sweep }: { readonly plan: SweepPlan; readonly sweep: SweepState | null }) {
  const chosen = useApp((state) => state.sweep.shown)
  const shown = sweep && measuresOf(sweep).includes(chosen) ? chosen : 'loss'
  const figures = useMemo(() => (sweep ? figuresOf(sweep, shown) : []), [sweep, shown])
  const [marked, mark] = useState<number | null>(null)
  const measure = measureWords(sweep ?? plan, shown)
  const setting = sweep?.setting ?? plan.setting
  const sentence = sweep ? saySweep(figures, { measure, isOver: sweep.status === 'done' }) : ''
  const isEmpty = figures.every(({ runs, diverged, failed }) => runs.length + diverged + failed === 0)
  return (
    <>
      <section className="sweep-result" aria-label="The curve">
        <h2 className="caps">{measure}</h2>
        <SweepCurve plan={plan} setting={setting} figures={figures} measure={measure} marked={marked} onMark={mark} />
        {isEmpty && <EmptyCurve plan={plan} sweep={sweep} measure={measure} />}
        <p className="sweep-sentence" data-testid="sweep-sentence">
          {sentence}
        </p>
      </section>
      <SweepTable figures={figures} sweep={sweep} measure={measure} marked={marked} onMark={mark} />
    </>
  )
}

function EmptyCurve({ plan, sweep, measure }: { readonly plan: SweepPlan; readonly sweep: SweepState | null; readonly measure: string }) {
  return (
    <p className="sweep-empty">
      {sweep ? waitingWords(sweep) : `${pointWords(plan.seeds, measure)} They train in the background, and every point opens as a lane.`}
    </p>
  )
}

function waitingWords(sweep: SweepState): string {
  return isUnderWay(sweep) ? 'The first run is under way: its point appears here.' : 'Cancelled before the first run had ended.'
}

function pointWords(seeds: number, measure: string): string {
  return seeds === 1
    ? `Each value becomes a point: the ${measure} of a network with it.`
    : `Each value becomes a point: the ${measure} of ${seeds} networks with it, and how far they lie apart.`
}
