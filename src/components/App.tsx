import { Tooltip } from 'radix-ui'
import './App.css'
import { Bar } from './bar/Bar.tsx'
import { Caption } from './caption/Caption.tsx'
import { DataPanel } from './data/DataPanel.tsx'
import { Hourglass } from './hourglass/Hourglass.tsx'
import { Learned } from './learned/Learned.tsx'
import { LossChart } from './loss-chart/LossChart.tsx'
import { Messages } from './messages/Messages.tsx'
import { Reconstructions } from './reconstructions/Reconstructions.tsx'
import { PaletteContext, useTheme } from './theme/useTheme.ts'

/** The one screen, left to right as the data flows: data, network, what it learned. */
export function App() {
  const palette = useTheme()
  return (
    <PaletteContext value={palette}>
      <Tooltip.Provider delayDuration={450} skipDelayDuration={200}>
        <div className="app">
          <Bar />
          <main className="app-columns">
            <div className="app-data">
              <DataPanel />
            </div>
            <div className="app-network">
              <Hourglass />
              <Caption />
              <Reconstructions />
            </div>
            <div className="app-learned">
              <Learned />
              <LossChart />
            </div>
          </main>
          <Messages />
        </div>
      </Tooltip.Provider>
    </PaletteContext>
  )
}
