import { type CSSProperties, useMemo, useRef } from 'react'
import { useShallow } from 'zustand/react/shallow'
import { MEASURE_WORDS } from '../../spec/commonMeasure.ts'
import type { AppState } from '../../store/state.ts'
import { useApp, useLiveText } from '../../store/useApp.ts'
import { LaneDifferences } from './LaneDifferences.tsx'
import './LaneTable.css'
import { titleOf } from '../../store/laneTitles.ts'
import { LossGoalField } from './LossGoalField.tsx'
import { laneColor } from './laneColors.ts'
import { columnsFor, type LaneColumn } from './laneColumns.ts'
import { figuresOf, runsShown, tableFacts } from './laneFigures.ts'
import { defaultGoal } from './lossGoal.ts'
import { paintSentence, paintTable } from './paintTable.ts'
import { sayComparison } from './sayComparison.ts'

/** Which is better, by how much, and what it costs: a row a lane. The figures follow the frames past React. */
export function LaneTable() {
  const table = useRef<HTMLTableElement>(null)
  const caption = useRef<HTMLParagraphElement>(null)
  const painted = useRef<readonly unknown[]>([])
  const runs = useApp(useShallow((state: AppState) => runsShown(state).map(({ run }) => run)))
  const laneIds = useApp(useShallow((state: AppState) => runsShown(state).map(({ laneId }) => laneId)))
  const titles = useApp(useShallow((state: AppState) => laneIds.map((laneId) => titleOf(state, laneId))))
  const chosen = useApp((state) => state.view.lossGoal ?? null)
  const facts = useMemo(() => tableFacts(runs), [runs])
  const usual = useApp((state) => defaultGoal(runsShown(state), facts.measure))
  const columns = useMemo(() => columnsFor(facts), [facts])
  const goal = chosen ?? usual
  const digits = columns.reduce((sum, { width }) => sum + width, 0)
  useLiveText(
    (state) => state,
    (state) => {
      const parts = [state.live, state.runs, state.shipped, state.pasts, facts, titles, goal]
      if (parts.every((part, i) => part === painted.current[i])) return
      painted.current = parts
      const lanes = runsShown(state).map(({ laneId, run, live }, i) => ({
        name: titles[i] ?? '',
        figures: figuresOf(laneId, run, live, goal === null ? null : { loss: goal, measure: facts.measure }),
      }))
      if (table.current) paintTable(table.current, { columns, facts, lanes: lanes.map(({ figures }) => figures) })
      if (caption.current) paintSentence(caption.current, sayComparison(lanes, facts))
    },
    [facts, titles, goal],
  )
  return (
    <section className="lane-table" data-testid="lane-table" aria-label="Side by side">
      <h2 className="caps">Side by side</h2>
      <div className="lane-table-frame">
        <table ref={table} style={{ '--digits': digits, '--columns': columns.length } as CSSProperties}>
          <thead>
            <tr>
              <td className="lane-table-corner" />
              {columns.map((column) => (
                <ColumnHead key={column.id} column={column} goal={goal} isChosen={chosen !== null} measure={MEASURE_WORDS[facts.measure]} />
              ))}
            </tr>
          </thead>
          <tbody>
            {laneIds.map((laneId, i) => (
              <tr key={laneId} data-lane={laneId} style={{ '--lane': laneColor(laneId) } as CSSProperties}>
                <th scope="row" title={titles[i]}>
                  {titles[i]}
                </th>
                {columns.map(({ id }) => (
                  <td key={id} data-column={id}>
                    <span />
                    <i aria-hidden="true" />
                    <small className="lane-table-unseen" />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className="lane-table-caption" data-testid="lane-caption" ref={caption} />
      {facts.why && (
        <p className="lane-table-why" data-testid="lane-measure" data-value={facts.measure}>
          {facts.why}
        </p>
      )}
      <LaneDifferences />
    </section>
  )
}

function ColumnHead({
  column: { id, head, title, width },
  goal,
  isChosen,
  measure,
}: {
  readonly column: LaneColumn
  readonly goal: number | null
  readonly isChosen: boolean
  /** What the goal is a figure of, in words. */
  readonly measure: string
}) {
  return (
    <th scope="col" data-column={id} title={title} style={{ '--digits': width } as CSSProperties}>
      {head}
      {id === 'time-to-loss' && (
        <>
          {' '}
          <LossGoalField goal={goal} isChosen={isChosen} measure={measure} />
        </>
      )}
    </th>
  )
}
