import { Tooltip } from 'radix-ui'
import './App.css'
import { useApp } from '../store/useApp.ts'
import { Bar } from './bar/Bar.tsx'
import { Caption } from './caption/Caption.tsx'
import { CompareScreen } from './compare/CompareScreen.tsx'
import { LaneTabs } from './compare/LaneTabs.tsx'
import { DataPanel } from './data/DataPanel.tsx'
import { Hourglass } from './hourglass/Hourglass.tsx'
import { Learned } from './learned/Learned.tsx'
import { LossChart } from './loss-chart/LossChart.tsx'
import { Messages } from './messages/Messages.tsx'
import { Reconstructions } from './reconstructions/Reconstructions.tsx'
import { PaletteContext, useTheme } from './theme/useTheme.ts'
import { Timeline } from './timeline/Timeline.tsx'

/** The page: one network in all its parts, or several beside each other. */
export function App() {
  const palette = useTheme()
  const screen = useApp((state) => state.view.screen)
  const hasTimeline = useApp(({ view }) => view.screen === 'explore' || view.comparePanel === 'lanes')
  return (
    <PaletteContext value={palette}>
      <Tooltip.Provider delayDuration={450} skipDelayDuration={200}>
        <div className="app">
          <Bar />
          {screen === 'compare' ? <CompareScreen /> : <Explore />}
          {hasTimeline && <Timeline />}
          <Messages />
        </div>
      </Tooltip.Provider>
    </PaletteContext>
  )
}

/** The one screen, left to right as the data flows: data, network, what it learned; under it how it came to that. */
function Explore() {
  return (
    <main className="app-columns">
      <div className="app-data">
        <DataPanel />
      </div>
      <div className="app-network">
        <LaneTabs />
        <Hourglass />
        <Caption />
        <Reconstructions />
      </div>
      <div className="app-learned">
        <Learned />
        <LossChart />
      </div>
    </main>
  )
}
