// Ways to lay out a picture for the kernel's gradient when its channels are few or odd: with whole groups of channels; or with room around and between
// its pixels, so that a line of taps can be taken for channels. What there is nothing for is 0.

/** [pixels, channels] to [pixels, padded]. */
export function padChannels(source: usize, pixels: i32, channels: i32, padded: i32, out: usize): void {
  const bytes = <usize>channels << 2
  memory.fill(out, 0, <usize>(pixels * padded) << 2)
  for (let pixel = 0; pixel < pixels; pixel++) {
    copyFloats(out, source, bytes)
    source += bytes
    out += <usize>padded << 2
  }
}

/** [height, width, channels] into [paddedHeight, paddedWidth, channels]: the first pixel at top, left, the others `stride` apart. */
export function spreadPicture(
  picture: usize, height: i32, width: i32, channels: i32, top: i32, left: i32, stride: i32, paddedHeight: i32, paddedWidth: i32, out: usize,
): void {
  const pixel = <usize>channels << 2
  memory.fill(out, 0, <usize>(paddedHeight * paddedWidth) * pixel)
  out += <usize>(top * paddedWidth + left) * pixel
  for (let y = 0; y < height; y++) {
    let to = out
    if (stride == 1) copyFloats(to, picture, <usize>width * pixel)
    else {
      for (let x = 0; x < width; x++) {
        copyFloats(to, picture + <usize>x * pixel, pixel)
        to += <usize>stride * pixel
      }
    }
    picture += <usize>width * pixel
    out += <usize>(stride * paddedWidth) * pixel
  }
}

/** A few floats: memory.copy takes longer to start than to copy them. */
@inline
function copyFloats(to: usize, from: usize, bytes: usize): void {
  let at: usize = 0
  for (; at + 16 <= bytes; at += 16) v128.store(to + at, v128.load(from + at))
  for (; at < bytes; at += 4) store<f32>(to + at, load<f32>(from + at))
}
