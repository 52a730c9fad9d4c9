// When drawings are made: each on an animation frame, as soon as may be, or, where the processor is wanted for training, on beats that all share.
// A frame in which anything has changed costs the browser a pass over the whole page, however little that is: what is drawn together is cheap.

let beatMs = 0

/** From one beat to the next; 0: every animation frame is one. Drawings that wait already keep their time. */
export function setBeat(ms: number): void {
  beatMs = ms
}

/**
 * Calls `draw` once, on the next beat, or the first from `earliest` on, by performance.now(). The result calls it off. While the page is hidden
 * there is none.
 */
export function onNextPaint(draw: (now: number) => void, earliest = 0): () => void {
  let frame = 0
  const askFrame = () => {
    frame = requestAnimationFrame(draw)
  }
  const wait = untilBeat(performance.now(), earliest)
  if (wait <= 0) askFrame()
  const timer = wait > 0 ? setTimeout(askFrame, wait) : undefined
  return () => {
    clearTimeout(timer)
    cancelAnimationFrame(frame)
  }
}

function untilBeat(now: number, earliest: number): number {
  const wait = Math.max(0, earliest - now)
  return beatMs === 0 ? wait : wait + beatMs - ((now + wait) % beatMs)
}
