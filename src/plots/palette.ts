// The colours that a plot is drawn in. The page reads them from its style sheet (components/theme/), so that each colour stands in one place.

export interface Palette {
  readonly paper: string
  readonly surface: string
  readonly ink: string
  readonly muted: string
  readonly faint: string
  readonly line: string
  readonly encoder: string
  readonly bottleneck: string
  readonly decoder: string
  readonly loss: string
  /** Of the signed difference: the reconstruction is too dark, ink is missing. */
  readonly tooMuch: string
  readonly missing: string
  /** One colour a class, in the labels' order. */
  readonly classes: readonly string[]
  /** One colour a lane, in the order of their numbers. */
  readonly lanes: readonly string[]
}
