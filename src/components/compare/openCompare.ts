import type { ComponentType } from 'react'

let opening: Promise<{ readonly Compare: ComponentType }> | null = null

/** Fetches what compares networks, once; after a failure again. */
export function openCompare(): Promise<{ readonly Compare: ComponentType }> {
  opening ??= import('./Compare.tsx').catch((error: unknown) => {
    opening = null
    throw error
  })
  return opening
}
