import { Popover } from 'radix-ui'
import type { BackendName } from '../../engine/metrics.ts'
import { countText } from '../../spec/countText.ts'
import { rateAtHand, statusAtHand } from '../../store/atHand.ts'
import { BACKEND_CHOICES, type BackendChoice, type BackendState } from '../../store/backendChoice.ts'
import { type AppState, selectedLive } from '../../store/state.ts'
import { useActions, useApp } from '../../store/useApp.ts'
import { LiveText } from '../controls/LiveText.tsx'
import { figureText } from './figureText.ts'

const BACKEND_WORDS: Record<BackendName, string> = { wasm: 'CPU, SIMD', webgl: 'GPU', cpu: 'CPU, plain' }
const CHOICE_WORDS: Record<BackendChoice, string> = {
  automatic: 'Automatic',
  wasm: 'CPU, SIMD (wasm)',
  webgl: 'GPU (webgl)',
  cpu: 'CPU, plain (cpu)',
}

/** What computes, and how fast: the engine's own rate, whatever the speed chosen. Opens the choice of another. */
export function BackendBadge() {
  const isTraining = useApp((state) => statusAtHand(state) === 'training')
  const { measureBackends } = useActions()
  return (
    <Popover.Root onOpenChange={(isOpen) => isOpen && measureBackends()}>
      <Popover.Trigger
        className="backend-badge"
        aria-label="What computes"
        title="Pictures a second that the engine trains on, and what it computes with: open to choose"
      >
        <i className="backend-dot" data-on={isTraining || undefined} />
        <LiveText className="backend-rate" select={rateAtHand} text={rateText} />
        <LiveText className="backend-name" testId="backend" select={backendOf} text={(name) => BACKEND_WORDS[name]} value={(name) => name} />
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content className="backend-choice" side="bottom" align="end" sideOffset={7} collisionPadding={10}>
          <BackendList isTraining={isTraining} />
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  )
}

/** Each backend with what it was measured to do here. */
function BackendList({ isTraining }: { readonly isTraining: boolean }) {
  const backend = useApp((state) => state.backend)
  const { chooseBackend } = useActions()
  return (
    <fieldset className="backend-list">
      <legend>The next fresh run computes on</legend>
      {BACKEND_CHOICES.map((choice) => (
        <label key={choice} className="backend-option" data-value={choice}>
          <input type="radio" name="backend" value={choice} checked={backend.choice === choice} onChange={() => chooseBackend(choice)} />
          <span>{CHOICE_WORDS[choice]}</span>
          <span className="backend-figure">{choice === 'automatic' ? automaticText(backend) : figureText(choice, backend, isTraining)}</span>
        </label>
      ))}
      <p>Images a second of this network, each measured here. A run stays where it began.</p>
    </fieldset>
  )
}

function automaticText({ measured }: BackendState): string {
  return measured?.isWebglWorthIt ? 'the GPU: it wins clearly' : 'the CPU, unless a GPU wins clearly'
}

function backendOf(state: AppState): BackendName {
  return selectedLive(state).metrics.backend
}

/** Three digits are as many as hold still. */
function rateText(rate: number): string {
  return rate > 0 ? `${countText(Number(rate.toPrecision(3)))} images/s` : ''
}
