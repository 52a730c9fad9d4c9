import { CHOICE_LABELS, type NumberOption, OPTIONS } from '../../spec/options.ts'
import { CORRUPTION_TYPES, type Corruption, type Strength } from '../../spec/runSpec.ts'
import { selectedRun } from '../../store/state.ts'
import { useActions, useApp } from '../../store/useApp.ts'
import { Choice } from '../controls/Choice.tsx'
import { Slider, type SliderValue } from '../controls/Slider.tsx'
import { Switch } from '../controls/Switch.tsx'
import './NoiseSliders.css'
import { corruptionOf, strengthInWords, strengthOf } from './noiseStrength.ts'

/** Noise for looking at goes up to a picture that a person can no longer read. */
const LOOKED_AT_MAX = 1
const STEP = 0.05

/** Noise that the network is trained with: part of the run. None is a strength of 0; with some, its kind and whether it is mixed can be chosen. */
export function TrainingNoise() {
  const corruption = useApp((state) => selectedRun(state).spec.corruption)
  const { edit } = useActions()
  const type = corruption?.type ?? 'gaussian'
  const option = OPTIONS[type === 'gaussian' ? 'corruption.sigma' : 'corruption.rate'] as NumberOption
  const strength = corruption ? strengthOf(corruption) : 0
  const isMixed = Array.isArray(strength)
  const change = (value: SliderValue) => {
    const next: Strength = typeof value === 'number' ? value : [value[0], value[1]]
    const most = typeof next === 'number' ? next : next[1]
    if (most === 0) edit('corruption', undefined)
    else if (corruption) edit(type === 'gaussian' ? 'corruption.sigma' : 'corruption.rate', next)
    else edit('corruption', corruptionOf(type, next))
  }
  return (
    <div className="noise">
      <Slider<SliderValue>
        label={option.label}
        text={strengthInWords(strength)}
        explanation={option.glossary}
        value={strength}
        min={option.min}
        max={option.max}
        step={option.step}
        testId="noise"
        onChange={change}
      />
      {corruption && (
        <div className="noise-kind">
          <KindChoice name="Kind of noise in training" testId="noise-type" type={type} onChange={(next) => edit('corruption.type', next)} />
          <Switch
            label="mixed"
            isSmall
            testId="noise-mixed"
            isOn={isMixed}
            explanation="A strength of its own for each picture, drawn between the two ends: a network trained at one strength alone spoils clean pictures."
            onChange={(isOn) => change(isOn ? [0, strength as number] : (strength as [number, number])[1])}
          />
        </div>
      )}
    </div>
  )
}

/** Noise on the sample in the hourglass: for looking at, it never moves the test loss. */
export function SampleNoise() {
  const strength = useApp((state) => state.view.testNoise)
  const { setView } = useActions()
  return (
    <LookedAtNoise
      label="Noise on sample"
      explanation="Noise on what goes through the hourglass, for you to look at. Training and test loss do not see it."
      strength={strength}
      testId="test-noise"
      onChange={(testNoise) => setView({ testNoise })}
    />
  )
}

/** Noise on the drawing beside the pad. */
export function PadNoise() {
  const strength = useApp((state) => state.view.padNoise)
  const { setView } = useActions()
  return (
    <LookedAtNoise
      label="Noise on drawing"
      explanation="Noise on your drawing, before the network sees it."
      strength={strength}
      testId="pad-noise"
      onChange={(padNoise) => setView({ padNoise })}
    />
  )
}

/** One kind for all that is looked at: until one is chosen, that of the noise in training. */
function LookedAtNoise({
  strength,
  ...rest
}: {
  readonly label: string
  readonly explanation: string
  readonly strength: number
  readonly testId: string
  readonly onChange: (strength: number) => void
}) {
  const { shownNoiseType, setView } = useActions()
  const type = useApp(() => shownNoiseType())
  return (
    <div className="noise">
      <Slider {...rest} text={strengthInWords(strength)} value={strength} min={0} max={LOOKED_AT_MAX} step={STEP} />
      {strength > 0 && (
        <div className="noise-kind">
          <KindChoice
            name={`Kind of ${rest.label.toLowerCase()}`}
            testId={`${rest.testId}-type`}
            type={type}
            onChange={(noiseType) => setView({ noiseType })}
          />
        </div>
      )}
    </div>
  )
}

function KindChoice({
  type,
  ...rest
}: {
  readonly name: string
  readonly testId: string
  readonly type: Corruption['type']
  readonly onChange: (type: Corruption['type']) => void
}) {
  return (
    <Choice {...rest} className="noise-kind-choice" value={type} choices={CORRUPTION_TYPES} labelOf={(choice) => CHOICE_LABELS[choice] ?? choice} />
  )
}
