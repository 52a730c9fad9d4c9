import type { RunSpec } from '../spec/runSpec.ts'

/** Do two specs see the same pictures or points? A first one that is not there sees what the other does. */
export function isSameData(a: RunSpec | undefined, b: RunSpec): boolean {
  return a === undefined || (a.data.name === b.data.name && a.data.shufflePixels === b.data.shufflePixels)
}
