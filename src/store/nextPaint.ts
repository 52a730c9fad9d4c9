// When drawings are made: each on an animation frame, as soon as may be, or, where the processor is wanted for training, on beats that all share.
// A frame in which anything has changed costs the browser a pass over the whole page, however little that is: what is drawn together is cheap.

let beatMs = 0

/** From one beat to the next; 0: every animation frame is one. Drawings that wait already keep their time. */
export function setBeat(ms: number): void {
  beatMs = ms
}

export interface PaintTime {
  /** Not before, by performance.now(). */
  readonly earliest?: number
  /** So far behind the beat, as a share of it: what would make one frame late is spread over several. */
  readonly phase?: number
}

/** Calls `draw` once, on the next beat. The result calls it off. While the page is hidden there is none. */
export function onNextPaint(draw: (now: number) => void, { earliest = 0, phase = 0 }: PaintTime = {}): () => void {
  let frame = 0
  const askFrame = () => {
    frame = requestAnimationFrame(draw)
  }
  const wait = untilBeat(performance.now(), earliest, phase)
  if (wait <= 0) askFrame()
  const timer = wait > 0 ? setTimeout(askFrame, wait) : undefined
  return () => {
    clearTimeout(timer)
    cancelAnimationFrame(frame)
  }
}

function untilBeat(now: number, earliest: number, phase: number): number {
  const wait = Math.max(0, earliest - now)
  return beatMs === 0 ? wait : wait + beatMs - ((now + wait + (1 - phase) * beatMs) % beatMs)
}
