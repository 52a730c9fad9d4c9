import { RadioGroup } from 'radix-ui'
import { useRef } from 'react'
import { PRESET_NAMES, PRESETS, type PresetName, presetOf } from '../../spec/presets.ts'
import { selectedRun } from '../../store/state.ts'
import { useActions, useApp } from '../../store/useApp.ts'
import { Term } from '../controls/Term.tsx'
import { type StripEnds, useStrip } from './useStrip.ts'

/** So much of what is seen is turned on by a click on the strip's end. */
const TURN_SHARE = 0.7

/** The named networks; none is chosen once one has been changed by hand. */
export function Presets() {
  const strip = useRef<HTMLDivElement>(null)
  const current = useApp((state) => presetOf(selectedRun(state).spec))
  const { choosePreset } = useActions()
  const ends = useStrip(strip, current ?? '')
  const turn = (direction: 1 | -1) => strip.current?.scrollBy({ left: direction * TURN_SHARE * strip.current.clientWidth, behavior: 'smooth' })
  return (
    <div className="presets" data-before={ends.before || undefined} data-after={ends.after || undefined}>
      <RadioGroup.Root
        ref={strip}
        className="presets-strip"
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
      <EndButtons ends={ends} onTurn={turn} />
    </div>
  )
}

/** For a mouse without a wheel: the keyboard and a finger need none. */
function EndButtons({ ends, onTurn }: { readonly ends: StripEnds; readonly onTurn: (direction: 1 | -1) => void }) {
  const sides = [
    { isThere: ends.before, direction: -1, path: 'M6.5 1.5L3 5l3.5 3.5' },
    { isThere: ends.after, direction: 1, path: 'M3.5 1.5L7 5L3.5 8.5' },
  ] as const
  return sides.map(
    ({ isThere, direction, path }) =>
      isThere && (
        <button
          key={direction}
          type="button"
          className="presets-turn"
          data-side={direction === 1 ? 'after' : 'before'}
          tabIndex={-1}
          aria-hidden="true"
          onClick={() => onTurn(direction)}
        >
          <svg width="10" height="10" viewBox="0 0 10 10" aria-hidden="true">
            <path d={path} fill="none" stroke="currentColor" strokeWidth="1.6" strokeLinecap="round" strokeLinejoin="round" />
          </svg>
        </button>
      ),
  )
}
