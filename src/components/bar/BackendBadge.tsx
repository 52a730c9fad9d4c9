import type { BackendName } from '../../engine/metrics.ts'
import { type AppState, selectedLive, selectedRun } from '../../store/state.ts'
import { useApp } from '../../store/useApp.ts'
import { LiveText } from '../controls/LiveText.tsx'

const BACKEND_WORDS: Record<BackendName, string> = { wasm: 'CPU, SIMD', webgl: 'GPU', cpu: 'CPU, plain' }

/** What computes, and how fast: the engine's own rate, whatever the speed chosen. */
export function BackendBadge() {
  const isTraining = useApp((state) => selectedRun(state).status === 'training')
  return (
    <div className="backend-badge" title="Pictures a second that the engine trains on, and what it computes with">
      <i className="backend-dot" data-on={isTraining || undefined} />
      <LiveText className="backend-rate" select={rateOf} text={rateText} />
      <LiveText className="backend-name" testId="backend" select={backendOf} text={(name) => BACKEND_WORDS[name]} value={(name) => name} />
    </div>
  )
}

function backendOf(state: AppState): BackendName {
  return selectedLive(state).metrics.backend
}

function rateOf(state: AppState): number {
  return selectedLive(state).metrics.imagesPerSecond
}

/** Three digits are as many as hold still. */
function rateText(rate: number): string {
  return rate > 0 ? `${Number(rate.toPrecision(3)).toLocaleString('en-US')} images/s` : ''
}
