// How long it takes from a person's hand to the picture that shows its effect: the last 200, for the console.

export interface Timing {
  readonly what: string
  readonly ms: number
}

const KEPT = 200
const FORGOTTEN_AFTER_MS = 1_000
const timings: Timing[] = []
/** When each kind of effect that has not been shown yet was first asked for. */
const asked = new Map<string, number>()

/**
 * A person did something; `since` is the event's timeStamp. Of several before the next picture the first counts, but one that has shown
 * nothing for a second has had no effect (there were no weights yet) and is forgotten.
 */
export function noteAsked(what: string, since: number): void {
  const former = asked.get(what)
  if (former === undefined || since - former > FORGOTTEN_AFTER_MS) asked.set(what, since)
}

/** The effect has been drawn: books the time to the frame that shows it. Nothing where nobody asked. */
export function noteShown(what: string): void {
  const since = asked.get(what)
  if (since === undefined) return
  asked.delete(what)
  requestAnimationFrame((shownAt) => {
    timings.push({ what, ms: Math.max(0, shownAt - since) })
    if (timings.length > KEPT) timings.shift()
  })
}

export function lastTimings(): Timing[] {
  return [...timings]
}
