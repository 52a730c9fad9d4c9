import type { Speed } from '../../engine/pace.ts'
import { useActions, useApp } from '../../store/useApp.ts'
import { Segments } from '../controls/Segments.tsx'

const SPEED_TITLES: Record<Speed, string> = {
  slow: 'Some ten steps a second',
  normal: 'A run takes about 15 seconds',
  full: 'As fast as the engine can',
}

export function SpeedControl() {
  const speed = useApp((state) => state.view.speed)
  const { setSpeed } = useActions()
  return (
    <Segments
      name="Speed"
      testId="speed"
      value={speed}
      choices={Object.keys(SPEED_TITLES) as Speed[]}
      titleOf={(choice) => SPEED_TITLES[choice]}
      onChange={setSpeed}
    />
  )
}
