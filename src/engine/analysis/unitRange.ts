import { BYTE_MAX } from './covariance.ts'

/** Bytes to numbers in [0, 1], as float32: what a network is given. `out` is written, of the same length. */
export function toUnitRange(bytes: Uint8Array, out: Float32Array): void {
  for (let i = 0; i < bytes.length; i++) out[i] = (bytes[i] as number) / BYTE_MAX
}
