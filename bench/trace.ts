// From Chromium's trace: how long script ran on the page's thread between one frame and the next. Time of the thread, not of the clock:
// on few cores the training itself takes the processor away now and then.

/** The fields that are read of a trace event; times in microseconds. */
export interface TraceEvent {
  readonly name: string
  readonly ph: string
  readonly pid: number
  readonly tid: number
  readonly ts: number
  readonly dur?: number
  /** Of `dur`, what the thread had the processor for. */
  readonly tdur?: number
}

/** Each is script, or the engine on its behalf; they nest, so that their union is taken. */
const SCRIPT = new Set(['FunctionCall', 'EvaluateScript', 'RunMicrotasks', 'v8.callFunction', 'v8.run'])
/** A callback of requestAnimationFrame: marks the page's thread, and a frame of it. */
const ANIMATION = 'FireAnimationFrame'
/** Callbacks of one frame follow each other closely; the next frame does not come sooner, at 60 Hz. */
const SAME_FRAME_US = 5_000

/** Milliseconds of script from each animation frame to the next. Empty where fewer than two frames were traced. */
export function scriptMsPerFrame(events: readonly TraceEvent[]): number[] {
  const own = ofPageThread(events)
  const frames = frameStarts(own.filter(({ name }) => name === ANIMATION))
  const script = scriptOf(own)
  return frames.slice(1).map((end, i) => covered(script, frames[i] as number, end) / 1000)
}

/** Milliseconds of the longest piece of script, of the thread's own time: what a long task would have been with a processor to itself. 0 without any. */
export function longestScriptMs(events: readonly TraceEvent[]): number {
  return Math.max(0, ...scriptOf(ofPageThread(events)).map(([from, to, share]) => (share * (to - from)) / 1000))
}

/** None where no frame was traced. */
function ofPageThread(events: readonly TraceEvent[]): TraceEvent[] {
  const page = busiestThread(events.filter(({ name }) => name === ANIMATION))
  return events.filter(({ pid, tid }) => pid === page?.pid && tid === page.tid)
}

function scriptOf(events: readonly TraceEvent[]): Span[] {
  return union(events.filter(({ name, ph }) => ph === 'X' && SCRIPT.has(name)))
}

function busiestThread(events: readonly TraceEvent[]): Pick<TraceEvent, 'pid' | 'tid'> | null {
  const counts = new Map<string, { pid: number; tid: number; count: number }>()
  for (const { pid, tid } of events) {
    const key = `${pid} ${tid}`
    const entry = counts.get(key) ?? { pid, tid, count: 0 }
    entry.count++
    counts.set(key, entry)
  }
  return [...counts.values()].sort((a, b) => b.count - a.count)[0] ?? null
}

function frameStarts(callbacks: readonly TraceEvent[]): number[] {
  const times = callbacks.map(({ ts }) => ts).sort((a, b) => a - b)
  return times.filter((time, i) => i === 0 || time - (times[i - 1] as number) > SAME_FRAME_US)
}

/** `share`: how much of it the thread had the processor. */
type Span = readonly [from: number, to: number, share: number]

/** Spans that overlap made one, in order. They nest: the first of them is the outermost, whose share counts. */
function union(events: readonly TraceEvent[]): Span[] {
  const spans: [number, number, number][] = []
  for (const { ts, dur = 0, tdur = dur } of [...events].sort((a, b) => a.ts - b.ts)) {
    const last = spans.at(-1)
    if (last && ts <= last[1]) last[1] = Math.max(last[1], ts + dur)
    else spans.push([ts, ts + dur, dur > 0 ? Math.min(1, tdur / dur) : 1])
  }
  return spans
}

/** Microseconds of the spans within [from, to]. */
function covered(spans: readonly Span[], from: number, to: number): number {
  return spans.reduce((sum, [start, end, share]) => sum + share * Math.max(0, Math.min(end, to) - Math.max(start, from)), 0)
}
