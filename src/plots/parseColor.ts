/** Red, green and blue, 0 to 255 each. */
export type Rgb = readonly [number, number, number]

const parsed = new Map<string, Rgb>()

/** A style sheet's colour as numbers: "#4656c8" or "#45c". Throws RangeError for anything else. */
export function parseColor(color: string): Rgb {
  const known = parsed.get(color)
  if (known) return known
  const digits = /^#([\da-f]{3}|[\da-f]{6})$/i.exec(color)?.[1]
  if (!digits) throw new RangeError(`expected a colour such as "#4656c8", found "${color}"`)
  const pairs = digits.length === 3 ? [...digits].map((digit) => digit + digit) : (digits.match(/../g) as string[])
  const rgb = pairs.map((pair) => Number.parseInt(pair, 16)) as unknown as Rgb
  parsed.set(color, rgb)
  return rgb
}

/** The same colour, so much of it: "rgb(70 86 200 / 0.3)". */
export function withAlpha(color: string, alpha: number): string {
  return `rgb(${parseColor(color).join(' ')} / ${alpha})`
}
