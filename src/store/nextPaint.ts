// When drawings are made: each on an animation frame, as soon as may be, or, where the processor is wanted for training, on beats that all share.
// A frame in which anything has changed costs the browser a pass over the whole page, however little that is, and one in which a text has changed
// a layout besides: what is drawn together is cheap.

export interface Beat {
  /** From one to the next; 0: every animation frame is one. */
  readonly ms: number
  /** Parts of it in which drawings take turns: what would make one frame late is spread over several. */
  readonly turns: number
  /** From one writing of texts to the next. 0: as all else. */
  readonly textMs: number
}

export const EVERY_FRAME: Beat = { ms: 0, turns: 1, textMs: 0 }

export interface PaintTime {
  /** Not before, by performance.now(). */
  readonly earliest?: number
  /** Whose turn it is to be in, from 0. */
  readonly turn?: number
  /** What makes the browser lay out the page anew: it comes with the other texts. */
  readonly isText?: boolean
}

type Draw = (now: number) => void

let beat = EVERY_FRAME
/** What the next animation frame draws. One is asked for all: asking costs more than many a drawing. */
const due = new Set<Draw>()
let frame = 0
/** Times anew what waits for its beat. */
const waiting = new Set<() => void>()

/** Drawings that wait already keep the new time. */
export function setBeat(next: Beat): void {
  if (next === beat) return
  beat = next
  for (const timeAnew of [...waiting]) timeAnew()
}

/** Calls `draw` once, on the next beat. The result calls it off. While the page is hidden there is none. */
export function onNextPaint(draw: Draw, time: PaintTime = {}): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  let isCalledOff = false
  const drawUnlessCalledOff = (now: number) => {
    if (!isCalledOff) draw(now)
  }
  const stopWaiting = () => {
    clearTimeout(timer)
    waiting.delete(wait)
  }
  const askFrame = () => {
    stopWaiting()
    if (due.size === 0) frame = requestAnimationFrame(drawDue)
    due.add(drawUnlessCalledOff)
  }
  const wait = () => {
    clearTimeout(timer)
    const ms = untilPaint(performance.now(), time)
    if (ms <= 0) return askFrame()
    waiting.add(wait)
    timer = setTimeout(askFrame, ms)
  }
  wait()
  return () => {
    isCalledOff = true
    stopWaiting()
    if (due.delete(drawUnlessCalledOff) && due.size === 0) cancelAnimationFrame(frame)
  }
}

/** What is asked for by a drawing waits for the next frame. One that fails is reported as if it had been alone. */
function drawDue(now: number): void {
  const draws = [...due]
  due.clear()
  for (const draw of draws) {
    try {
      draw(now)
    } catch (error) {
      reportError(error)
    }
  }
}

function untilPaint(now: number, { earliest = 0, turn = 0, isText = false }: PaintTime): number {
  const wait = Math.max(0, earliest - now)
  const { turns } = beat
  const [ms, share] = isText ? [beat.textMs, 0] : [beat.ms, (turn % turns) / turns]
  return ms === 0 ? wait : wait + ms - ((now + wait + (1 - share) * ms) % ms)
}
