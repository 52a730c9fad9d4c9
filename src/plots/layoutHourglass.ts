// Where everything of the hourglass stands, in CSS pixels, from the layers' widths and the room there is. Nothing is drawn here.
// From left to right: the picture that goes in, a bar for each layer, the pictures that come out.

export interface HourglassInput {
  /** Width of every layer, the input's first. */
  readonly units: readonly number[]
  /** Which of them is the bottleneck. */
  readonly bottleneck: number
  readonly width: number
  readonly height: number
  /** The numbers under the bars, where they are others than the units. */
  readonly numbers?: readonly number[]
  /** A further line of the labels. */
  readonly hasSizes?: boolean
}

/** One layer's bar. `top` is measured from the top of the whole. */
export interface HourglassBar {
  readonly units: number
  readonly center: number
  readonly width: number
  readonly top: number
  readonly height: number
}

/** How the buttons under a bar are placed: either side of the number, below it, or below one another. */
export type LabelDensity = 'row' | 'pair' | 'stack'

export interface HourglassLayout {
  /** At least the width asked for: very deep networks scroll. */
  readonly width: number
  readonly height: number
  readonly bars: readonly HourglassBar[]
  readonly bottleneck: number
  /** Between the centres of two bars. */
  readonly gap: number
  /** Diameter of a bottleneck unit that carries its value. */
  readonly bead: number
  readonly pictureSide: number
  /** Left edges of the two columns of pictures. */
  readonly inputLeft: number
  readonly outputLeft: number
  /** The bars' common middle. */
  readonly middle: number
  readonly density: LabelDensity
  readonly labelsTop: number
  readonly wordsTop: number
  /** Left and right end of the rules under encoder, bottleneck and decoder. */
  readonly encoderRule: readonly [number, number]
  readonly bottleneckRule: readonly [number, number]
  readonly decoderRule: readonly [number, number]
}

/** More units than this are beads without a number. */
export const BEADS_WITH_VALUES_MAX = 8

const GAP_MIN = 26
const GAP_MAX = 190
/** Two buttons beside a number take so much, and so much for each of its characters. */
const ROW_WIDTH = 48
const ROW_WIDTH_PER_CHARACTER = 9.5
const GAP_FOR_PAIR = 54
const BAR_WIDTH_MIN = 8
const BAR_WIDTH_MAX = 20
/** Captions under the output pictures are a little wider than these. */
const CAPTION_OVERHANG = 18
const INPUT_CAPTION_OVERHANG = 10
const INPUT_CAPTION_WIDTH = 76
/** The longest word under the output pictures, where they are small. */
const OUTPUT_CAPTION_WIDTH = 88
/** Between pictures and bars. */
const MARGIN_MIN = 13
const MARGIN_MAX = 26
const MARGIN_SHORT = 32
/** With so few steps from bar to bar there is room for larger pictures. */
const SHORT_STEPS = 4
const PICTURE_SIDE_MIN = 48
const PICTURE_SIDE_MAX = 128
/** Room that captions, the loss and the gap between take in the column of output pictures. */
const OUTPUT_TEXT_HEIGHT = 128
/** Where the labels are tall, the column of output pictures ends beside their upper part. */
const STACK_TEXT_BESIDE = 28
const LABELS_HEIGHT: Record<LabelDensity, number> = { row: 50, pair: 74, stack: 104 }
const WORDS_HEIGHT = 32
/** "14 × 14", under the numbers: its height, and its width beside a neighbour's. */
const SIZES_HEIGHT = 16
const SIZES_WIDTH = 54
/** Below this the words are set smaller (as the style sheet has it). */
const NARROW_WIDTH = 500
const STAGE_MARGIN = 7
/** A layer of one unit is still so high, as a share of the highest. */
const HEIGHT_SHARE_MIN = 0.12

/** Lays out the hourglass. Heights grow with the logarithm of the width: each doubling adds the same. */
export function layoutHourglass({ units, bottleneck, width, height, numbers = units, hasSizes = false }: HourglassInput): HourglassLayout {
  const steps = units.length - 1
  const sizesHeight = hasSizes ? SIZES_HEIGHT : 0
  const isNarrow = width < NARROW_WIDTH
  const isShort = steps <= SHORT_STEPS && !isNarrow
  const share = isShort ? 0.17 : 0.135
  const asked = pictureSideFor({ width, height: height - sizesHeight, share }, 'row')
  const margin = isShort ? MARGIN_SHORT : Math.max(MARGIN_MIN, Math.min(MARGIN_MAX, width * 0.03))
  const outputMargin = Math.max(margin, MARGIN_MIN + (OUTPUT_CAPTION_WIDTH - asked) / 2)
  const overhang = CAPTION_OVERHANG + (asked < INPUT_CAPTION_WIDTH ? INPUT_CAPTION_OVERHANG : 0)
  const room = width - 2 * asked - margin - outputMargin - overhang
  const gap = Math.min(GAP_MAX, Math.max(GAP_MIN, (room - BAR_WIDTH_MAX) / steps))
  const density = gap >= rowWidthFor(numbers, hasSizes) ? 'row' : gap >= GAP_FOR_PAIR ? 'pair' : 'stack'
  const beside = width - overhang - margin - outputMargin - BAR_WIDTH_MAX - gap * steps
  const pictureSide = Math.round(
    Math.max(PICTURE_SIDE_MIN, Math.min(pictureSideFor({ width, height: height - sizesHeight, share }, density), beside / 2)),
  )
  const barWidth = Math.round(Math.min(BAR_WIDTH_MAX, Math.max(BAR_WIDTH_MIN, gap * 0.22)))
  const bead = Math.round(Math.min(27, Math.max(18, gap * 0.34)))

  const content = 2 * pictureSide + margin + outputMargin + barWidth + gap * steps + overhang
  const full = Math.max(width, content)
  const inputLeft = Math.round((full - content) / 2 + overhang - CAPTION_OVERHANG)
  const first = inputLeft + pictureSide + margin + barWidth / 2
  const outputLeft = Math.round(first + gap * steps + barWidth / 2 + outputMargin)

  const labelsHeight = LABELS_HEIGHT[density] + sizesHeight
  const stageHeight = height - labelsHeight - WORDS_HEIGHT
  const highest = Math.min(stageHeight - 2 * STAGE_MARGIN, Math.max(160, full * 0.62))
  const middle = Math.round(stageHeight / 2)
  const widest = Math.max(...units)
  const bars = units.map((count, i): HourglassBar => {
    const isBottleneck = i === bottleneck
    const beads = isBottleneck && count <= BEADS_WITH_VALUES_MAX ? count * (bead + 4) + 12 : 0
    const share = HEIGHT_SHARE_MIN + ((1 - HEIGHT_SHARE_MIN) * Math.log1p(count)) / Math.log1p(widest)
    const barHeight = Math.round(Math.min(highest, Math.max(share * highest, beads)))
    const wide = isBottleneck ? bead + 10 : barWidth
    return { units: count, center: Math.round(first + gap * i), width: wide, top: middle - Math.round(barHeight / 2), height: barHeight }
  })

  const neck = bars[bottleneck] as HourglassBar
  const half = Math.max(isNarrow ? 33 : 38, Math.min(52, gap * 0.42))
  const between = half + Math.max(7, Math.min(14, gap * 0.2))
  return {
    width: full,
    height,
    bars,
    bottleneck,
    gap,
    bead,
    pictureSide,
    inputLeft,
    outputLeft,
    middle,
    density,
    labelsTop: Math.min(stageHeight, middle + Math.round(highest / 2)) + 8,
    wordsTop: Math.min(stageHeight, middle + Math.round(highest / 2)) + 6 + labelsHeight,
    encoderRule: [first - barWidth / 2, neck.center - between],
    bottleneckRule: [neck.center - half, neck.center + half],
    decoderRule: [neck.center + between, outputLeft - outputMargin],
  }
}

/** What a layer's number and its buttons take beside one another; the input's and the output's have none. */
function rowWidthFor(numbers: readonly number[], hasSizes: boolean): number {
  const longest = Math.max(...numbers.slice(1, -1).map((count) => count.toLocaleString('en-US').length))
  return Math.max(hasSizes ? SIZES_WIDTH : 0, ROW_WIDTH + ROW_WIDTH_PER_CHARACTER * longest)
}

/** As large as its share of the width allows, and as two pictures with their captions fit above one another. */
function pictureSideFor(room: { width: number; height: number; share: number }, density: LabelDensity): number {
  const labels = density === 'stack' ? LABELS_HEIGHT.stack - STACK_TEXT_BESIDE : 0
  const byHeight = (room.height - WORDS_HEIGHT - labels - OUTPUT_TEXT_HEIGHT) / 2
  return Math.round(Math.max(PICTURE_SIDE_MIN, Math.min(PICTURE_SIDE_MAX, room.width * room.share, byHeight)))
}
