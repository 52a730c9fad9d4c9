// How fast to train, and how long to compute before letting messages in. Knows the clock only as numbers it is given.

export const SPEEDS = ['slow', 'normal', 'full'] as const
export type Speed = (typeof SPEEDS)[number]

/** Compute so long, then yield. */
export const BURST_MS = 10
const SLOW_STEPS_PER_SECOND = 10
/** At normal speed a whole run takes about so long, where the engine can. */
const NORMAL_RUN_SECONDS = 15
/** Normal speed begins slowly and is reached after so long, so that a class sees the beginning. */
const RAMP_SECONDS = 2

/**
 * How many steps may have been made, `elapsedSeconds` after Train at this speed. Infinity at full speed.
 * Normal: the rate rises linearly from slow to run / 15 s over the first two seconds; this is its integral.
 */
export function stepsAllowed(speed: Speed, elapsedSeconds: number, stepsPlanned: number): number {
  switch (speed) {
    case 'full':
      return Number.POSITIVE_INFINITY
    case 'slow':
      return 1 + elapsedSeconds * SLOW_STEPS_PER_SECOND
    case 'normal': {
      const rate = Math.max(SLOW_STEPS_PER_SECOND, stepsPlanned / NORMAL_RUN_SECONDS)
      const ramp = Math.min(elapsedSeconds, RAMP_SECONDS)
      const risen = SLOW_STEPS_PER_SECOND * ramp + ((rate - SLOW_STEPS_PER_SECOND) * ramp * ramp) / (2 * RAMP_SECONDS)
      return 1 + risen + rate * Math.max(0, elapsedSeconds - RAMP_SECONDS)
    }
    default:
      return speed satisfies never
  }
}

/** Seconds that a run of so many steps takes at this speed where the engine can; 0 at full speed. */
export function wholeRunSeconds(speed: Speed, stepsPlanned: number): number {
  switch (speed) {
    case 'full':
      return 0
    case 'slow':
      return stepsPlanned / SLOW_STEPS_PER_SECOND
    case 'normal':
      return Math.min(NORMAL_RUN_SECONDS, stepsPlanned / SLOW_STEPS_PER_SECOND)
    default:
      return speed satisfies never
  }
}
