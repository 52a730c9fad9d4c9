import type { ThemeChoice } from '../../store/state.ts'
import { useActions, useApp } from '../../store/useApp.ts'

const NEXT_THEME: Record<ThemeChoice, ThemeChoice> = { auto: 'light', light: 'dark', dark: 'auto' }
const THEME_TITLES: Record<ThemeChoice, string> = { auto: 'Light or dark as your system', light: 'Light', dark: 'Dark' }

/** Goes round: as the system, light, dark. */
export function ThemeButton() {
  const theme = useApp((state) => state.view.theme)
  const { setTheme } = useActions()
  return (
    <button
      type="button"
      className="bar-icon"
      data-value={theme}
      aria-label={`Theme: ${theme}`}
      title={`${THEME_TITLES[theme]}. Press for: ${THEME_TITLES[NEXT_THEME[theme]].toLowerCase()}`}
      onClick={() => setTheme(NEXT_THEME[theme])}
    >
      <svg width="16" height="16" viewBox="0 0 16 16" fill="none" stroke="currentColor" strokeWidth="1.5" strokeLinecap="round" aria-hidden="true">
        <ThemeShape theme={theme} />
      </svg>
    </button>
  )
}

function ThemeShape({ theme }: { readonly theme: ThemeChoice }) {
  switch (theme) {
    case 'auto':
      return (
        <>
          <circle cx="8" cy="8" r="5.6" />
          <path d="M8 2.4a5.6 5.6 0 010 11.2z" fill="currentColor" />
        </>
      )
    case 'light':
      return (
        <>
          <circle cx="8" cy="8" r="2.9" />
          <path d="M8 1.2v1.2M8 13.6v1.2M1.2 8h1.2M13.6 8h1.2M3.2 3.2l.8.8M12 12l.8.8M3.2 12.8l.8-.8M12 4l.8-.8" />
        </>
      )
    case 'dark':
      return <path d="M13.4 9.6A5.7 5.7 0 016.4 2.6a5.7 5.7 0 107 7z" strokeLinejoin="round" />
    default:
      return theme satisfies never
  }
}
