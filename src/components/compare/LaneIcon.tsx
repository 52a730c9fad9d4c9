import { selectedRun } from '../../store/state.ts'
import { useApp } from '../../store/useApp.ts'
import { NetworkIcon } from './NetworkIcon.tsx'

/** The shape of the lane's network. */
export function LaneIcon() {
  return <NetworkIcon plan={useApp((state) => selectedRun(state).plan)} />
}
