// Images per second over the last two seconds of work: steps, frames and yields count, waiting for the speed control or for data
// and measuring all test pictures do not.

const WINDOW_MS = 2_000

export class Throughput {
  #marks: { at: number; samples: number }[] = []

  get imagesPerSecond(): number {
    const first = this.#marks[0]
    const last = this.#marks.at(-1)
    if (!first || !last || last.at <= first.at) return 0
    return (1000 * (last.samples - first.samples)) / (last.at - first.at)
  }

  start(nowMs: number, samplesSeen: number): void {
    this.#marks = [{ at: nowMs, samples: samplesSeen }]
  }

  mark(nowMs: number, samplesSeen: number): void {
    this.#marks.push({ at: nowMs, samples: samplesSeen })
    while (this.#marks.length > 2 && nowMs - (this.#marks[1]?.at as number) > WINDOW_MS) this.#marks.shift()
  }

  /** Takes a stretch of waiting out: what lies before it moves up to its end. */
  skip(fromMs: number, toMs: number): void {
    this.#marks = this.#marks.map(({ at, samples }) => ({ at: at + (toMs - fromMs), samples }))
  }
}
