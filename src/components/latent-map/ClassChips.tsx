import type { CSSProperties, MouseEvent } from 'react'
import { readableOn } from '../../plots/readableOn.ts'
import { useActions, useApp } from '../../store/useApp.ts'
import { usePalette } from '../theme/useTheme.ts'
import { filterClasses } from './filterClasses.ts'
import { shortNames } from './shortNames.ts'

/** A longer name is a word, and takes the room it needs. */
const FIGURE_LENGTH = 2

/** The legend, which is also the filter: a click shows or hides a class, a double click or Alt and a click shows it alone. */
export function ClassChips({ names, onHover }: { readonly names: readonly string[]; readonly onHover: (label: number | null) => void }) {
  const hidden = useApp((state) => state.view.hiddenClasses)
  const { setView } = useActions()
  const palette = usePalette()
  const { word, short } = shortNames(names)
  const change = (label: number, alone: boolean) => setView({ hiddenClasses: filterClasses(hidden, label, { alone, classes: names.length }) })
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset can't be laid out as a flex row in every browser
    <div
      className={`class-chips ${short.some((name) => name.length > FIGURE_LENGTH) ? 'are-words' : ''}`}
      role="group"
      aria-label="Classes shown"
      onPointerLeave={() => onHover(null)}
    >
      {word && <span aria-hidden>{word}</span>}
      {names.map((name, label) => {
        const color = palette.classes[label] ?? palette.muted
        const style = { '--chip': color, '--chip-ink': readableOn(color, '#ffffff', '#1f2430') } as CSSProperties
        const isShown = !hidden.includes(label)
        return (
          <button
            key={name}
            type="button"
            className="class-chip"
            style={style}
            aria-pressed={isShown}
            aria-label={`Class ${name}`}
            title={`${isShown ? 'Hide' : 'Show'} the class ${name}; double-click: only this one`}
            data-value={name}
            onClick={(event: MouseEvent) => change(label, event.altKey)}
            onDoubleClick={() => change(label, true)}
            onPointerEnter={(event) => event.pointerType === 'mouse' && onHover(isShown ? label : null)}
          >
            {short[label]}
          </button>
        )
      })}
    </div>
  )
}
