import { createContext, useContext, useEffect, useMemo, useSyncExternalStore } from 'react'
import type { Palette } from '../../plots/palette.ts'
import { useApp } from '../../store/useApp.ts'
import { readPalette } from './readPalette.ts'

export const PaletteContext = createContext<Palette | null>(null)

/** The colours to draw with; changes when the theme does. */
export function usePalette(): Palette {
  const palette = useContext(PaletteContext)
  if (!palette) throw new Error('no PaletteContext above this component')
  return palette
}

/** Puts the theme in force on the document and gives its colours: for the top of the page, once. */
export function useTheme(): Palette {
  const choice = useApp((state) => state.view.theme)
  const systemIsDark = useSyncExternalStore(subscribeToSystem, () => darkQuery().matches)
  const theme = choice === 'auto' ? (systemIsDark ? 'dark' : 'light') : choice
  // Set while rendering, so that the palette below is read from the theme in force.
  const palette = useMemo(() => {
    document.documentElement.dataset.theme = theme
    return readPalette()
  }, [theme])
  useEffect(() => {
    document.querySelector('meta[name="theme-color"]')?.setAttribute('content', palette.surface)
  }, [palette])
  return palette
}

function darkQuery(): MediaQueryList {
  return matchMedia('(prefers-color-scheme: dark)')
}

function subscribeToSystem(onChange: () => void): () => void {
  const query = darkQuery()
  query.addEventListener('change', onChange)
  return () => query.removeEventListener('change', onChange)
}
