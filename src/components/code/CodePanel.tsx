import { datasetFacts } from '../../spec/datasets.ts'
import { selectedRun } from '../../store/state.ts'
import { useApp } from '../../store/useApp.ts'
import { CodeCharts } from './CodeCharts.tsx'
import { CodeFigures } from './CodeFigures.tsx'
import './CodePanel.css'
import { codesOf } from './codeFacts.ts'
import { UnitGrid } from './UnitGrid.tsx'

/** The code's units: how many are at work, how often each, how strongly, and what each of them draws. */
export function CodePanel() {
  const isEmpty = useApp((state) => codesOf(state) === null)
  const isPictures = useApp((state) => datasetFacts(selectedRun(state).spec.data.name).kind === 'pictures')
  return (
    <section className="code-panel" data-testid="code-panel" aria-label="The code's units">
      {isEmpty ? (
        <p className="learned-empty">Train first: then this shows which units of the code are at work, and how strongly.</p>
      ) : (
        <>
          <CodeFigures />
          <CodeCharts />
          {isPictures && <UnitGrid />}
        </>
      )}
    </section>
  )
}
