// Images per second over the last two seconds of work: steps, frames and yields count, waiting for the speed control, for data or for
// the runs beside it, and measuring all test pictures do not.

const WINDOW_MS = 2_000

export class Throughput {
  /** `at` on the clock of work; `heldMs`: how long the run had been held by others until then. */
  #marks: { at: number; heldMs: number; samples: number }[] = []
  #heldMs = 0

  get imagesPerSecond(): number {
    const first = this.#marks[0]
    const last = this.#marks.at(-1)
    if (!first || !last || last.at <= first.at) return 0
    return (1000 * (last.samples - first.samples)) / (last.at - first.at)
  }

  /** The same with the stretches in which others held the run up: how fast it really gets on beside them. */
  get imagesPerSecondHeld(): number {
    const first = this.#marks[0]
    const last = this.#marks.at(-1)
    if (!first || !last || last.at <= first.at) return 0
    return (1000 * (last.samples - first.samples)) / (last.at - first.at + this.#heldMs - first.heldMs)
  }

  start(nowMs: number, samplesSeen: number): void {
    this.#heldMs = 0
    this.#marks = [{ at: nowMs, heldMs: 0, samples: samplesSeen }]
  }

  mark(nowMs: number, samplesSeen: number): void {
    this.#marks.push({ at: nowMs, heldMs: this.#heldMs, samples: samplesSeen })
    while (this.#marks.length > 2 && nowMs - (this.#marks[1]?.at as number) > WINDOW_MS) this.#marks.shift()
  }

  /** Takes a stretch of waiting out: what lies before it moves up to its end. */
  skip(fromMs: number, toMs: number): void {
    this.#marks = this.#marks.map((mark) => ({ ...mark, at: mark.at + (toMs - fromMs) }))
  }

  /** The same for a stretch in which others held the run up. */
  hold(fromMs: number, toMs: number): void {
    this.skip(fromMs, toMs)
    this.#heldMs += toMs - fromMs
  }
}
