// One split's pictures, filled from the front as chunks arrive. Pictures of files stay bytes: 60,000 digits are 47 MB instead of 188.

/** Bytes: a pixel is byte / 255. Floats: points' coordinates, as they are. */
export type PixelValues = Uint8Array | Float32Array

export class Pictures {
  /** [count, size]; those from `read` on are still 0. */
  readonly pixels: PixelValues
  /** [count]. */
  readonly labels: Uint8Array
  /** Pixels of one picture. */
  readonly size: number
  #wanted: number
  #read = 0

  /** Room for `wanted` pictures, taken at once. */
  constructor(wanted: number, size: number, values: 'bytes' | 'floats' = 'bytes') {
    this.pixels = values === 'bytes' ? new Uint8Array(wanted * size) : new Float32Array(wanted * size)
    this.labels = new Uint8Array(wanted)
    this.size = size
    this.#wanted = wanted
  }

  /** How many there will be. Falls when one goes on without the rest. */
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

  /** Takes what is still wanted of a chunk: `count` pictures' pixels, of these pictures' own kind, then their labels. Copies. */
  append(chunk: PixelValues, count: number): void {
    const taken = Math.min(count, this.#wanted - this.#read)
    const labels = count * this.size
    this.pixels.set(chunk.subarray(0, taken * this.size), this.#read * this.size)
    this.labels.set(chunk.subarray(labels, labels + taken), this.#read)
    this.#read += taken
  }

  /** Wants no more than so many, or than are there. */
  truncate(wanted = this.#read): void {
    this.#wanted = wanted
  }
}
