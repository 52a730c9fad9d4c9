import { CONVNET, OURS, TFJS_FIT, TFJS_OPS, TORCH } from './goals.ts'
import { COLOURS } from './svg.ts'

/** The colour that a contender has in every panel. */
export function colourOf(name: string): string {
  const known: Readonly<Record<string, string>> = {
    [OURS]: COLOURS.ours,
    [TORCH]: COLOURS.torch,
    [TFJS_OPS]: COLOURS.ops,
    [TFJS_FIT]: COLOURS.fit,
    [CONVNET]: COLOURS.convnet,
  }
  return known[name] ?? (name.startsWith('Hourglass') ? COLOURS.oursPlain : COLOURS.other)
}
