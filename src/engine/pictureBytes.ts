// Pictures as they are shown: a byte a pixel.

const BYTE_MAX = 255

/** From 0 to 1 becomes 0 to 255; what lies outside is drawn as the nearer end. */
export function asPictureBytes(pictures: Float32Array): Uint8Array {
  const bytes = new Uint8ClampedArray(pictures.length)
  for (let i = 0; i < pictures.length; i++) bytes[i] = (pictures[i] as number) * BYTE_MAX
  return new Uint8Array(bytes.buffer)
}
