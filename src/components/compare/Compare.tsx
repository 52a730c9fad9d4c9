import { Tabs } from 'radix-ui'
import type { ReactNode } from 'react'
import { COMPARE_PANELS, type ComparePanel } from '../../store/state.ts'
import { useActions, useApp } from '../../store/useApp.ts'
import { Questions } from '../questions/Questions.tsx'
import { Sweep } from '../sweep/Sweep.tsx'
import { SweepSign } from '../sweep/SweepSign.tsx'
import './Compare.css'
import { Lanes } from './Lanes.tsx'

const PANELS: Record<ComparePanel, { readonly title: string; readonly explanation: string; readonly panel: () => ReactNode }> = {
  lanes: { title: 'Lanes', explanation: 'Up to four networks beside each other, on the same batches', panel: () => <Lanes /> },
  sweep: { title: 'Sweep', explanation: 'One setting at many values, each trained with several seeds', panel: () => <Sweep /> },
  questions: { title: 'Questions', explanation: 'Ready-made comparisons: guess first, then train', panel: () => <Questions /> },
}

/** Networks compared: lanes beside each other, one setting swept, ready-made questions. */
export function Compare() {
  const shown = useApp((state) => state.view.comparePanel)
  const { setView } = useActions()
  return (
    <main className="compare" data-testid="compare-view">
      <Tabs.Root className="compare-panels" value={shown} onValueChange={(panel) => setView({ comparePanel: panel as ComparePanel })}>
        <Tabs.List className="learned-tabs compare-tabs" aria-label="Compare" data-testid="compare-tabs" data-value={shown}>
          {COMPARE_PANELS.map((panel) => (
            <Tabs.Trigger key={panel} value={panel} className="learned-tab" data-value={panel} title={PANELS[panel].explanation}>
              {PANELS[panel].title}
              {panel === 'sweep' && <SweepSign />}
            </Tabs.Trigger>
          ))}
        </Tabs.List>
        {COMPARE_PANELS.map((panel) => (
          <Tabs.Content key={panel} value={panel} className="compare-panel" tabIndex={-1}>
            {PANELS[panel].panel()}
          </Tabs.Content>
        ))}
      </Tabs.Root>
    </main>
  )
}
