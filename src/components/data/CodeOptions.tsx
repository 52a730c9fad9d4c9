import { type Regularizer, reasonAgainst, withPenalty } from '../../spec/nearestEdits.ts'
import { CHOICE_LABELS, type NumberOption, OPTIONS } from '../../spec/options.ts'
import { ACTIVATIONS, type RunSpec } from '../../spec/runSpec.ts'
import { selectedRun } from '../../store/state.ts'
import { useActions, useApp } from '../../store/useApp.ts'
import { Choice } from '../controls/Choice.tsx'
import { NumberField } from '../controls/NumberField.tsx'
import { Slider } from '../controls/Slider.tsx'
import { Switch } from '../controls/Switch.tsx'
import { Term } from '../controls/Term.tsx'
import { Disclosure } from './Disclosure.tsx'

type PenaltyType = Regularizer['type']

/** What a penalty does, and the weight and target that it is switched on with: those of the presets, or the nearest to them. */
const PENALTIES: Record<PenaltyType, { readonly label: string; readonly explanation: string; readonly start: Regularizer }> = {
  l1: {
    label: 'L1',
    explanation: 'Every unit of the code costs as much as it is far from 0: most go to rest, few speak for each picture.',
    start: { type: 'l1', weight: 1e-3 },
  },
  kl: {
    label: 'KL to a target',
    explanation: 'Each unit is held to be active a set share of the time. Makes the code’s activation sigmoid, whose values are shares.',
    start: { type: 'kl', weight: 1e-2, target: 0.05 },
  },
  contractive: {
    label: 'Contractive',
    explanation: 'The code shall hardly move when the picture does: its slopes are made small.',
    start: { type: 'contractive', weight: 1e-4 },
  },
  'weight-decay': {
    label: 'Weight decay',
    explanation: 'Large weights cost: all are drawn toward 0.',
    start: { type: 'weight-decay', weight: 1e-5 },
  },
}
const PENALTY_TYPES = Object.keys(PENALTIES) as PenaltyType[]
/** As the preset has it. */
const BETA_START = 1
/** Of a code's units, kept when top-k is switched on. */
const TOP_K_SHARE = 1 / 8
const WEIGHT = OPTIONS['regularizers.*.weight'] as NumberOption
const TARGET = OPTIONS['regularizers.*.target'] as NumberOption

/** The code: what its units do, what is asked of it besides a small loss. What can't be combined says why. */
export function CodeOptions() {
  const spec = useApp((state) => selectedRun(state).spec)
  const { latent, tied } = spec.model
  const dense = latent.type === 'conv' ? null : latent
  const { edit } = useActions()
  const refusal = (path: string, value: unknown) => reasonAgainst(spec, path, value)
  const topK = dense && Math.max(1, Math.round(dense.units * TOP_K_SHARE))
  const onlyDense = 'a convolutional code has none; make the bottleneck dense'
  return (
    <Disclosure name="Bottleneck" mark={specialties(spec)}>
      <OptionRow label="Activation" explanation={OPTIONS['model.latent.activation'].glossary}>
        <Choice
          name="Activation of the code"
          value={latent.activation}
          choices={ACTIVATIONS}
          labelOf={(choice) => CHOICE_LABELS[choice] ?? choice}
          onChange={(choice) => edit('model.latent.activation', choice)}
        />
      </OptionRow>
      <Switch
        label="Top k"
        testId="top-k"
        isOn={dense?.topK !== undefined}
        explanation={OPTIONS['model.latent.topK'].glossary}
        refusal={dense?.topK !== undefined ? null : dense ? refusal('model.latent.topK', topK) : onlyDense}
        onChange={(isOn) => edit('model.latent.topK', isOn ? topK : undefined)}
      />
      {dense?.topK !== undefined && (
        <OptionRow label="Units kept" explanation="How many of a picture’s units are kept." isInner>
          <NumberField
            className="option-number"
            name="Units kept of the code"
            value={dense.topK}
            min={1}
            max={dense.units}
            next={(from, direction) => from + direction}
            onChange={(k) => edit('model.latent.topK', k)}
          />
        </OptionRow>
      )}
      <Switch
        label="Variational"
        testId="variational"
        isOn={dense?.variational !== undefined}
        explanation="Each picture becomes a small cloud of codes instead of one, and all clouds together one round one. Makes the code’s activation linear, and ends what a sampled code can’t have."
        refusal={dense?.variational ? null : dense ? refusal('model.latent.variational', { beta: BETA_START }) : onlyDense}
        onChange={(isOn) => edit('model.latent.variational', isOn ? { beta: BETA_START } : undefined)}
      />
      {dense?.variational && <VariationalOptions variational={dense.variational} />}
      <Switch
        label="Tied weights"
        testId="tied"
        isOn={tied === true}
        explanation="The decoder uses the encoder’s weights, transposed: half as many to learn."
        refusal={tied ? null : refusal('model.tied', true)}
        onChange={(isOn) => edit('model.tied', isOn || undefined)}
      />
      <h3 className="code-options-heading">Penalties, added to the loss</h3>
      {PENALTY_TYPES.map((type) => (
        <Penalty key={type} type={type} spec={spec} />
      ))}
    </Disclosure>
  )
}

function VariationalOptions({ variational }: { readonly variational: { readonly beta: number; readonly warmupEpochs?: number | undefined } }) {
  const { edit } = useActions()
  const beta = OPTIONS['model.latent.variational.beta'] as NumberOption
  const warmup = OPTIONS['model.latent.variational.warmupEpochs'] as NumberOption
  const epochs = variational.warmupEpochs ?? 0
  return (
    <div className="option-inner">
      <Slider
        label={beta.label}
        explanation={beta.glossary}
        text={String(variational.beta)}
        value={variational.beta}
        min={beta.min}
        max={beta.max}
        step={beta.step}
        testId="beta"
        onChange={(value) => edit('model.latent.variational.beta', value)}
      />
      <Slider
        label={warmup.label}
        explanation={warmup.glossary}
        text={epochs === 0 ? 'none' : `${epochs} ${epochs === 1 ? 'epoch' : 'epochs'}`}
        value={epochs}
        min={warmup.min}
        max={warmup.max}
        step={warmup.step}
        isWhole
        onChange={(value) => edit('model.latent.variational.warmupEpochs', value === 0 ? undefined : value)}
      />
    </div>
  )
}

/** A switch, and while it is on the penalty's weight on a logarithmic slider. */
function Penalty({ type, spec }: { readonly type: PenaltyType; readonly spec: RunSpec }) {
  const { edit } = useActions()
  const { label, explanation, start } = PENALTIES[type]
  const place = spec.regularizers?.findIndex((one) => one.type === type) ?? -1
  const penalty = spec.regularizers?.[place]
  return (
    <>
      <Switch
        label={label}
        testId={`penalty-${type}`}
        isOn={penalty !== undefined}
        explanation={explanation}
        refusal={penalty ? null : reasonAgainst(spec, 'regularizers', withPenalty(spec, type, start))}
        onChange={(isOn) => edit('regularizers', withPenalty(spec, type, isOn ? start : null))}
      />
      {penalty && (
        <div className="option-inner">
          <Slider
            label={`Weight of ${label}`}
            explanation={WEIGHT.glossary}
            text={weightText(penalty.weight)}
            value={penalty.weight}
            min={WEIGHT.min}
            max={WEIGHT.max}
            step={WEIGHT.step}
            scale="log"
            testId={`weight-${type}`}
            onChange={(weight) => edit(`regularizers.${place}.weight`, weight)}
          />
          {penalty.type === 'kl' && (
            <Slider
              label={TARGET.label}
              explanation={TARGET.glossary}
              text={`${Math.round(penalty.target * 100)} %`}
              value={penalty.target}
              min={TARGET.min}
              max={TARGET.max}
              step={TARGET.step}
              testId="target-kl"
              onChange={(target) => edit(`regularizers.${place}.target`, target)}
            />
          )}
        </div>
      )}
    </>
  )
}

function OptionRow({
  label,
  explanation,
  isInner = false,
  children,
}: {
  readonly label: string
  readonly explanation: string
  readonly isInner?: boolean
  readonly children: React.ReactNode
}) {
  return (
    <div className={isInner ? 'option-row option-inner' : 'option-row'}>
      <Term explanation={explanation} side="right">
        <span className="option-label">{label}</span>
      </Term>
      {children}
    </div>
  )
}

/** What is asked of this code, named beside the folded heading: "L1", "variational". */
function specialties({ model: { latent, tied }, regularizers = [] }: RunSpec): string {
  const names = [
    ...(latent.type !== 'conv' && latent.topK !== undefined ? [`top ${latent.topK}`] : []),
    ...(latent.type !== 'conv' && latent.variational ? ['variational'] : []),
    ...(tied ? ['tied'] : []),
    ...regularizers.map(({ type }) => (type === 'kl' ? 'KL' : PENALTIES[type].label)),
  ]
  return names.map((name) => (name === 'L1' || name === 'KL' ? name : name.toLowerCase())).join(', ')
}

/** "0.001", "3.2e-5". */
function weightText(weight: number): string {
  return weight >= 1e-3 || weight === 0 ? String(weight) : weight.toExponential()
}
