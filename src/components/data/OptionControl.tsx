import { CHOICE_LABELS, type ChoiceOption, type NumberOption, OPTIONS, type OptionPath } from '../../spec/options.ts'
import type { RunSpec } from '../../spec/runSpec.ts'
import { selectedRun } from '../../store/state.ts'
import { useActions, useApp } from '../../store/useApp.ts'
import { Choice } from '../controls/Choice.tsx'
import { NumberField } from '../controls/NumberField.tsx'
import { Slider } from '../controls/Slider.tsx'
import { Term } from '../controls/Term.tsx'

/** The control that an entry of the option table asks for: a choice, a slider where factors matter, else a number to type. */
export function OptionControl({ path }: { readonly path: OptionPath }) {
  const value = useApp((state) => valueAt(selectedRun(state).spec, path))
  const option = OPTIONS[path]
  if (option.kind === 'choice') return <ChoiceRow path={path} option={option} value={value as string | number} />
  if (option.scale === 'log') return <FactorSlider path={path} option={option} value={value as number} />
  return <NumberRow path={path} option={option} value={value as number} />
}

function ChoiceRow({ path, option, value }: { readonly path: OptionPath; readonly option: ChoiceOption; readonly value: string | number }) {
  const { edit } = useActions()
  const choices = option.choices.includes(value) ? option.choices : [value, ...option.choices]
  return (
    <OptionRow label={option.label} explanation={option.glossary}>
      <Choice
        name={option.label}
        value={value}
        choices={choices}
        labelOf={(choice) => CHOICE_LABELS[choice] ?? String(choice)}
        onChange={(choice) => edit(path, choice)}
      />
    </OptionRow>
  )
}

function NumberRow({ path, option, value }: { readonly path: OptionPath; readonly option: NumberOption; readonly value: number }) {
  const { edit } = useActions()
  return (
    <OptionRow label={option.label} explanation={option.glossary}>
      <NumberField
        className="option-number"
        name={option.label}
        value={value}
        min={option.min}
        max={option.max}
        next={(from, direction) => from + direction * option.step}
        onChange={(next) => edit(path, next)}
      />
    </OptionRow>
  )
}

/** A slider that moves by factors; counts (from 1 up) stay whole. */
function FactorSlider({ path, option, value }: { readonly path: OptionPath; readonly option: NumberOption; readonly value: number }) {
  const { edit } = useActions()
  const { label, glossary, min, max, step, scale } = option
  return (
    <Slider
      label={label}
      text={value.toLocaleString('en-US', { maximumSignificantDigits: 4 })}
      {...{ value, min, max, step, scale }}
      isWhole={min >= 1}
      explanation={glossary}
      onChange={(next) => edit(path, next)}
    />
  )
}

function OptionRow({ label, explanation, children }: { readonly label: string; readonly explanation: string; readonly children: React.ReactNode }) {
  return (
    <div className="option-row">
      <Term explanation={explanation} side="right">
        <span className="option-label">{label}</span>
      </Term>
      {children}
    </div>
  )
}

function valueAt(spec: RunSpec, path: OptionPath): unknown {
  return path.split('.').reduce<unknown>((owner, key) => (owner as Record<string, unknown>)[key], spec)
}
