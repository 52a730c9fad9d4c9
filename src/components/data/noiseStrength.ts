// A corruption's strength, whatever its kind calls that: pure, for the controls and the caption.

import type { Corruption, Strength } from '../../spec/runSpec.ts'

export function strengthOf(corruption: Corruption): Strength {
  return corruption.type === 'gaussian' ? corruption.sigma : corruption.rate
}

/** A corruption of this kind and strength. */
export function corruptionOf(type: Corruption['type'], strength: Strength): Corruption {
  return type === 'gaussian' ? { type, sigma: strength } : { type, rate: strength }
}

/** "none", "0.5", "0 to 0.6, mixed". */
export function strengthInWords(strength: Strength): string {
  if (Array.isArray(strength)) return `${strength[0]} to ${strength[1]}, mixed`
  return strength === 0 ? 'none' : String(strength)
}
