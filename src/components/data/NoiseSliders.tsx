import { OPTIONS } from '../../spec/options.ts'
import type { Corruption, Strength } from '../../spec/runSpec.ts'
import { selectedRun } from '../../store/state.ts'
import { useActions, useApp } from '../../store/useApp.ts'
import { Slider } from '../controls/Slider.tsx'

/** Noise for looking at goes up to a picture that a person can no longer read. */
const LOOKED_AT_SIGMA_MAX = 1
const SIGMA_STEP = 0.05

/** Noise that the network is trained with: part of the run. */
export function TrainingNoise() {
  const corruption = useApp((state) => selectedRun(state).spec.corruption)
  const { edit } = useActions()
  const option = OPTIONS['corruption.sigma']
  const sigma = sigmaOf(corruption)
  const range = option.kind === 'number' ? option : { min: 0, max: LOOKED_AT_SIGMA_MAX, step: SIGMA_STEP }
  const change = (high: number) => {
    if (high === 0) edit('corruption', undefined)
    else edit('corruption.sigma', Array.isArray(sigma) ? [Math.min(sigma[0], high), high] : high)
  }
  return (
    <Slider
      {...range}
      label={option.label}
      text={strengthInWords(sigma)}
      value={Array.isArray(sigma) ? sigma[1] : sigma}
      explanation={option.glossary}
      testId="noise"
      onChange={change}
    />
  )
}

/** Noise on the sample in the hourglass: for looking at, it never moves the test loss. */
export function SampleNoise() {
  const sigma = useApp((state) => state.view.testNoise)
  const { setView } = useActions()
  return (
    <LookedAtNoise
      label="Noise on sample"
      explanation="Noise on the digit in the hourglass, for you to look at. Training and test loss do not see it."
      sigma={sigma}
      testId="test-noise"
      onChange={(testNoise) => setView({ testNoise })}
    />
  )
}

/** Noise on the drawing beside the pad. */
export function PadNoise() {
  const sigma = useApp((state) => state.view.padNoise)
  const { setView } = useActions()
  return (
    <LookedAtNoise
      label="Noise on drawing"
      explanation="Noise on your drawing, before the network sees it."
      sigma={sigma}
      testId="pad-noise"
      onChange={(padNoise) => setView({ padNoise })}
    />
  )
}

function LookedAtNoise({
  sigma,
  ...rest
}: {
  readonly label: string
  readonly explanation: string
  readonly sigma: number
  readonly testId: string
  readonly onChange: (sigma: number) => void
}) {
  return <Slider {...rest} text={strengthInWords(sigma)} value={sigma} min={0} max={LOOKED_AT_SIGMA_MAX} step={SIGMA_STEP} />
}

function sigmaOf(corruption: Corruption | undefined): Strength {
  return corruption?.type === 'gaussian' ? corruption.sigma : 0
}

/** "none", "0.5", "0 to 0.6, mixed". */
function strengthInWords(strength: Strength): string {
  if (Array.isArray(strength)) return `${strength[0]} to ${strength[1]}, mixed`
  return strength === 0 ? 'none' : String(strength)
}
