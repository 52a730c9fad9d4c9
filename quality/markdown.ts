// What the tables of docs/QUALITY.md are made of.

/** A table in Markdown: its first column to the left, the others to the right. */
export function table(header: readonly string[], lines: readonly (readonly string[])[]): string[] {
  const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  return [row(header), row(header.map((_, i) => (i === 0 ? '---' : '--:'))), ...lines.map(row)]
}

/** "0.1500 (0.1000 – 0.2000)"; the mean alone where all are written alike, nothing of nothing. */
export function meanAndRange(values: readonly number[], digits: number): string {
  const [low, high] = [figure(Math.min(...values), digits), figure(Math.max(...values), digits)]
  return low === high || values.length === 0 ? mean(values, digits) : `${mean(values, digits)} (${low} – ${high})`
}

export function mean(values: readonly number[], digits: number): string {
  return values.length === 0 ? '' : figure(values.reduce((sum, value) => sum + value, 0) / values.length, digits)
}

function figure(value: number, digits: number): string {
  return value.toFixed(digits).replace('-', '−')
}
