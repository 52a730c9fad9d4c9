// Losses and errors as the page writes them: few figures, no more than they carry.

const FIGURES = 3

/** Three figures: "0.0938", "0.184", "12.3"; a dash while there is none. */
export function formatLoss(value: number | null): string {
  if (value === null) return '–'
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'not a number' : 'infinite'
  return formatTick(value, FIGURES)
}

/** The mark of an axis: as short as it can be; with `figures`, as many of them, the last zeros too. */
export function formatTick(value: number, figures?: number): string {
  const size = Math.abs(value)
  if (size !== 0 && (size < 1e-4 || size >= 1e5)) return value.toExponential(figures === undefined ? 0 : 1).replace('+', '')
  return figures === undefined ? String(value) : size >= 1_000 ? value.toFixed(0) : value.toPrecision(figures)
}
