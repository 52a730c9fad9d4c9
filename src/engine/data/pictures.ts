// One split's pictures as bytes, filled from the front as chunks arrive. Bytes, not floats: 60,000 digits are 47 MB instead of 188.

export class Pictures {
  /** [count, size], a byte a pixel; those from `read` on are still 0. */
  readonly pixels: Uint8Array
  /** [count]. */
  readonly labels: Uint8Array
  /** Pixels of one picture. */
  readonly size: number
  #wanted: number
  #read = 0

  /** Room for `wanted` pictures, taken at once. */
  constructor(wanted: number, size: number) {
    this.pixels = new Uint8Array(wanted * size)
    this.labels = new Uint8Array(wanted)
    this.size = size
    this.#wanted = wanted
  }

  /** How many there will be. Falls to `read` when one goes on without the rest. */
  get wanted(): number {
    return this.#wanted
  }

  /** How many are there: always the first so many. */
  get read(): number {
    return this.#read
  }

  get isComplete(): boolean {
    return this.#read === this.#wanted
  }

  /** Takes what is still wanted of a chunk: `count` pictures' pixels, then their labels. Copies. */
  append(chunk: Uint8Array, count: number): void {
    const taken = Math.min(count, this.#wanted - this.#read)
    const labels = count * this.size
    this.pixels.set(chunk.subarray(0, taken * this.size), this.#read * this.size)
    this.labels.set(chunk.subarray(labels, labels + taken), this.#read)
    this.#read += taken
  }

  /** Wants no more than is there. */
  truncate(): void {
    this.#wanted = this.#read
  }
}
