// What the browser remembers between visits: the theme and the backend that were chosen. Without storage a choice holds for the visit.

import { BACKEND_CHOICES, type BackendChoice } from './backendChoice.ts'
import type { ThemeChoice } from './state.ts'

export const THEME_KEY = 'hourglass.theme'
export const BACKEND_KEY = 'hourglass.backend'

export function remember(key: string, value: string): void {
  try {
    localStorage.setItem(key, value)
  } catch {
    // A private window without storage.
  }
}

export function rememberedTheme(): ThemeChoice {
  const theme = recall(THEME_KEY)
  return theme === 'light' || theme === 'dark' ? theme : 'auto'
}

export function rememberedBackend(): BackendChoice {
  const name = recall(BACKEND_KEY)
  return BACKEND_CHOICES.find((choice) => choice === name) ?? 'automatic'
}

function recall(key: string): string | null {
  try {
    return localStorage.getItem(key)
  } catch {
    return null
  }
}
