// When drawings are made: each on an animation frame, as soon as may be, or, where the processor is wanted for training, on beats that all share.
// A frame in which anything has changed costs the browser a pass over the whole page, however little that is: what is drawn together is cheap.

export interface Beat {
  /** From one to the next; 0: every animation frame is one. */
  readonly ms: number
  /** Parts of it in which drawings take turns: what would make one frame late is spread over several. */
  readonly turns: number
}

export const EVERY_FRAME: Beat = { ms: 0, turns: 1 }

let beat = EVERY_FRAME

/** Drawings that wait already keep their time. */
export function setBeat(next: Beat): void {
  beat = next
}

export interface PaintTime {
  /** Not before, by performance.now(). */
  readonly earliest?: number
  /** Whose turn it is to be in, from 0. */
  readonly turn?: number
}

/** Calls `draw` once, on the next beat. The result calls it off. While the page is hidden there is none. */
export function onNextPaint(draw: (now: number) => void, { earliest = 0, turn = 0 }: PaintTime = {}): () => void {
  let frame = 0
  const askFrame = () => {
    frame = requestAnimationFrame(draw)
  }
  const wait = untilTurn(performance.now(), earliest, turn)
  if (wait <= 0) askFrame()
  const timer = wait > 0 ? setTimeout(askFrame, wait) : undefined
  return () => {
    clearTimeout(timer)
    cancelAnimationFrame(frame)
  }
}

function untilTurn(now: number, earliest: number, turn: number): number {
  const wait = Math.max(0, earliest - now)
  const { ms, turns } = beat
  return ms === 0 ? wait : wait + ms - ((now + wait + (1 - (turn % turns) / turns) * ms) % ms)
}
