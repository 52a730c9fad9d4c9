// 1 / 255 in two parts, the first a power of two: the sum of both products is byte / 255 rounded once, as a division gives it, for all 256 bytes.
const HIGH: f32 = 0.00390625
const LOW: f32 = 0.000015318628356908448

/** out [rows, width] = source[positions[row]] / 255; positions are int32, source holds bytes, [.., width]. */
export function gatherBytes(source: usize, positions: usize, out: usize, rows: i32, width: i32): void {
  for (let row = 0; row < rows; row++) {
    let from = source + <usize>load<i32>(positions + (<usize>row << 2)) * width
    const end = from + width
    for (; from + 16 <= end; from += 16) {
      const bytes = v128.load(from)
      const low = i16x8.extend_low_i8x16_u(bytes)
      const high = i16x8.extend_high_i8x16_u(bytes)
      v128.store(out, toUnitRange(i32x4.extend_low_i16x8_u(low)))
      v128.store(out, toUnitRange(i32x4.extend_high_i16x8_u(low)), 16)
      v128.store(out, toUnitRange(i32x4.extend_low_i16x8_u(high)), 32)
      v128.store(out, toUnitRange(i32x4.extend_high_i16x8_u(high)), 48)
      out += 64
    }
    for (; from < end; from++) {
      const byte = <f32>load<u8>(from)
      store<f32>(out, byte * HIGH + byte * LOW)
      out += 4
    }
  }
}

@inline
function toUnitRange(bytes: v128): v128 {
  const values = f32x4.convert_i32x4_s(bytes)
  return f32x4.add(f32x4.mul(values, f32x4.splat(HIGH)), f32x4.mul(values, f32x4.splat(LOW)))
}
