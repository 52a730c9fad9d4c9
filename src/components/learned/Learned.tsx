import { Tabs } from 'radix-ui'
import type { ReactNode } from 'react'
import { LEARNED_TABS, type LearnedTab, learnedTabs, shownTab } from '../../store/learnedTabs.ts'
import { useActions, useApp } from '../../store/useApp.ts'
import { CodePanel } from '../code/CodePanel.tsx'
import { Filters } from '../filters/Filters.tsx'
import { LatentMap } from '../latent-map/LatentMap.tsx'
import { Samples } from '../samples/Samples.tsx'
import './Learned.css'

const TABS: Record<LearnedTab, { readonly title: string; readonly explanation: string; readonly panel: () => ReactNode }> = {
  map: { title: 'Map', explanation: 'Where the test pictures lie by their codes', panel: () => <LatentMap /> },
  code: { title: 'Code', explanation: 'Which units of the code are at work, and what each of them draws', panel: () => <CodePanel /> },
  samples: { title: 'Samples', explanation: 'Pictures decoded from codes that no picture was encoded to', panel: () => <Samples /> },
  filters: { title: 'Filters', explanation: 'What the convolutions look for', panel: () => <Filters /> },
}

/** What the network has learned, seen in one way or another. Only what is shown is there at all. */
export function Learned() {
  const shown = useApp(shownTab)
  const there = useApp((state) => learnedTabs(state).join()).split(',')
  const { setView } = useActions()
  const tabs = LEARNED_TABS.filter((tab) => there.includes(tab))
  return (
    <Tabs.Root className="learned" value={shown} onValueChange={(tab) => setView({ learnedTab: tab as LearnedTab })}>
      <Tabs.List className="learned-tabs" aria-label="What it learned" data-testid="learned-tabs" data-value={shown}>
        {tabs.map((tab) => (
          <Tabs.Trigger key={tab} value={tab} className="learned-tab" data-value={tab} title={TABS[tab].explanation}>
            {TABS[tab].title}
          </Tabs.Trigger>
        ))}
      </Tabs.List>
      {tabs.map((tab) => (
        <Tabs.Content key={tab} value={tab} className="learned-panel" tabIndex={-1}>
          {TABS[tab].panel()}
        </Tabs.Content>
      ))}
    </Tabs.Root>
  )
}
