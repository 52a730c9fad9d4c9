// Writes and reads the parts of a binary file one after another, little-endian wherever it runs.

/** A file that ends before what it should hold. */
export class EndOfBytesError extends Error {
  override readonly name = 'EndOfBytesError'
}

export class ByteWriter {
  readonly #parts: Uint8Array[] = []

  u32(value: number): void {
    const bytes = new Uint8Array(4)
    new DataView(bytes.buffer).setUint32(0, value, true)
    this.bytes(bytes)
  }

  f32s(values: Float32Array): void {
    const bytes = new Uint8Array(4 * values.length)
    const view = new DataView(bytes.buffer)
    for (let i = 0; i < values.length; i++) view.setFloat32(4 * i, values[i] as number, true)
    this.bytes(bytes)
  }

  u16s(values: Uint16Array): void {
    const bytes = new Uint8Array(2 * values.length)
    const view = new DataView(bytes.buffer)
    for (let i = 0; i < values.length; i++) view.setUint16(2 * i, values[i] as number, true)
    this.bytes(bytes)
  }

  bytes(values: Uint8Array | Int8Array): void {
    this.#parts.push(new Uint8Array(values.buffer, values.byteOffset, values.byteLength))
  }

  /** ASCII alone. */
  text(text: string): void {
    this.bytes(
      Uint8Array.from(text, (character) => {
        const code = character.charCodeAt(0)
        if (code > 0x7f) throw new RangeError(`'${character}' is not ASCII`)
        return code
      }),
    )
  }

  /** All that was written. */
  finish(): Uint8Array {
    const whole = new Uint8Array(this.#parts.reduce((sum, part) => sum + part.length, 0))
    let at = 0
    for (const part of this.#parts) {
      whole.set(part, at)
      at += part.length
    }
    return whole
  }
}

/** Every read gives a copy of its own, or throws EndOfBytesError. */
export class ByteReader {
  readonly #bytes: Uint8Array
  #at = 0

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes
  }

  get isAtEnd(): boolean {
    return this.#at === this.#bytes.length
  }

  u32(): number {
    return this.#take(4).getUint32(0, true)
  }

  f32s(count: number): Float32Array {
    const view = this.#take(4 * count)
    const values = new Float32Array(count)
    for (let i = 0; i < count; i++) values[i] = view.getFloat32(4 * i, true)
    return values
  }

  u16s(count: number): Uint16Array {
    const view = this.#take(2 * count)
    const values = new Uint16Array(count)
    for (let i = 0; i < count; i++) values[i] = view.getUint16(2 * i, true)
    return values
  }

  u8s(count: number): Uint8Array {
    const { buffer, byteOffset } = this.#take(count)
    return new Uint8Array(buffer.slice(byteOffset, byteOffset + count) as ArrayBuffer)
  }

  i8s(count: number): Int8Array {
    return new Int8Array(this.u8s(count).buffer)
  }

  text(count: number): string {
    let text = ''
    for (const byte of this.u8s(count)) text += String.fromCharCode(byte)
    return text
  }

  /** All that has not been read yet. */
  rest(): Uint8Array {
    return this.u8s(this.#bytes.length - this.#at)
  }

  #take(count: number): DataView {
    const { buffer, byteOffset, length } = this.#bytes
    if (this.#at + count > length) throw new EndOfBytesError(`it ends after ${length} bytes`)
    const view = new DataView(buffer, byteOffset + this.#at, count)
    this.#at += count
    return view
  }
}
