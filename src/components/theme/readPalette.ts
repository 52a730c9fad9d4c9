import type { Palette } from '../../plots/palette.ts'

const CLASS_COUNT = 10
const LANE_COUNT = 4

/** The colours now in force, read from the style sheet. */
export function readPalette(): Palette {
  const style = getComputedStyle(document.documentElement)
  const color = (name: string) => style.getPropertyValue(`--${name}`).trim()
  return {
    paper: color('paper'),
    surface: color('surface'),
    ink: color('ink'),
    muted: color('muted'),
    faint: color('faint'),
    line: color('line'),
    encoder: color('encoder'),
    bottleneck: color('bottleneck'),
    decoder: color('decoder'),
    loss: color('loss'),
    tooMuch: color('too-much'),
    missing: color('missing'),
    classes: Array.from({ length: CLASS_COUNT }, (_, i) => color(`class-${i}`)),
    lanes: Array.from({ length: LANE_COUNT }, (_, i) => color(`lane-${i + 1}`)),
  }
}
