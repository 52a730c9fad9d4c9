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
  /** What moves by itself: it comes last in its frame, when all that is new is there. */
  readonly isMotion?: boolean
}

type Draw = (now: number) => void

/** A drawing that has been asked for. */
interface Wish {
  readonly draw: Draw
  readonly time: PaintTime
  isCalledOff: boolean
}

let beat = EVERY_FRAME
/** What waits for a moment, by performance.now(), and what wakes it then: one timer for all that wait for the same. */
const waiting = new Map<number, { readonly wishes: Set<Wish>; readonly timer: ReturnType<typeof setTimeout> }>()
/** What the next animation frame draws. One is asked for all: asking costs more than many a drawing. */
const due = new Set<Wish>()
let frame = 0

/** Drawings that wait already keep the new time. */
export function setBeat(next: Beat): void {
  if (next === beat) return
  beat = next
  const former = [...waiting.values()]
  waiting.clear()
  for (const { wishes, timer } of former) {
    clearTimeout(timer)
    for (const wish of wishes) enqueue(wish)
  }
}

/** From one beat to the next, in milliseconds; 0: every animation frame is one. */
export function beatMs(): number {
  return beat.ms
}

/** Calls `draw` once, on the next beat. The result calls it off. While the page is hidden there is none. */
export function onNextPaint(draw: Draw, time: PaintTime = {}): () => void {
  const wish: Wish = { draw, time, isCalledOff: false }
  enqueue(wish)
  return () => {
    wish.isCalledOff = true
    if (due.delete(wish) && due.size === 0) cancelAnimationFrame(frame)
  }
}

/** Puts it to those that wait for the same moment, or to the next frame. */
function enqueue(wish: Wish): void {
  const now = performance.now()
  const at = paintMoment(now, wish.time)
  const others = waiting.get(at)
  if (at <= now) askFrame([wish])
  else if (others) others.wishes.add(wish)
  else {
    const wishes = new Set([wish])
    const wake = () => {
      waiting.delete(at)
      askFrame(wishes)
    }
    waiting.set(at, { wishes, timer: setTimeout(wake, Math.ceil(at - now)) })
  }
}

function askFrame(wishes: Iterable<Wish>): void {
  const isAsked = due.size > 0
  for (const wish of wishes) if (!wish.isCalledOff) due.add(wish)
  if (!isAsked && due.size > 0) frame = requestAnimationFrame(drawDue)
}

/** What is asked for by a drawing waits for the next frame. One that fails is reported as if it had been alone. */
function drawDue(now: number): void {
  const wishes = [...due]
  due.clear()
  for (const wish of wishes.sort((a, b) => Number(a.time.isMotion ?? false) - Number(b.time.isMotion ?? false))) {
    try {
      if (!wish.isCalledOff) wish.draw(now)
    } catch (error) {
      reportError(error)
    }
  }
}

/** The next moment of the beat for this, in whole milliseconds, so that what may be drawn together waits together; `now` where it need not wait. */
function paintMoment(now: number, { earliest = 0, turn = 0, isText = false }: PaintTime): number {
  const from = Math.max(now, earliest)
  const { turns } = beat
  const [ms, share] = isText ? [beat.textMs, 0] : [beat.ms, (turn % turns) / turns]
  if (ms === 0) return from > now ? Math.ceil(from) : now
  return Math.ceil((Math.floor(from / ms - share) + 1 + share) * ms)
}
