// How long it took from a person's hand to the picture: the last 200, for the console.

export interface Timing {
  readonly what: string
  readonly ms: number
}

const KEPT = 200
const timings: Timing[] = []

/** Call when the effect of an event has been drawn; `since` is the event's timeStamp. Books the time to the frame that shows it. */
export function noteShown(what: string, since: number): void {
  requestAnimationFrame((shownAt) => {
    timings.push({ what, ms: Math.max(0, shownAt - since) })
    if (timings.length > KEPT) timings.shift()
  })
}

export function lastTimings(): Timing[] {
  return [...timings]
}
