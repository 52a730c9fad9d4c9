// Cosine and sine from additions and multiplications alone, so that every engine makes the same points: Math.cos and Math.sin may differ in
// the last bit from one browser to the next.

const QUARTERS = 4

/**
 * [cos, sin] of so many whole turns: of the angle 2 pi `turns`. Errors some 1e-16 for turns of moderate size.
 * The turn is cut at the nearest quarter, which is exact; what is left is at most pi / 4, where the Taylor series of both end after a few terms.
 */
export function exactTurn(turns: number): readonly [number, number] {
  const quarter = Math.round(turns * QUARTERS)
  const angle = (turns - quarter / QUARTERS) * 2 * Math.PI
  const square = angle * angle
  const cos = series(square, 16)
  const sin = angle * series(square, 17)
  switch (((quarter % QUARTERS) + QUARTERS) % QUARTERS) {
    case 0:
      return [cos, sin]
    case 1:
      return [-sin, cos]
    case 2:
      return [-cos, -sin]
    default:
      return [sin, -cos]
  }
}

/** 1 - x²/2! + x⁴/4! - … up to x¹⁶/16! for an even last, 1 - x²/3! + x⁴/5! - … for an odd one; by Horner's rule. */
function series(square: number, last: number): number {
  let sum = 1
  for (let n = last; n >= 2; n -= 2) sum = 1 - (square / (n * (n - 1))) * sum
  return sum
}
