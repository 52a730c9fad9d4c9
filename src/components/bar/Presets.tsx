import { RadioGroup } from 'radix-ui'
import { PRESET_NAMES, PRESETS, type PresetName, presetOf } from '../../spec/presets.ts'
import { selectedRun } from '../../store/state.ts'
import { useActions, useApp } from '../../store/useApp.ts'
import { Term } from '../controls/Term.tsx'

/** The named networks; none is chosen once one has been changed by hand. */
export function Presets() {
  const current = useApp((state) => presetOf(selectedRun(state).spec))
  const { choosePreset } = useActions()
  return (
    <RadioGroup.Root
      className="presets"
      orientation="horizontal"
      aria-label="Preset"
      data-testid="preset"
      data-value={current ?? ''}
      value={current ?? ''}
      onValueChange={(name) => choosePreset(name as PresetName)}
    >
      {PRESET_NAMES.map((name) => (
        <Term key={name} explanation={PRESETS[name].lesson} side="bottom">
          <RadioGroup.Item value={name} data-value={name} data-current={name === current || undefined} className="presets-item">
            {PRESETS[name].title}
          </RadioGroup.Item>
        </Term>
      ))}
    </RadioGroup.Root>
  )
}
