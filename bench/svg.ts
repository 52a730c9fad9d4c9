// The few marks that the chart is made of, as SVG text.

export interface Frame {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

/** Okabe and Ito's colours, safe for colour-blind eyes; ours is the one strong blue. */
export const COLOURS = {
  paper: '#fdfdfb',
  ink: '#1c2430',
  faint: '#5c6673',
  grid: '#e3e6ea',
  ours: '#0067b1',
  oursPlain: '#63a8d8',
  torch: '#d55e00',
  ops: '#00856a',
  fit: '#b8860b',
  convnet: '#a0568a',
  other: '#7a828c',
} as const

export interface TextStyle {
  readonly size?: number
  readonly weight?: number
  readonly colour?: string
  readonly anchor?: 'start' | 'middle' | 'end'
}

export function text(
  x: number,
  y: number,
  content: string,
  { size = 12, weight = 400, colour = COLOURS.ink, anchor = 'start' }: TextStyle = {},
): string {
  return `<text x="${place(x)}" y="${place(y)}" font-size="${size}" font-weight="${weight}" fill="${colour}" text-anchor="${anchor}">${escaped(content)}</text>`
}

export function line(x1: number, y1: number, x2: number, y2: number, colour: string, width = 1): string {
  return `<line x1="${place(x1)}" y1="${place(y1)}" x2="${place(x2)}" y2="${place(y2)}" stroke="${colour}" stroke-width="${width}" stroke-linecap="round"/>`
}

export function dot(x: number, y: number, radius: number, colour: string): string {
  return `<circle cx="${place(x)}" cy="${place(y)}" r="${radius}" fill="${colour}"/>`
}

/** `d` as d3-shape gives it. */
export function path(d: string, colour: string, width: number): string {
  return `<path d="${d}" fill="none" stroke="${colour}" stroke-width="${width}" stroke-linejoin="round" stroke-linecap="round"/>`
}

function place(value: number): string {
  return String(Math.round(value * 100) / 100)
}

function escaped(content: string): string {
  return content.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
