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

/** The effect has been drawn: books the time to the frame that shows it, which is the next. Nothing where nobody asked. */
export function noteShown(what: string): void {
  const since = takeAsked(what)
  if (since !== undefined) requestAnimationFrame((shownAt) => book(what, since, shownAt))
}

/** The same from within an animation frame that draws it: it is that frame which shows it. */
export function noteShownNow(what: string): void {
  const since = takeAsked(what)
  if (since !== undefined) book(what, since, Number(document.timeline.currentTime))
}

function takeAsked(what: string): number | undefined {
  const since = asked.get(what)
  asked.delete(what)
  return since
}

function book(what: string, since: number, shownAt: number): void {
  timings.push({ what, ms: Math.max(0, shownAt - since) })
  if (timings.length > KEPT) timings.shift()
}

export function lastTimings(): Timing[] {
  return [...timings]
}
