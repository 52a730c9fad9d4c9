import { CompareButton } from '../compare/CompareButton.tsx'
import { BackendBadge } from './BackendBadge.tsx'
import './Bar.css'
import { EpochReadout } from './EpochReadout.tsx'
import { Mark } from './Mark.tsx'
import { Presets } from './Presets.tsx'
import { ProgressLine } from './ProgressLine.tsx'
import { SpeedControl } from './SpeedControl.tsx'
import { ThemeButton } from './ThemeButton.tsx'
import { TrainButtons } from './TrainButtons.tsx'

/** The head of the page: which network, training it, how far and how fast. */
export function Bar() {
  return (
    <header className="bar">
      <div className="bar-name">
        <Mark />
        <h1>Hourglass</h1>
      </div>
      <Presets />
      <TrainButtons />
      <EpochReadout />
      <div className="bar-end">
        <CompareButton />
        <SpeedControl />
        <BackendBadge />
        <ThemeButton />
      </div>
      <ProgressLine />
    </header>
  )
}
