// Words on a canvas, each kept as a small picture once it has been drawn. A canvas brings its own style up to date before it draws or measures
// text, and the layout where a container query decides on it: in the middle of a frame that has just changed both. A picture asks for neither.

export interface TextLook {
  /** As a style sheet's `font`. */
  readonly font: string
  readonly color: string
  /** Around the letters, of the ground's colour and so many pixels wide in all. */
  readonly halo?: { readonly color: string; readonly width: number }
  /** Where the place given lies in the text. */
  readonly align: CanvasTextAlign
  readonly baseline: CanvasTextBaseline
}

interface Picture {
  readonly bitmap: ImageBitmap
  /** From the picture's corner to the text's place, whole device pixels. */
  readonly left: number
  readonly top: number
}

/** So many places of a device pixel are told apart in each direction. An even number: the browser puts a line of text on the nearest whole pixel. */
const PLACES_A_PIXEL = 4
/** Few enough to be small together, more than a page shows in a second. */
const PICTURES_MAX = 500

/** The longest unused first. */
const pictures = new Map<string, Picture>()
const widths = new Map<string, number>()
let easel: CanvasRenderingContext2D | null = null

/** Writes the text at (x, y), in the context's own units. They must be scaled evenly and not turned. */
export function writeText(context: CanvasRenderingContext2D, text: string, x: number, y: number, look: TextLook): void {
  const { a: scale, e, f } = context.getTransform()
  const [across, down] = [scale * x + e, scale * y + f]
  const [left, top] = [Math.floor(across), Math.floor(down)]
  const picture = pictureOf(easelIn(context), text, look, { scale, x: placeWithin(across - left), y: placeWithin(down - top) })
  const { width, height } = picture.bitmap
  context.drawImage(picture.bitmap, (left - picture.left - e) / scale, (top - picture.top - f) / scale, width / scale, height / scale)
}

/** The middle of the place that a share of a pixel is in. */
function placeWithin(share: number): number {
  return (Math.floor(share * PLACES_A_PIXEL) + 0.5) / PLACES_A_PIXEL
}

/** In CSS pixels, on the page that the context's canvas is in. */
export function textWidth(pageOf: CanvasRenderingContext2D, text: string, font: string): number {
  const key = `${font} ${text}`
  const known = widths.get(key)
  if (known !== undefined) return known
  const context = easelIn(pageOf)
  context.font = font
  const { width } = context.measureText(text)
  if (widths.size >= PICTURES_MAX) widths.clear()
  widths.set(key, width)
  return width
}

/** After a font has come: what was drawn before it may be in another. */
export function forgetTexts(): void {
  for (const { bitmap } of pictures.values()) bitmap.close()
  pictures.clear()
  widths.clear()
}

interface Placing {
  /** Device pixels to a unit. */
  readonly scale: number
  /** Shares of a device pixel. */
  readonly x: number
  readonly y: number
}

function pictureOf(context: CanvasRenderingContext2D, text: string, look: TextLook, placing: Placing): Picture {
  const { font, color, halo, align, baseline } = look
  const key = [font, color, halo?.color, halo?.width, align, baseline, placing.scale, placing.x, placing.y, text].join('|')
  const known = pictures.get(key)
  if (known) {
    pictures.delete(key)
    pictures.set(key, known)
    return known
  }
  const picture = paint(context, text, look, placing)
  for (const [oldest, { bitmap }] of pictures) {
    if (pictures.size < PICTURES_MAX) break
    bitmap.close()
    pictures.delete(oldest)
  }
  pictures.set(key, picture)
  return picture
}

function paint(context: CanvasRenderingContext2D, text: string, look: TextLook, { scale, x, y }: Placing): Picture {
  const { color, halo } = look
  set(context, look)
  const box = context.measureText(text)
  // Two pixels more on each side for what smoothing adds.
  const reach = (length: number) => Math.max(0, Math.ceil(scale * (length + (halo?.width ?? 0) / 2))) + 2
  const left = reach(box.actualBoundingBoxLeft)
  const top = reach(box.actualBoundingBoxAscent)
  // A new size blanks it and brings it back to the state that it began in.
  context.canvas.width = left + reach(box.actualBoundingBoxRight)
  context.canvas.height = top + reach(box.actualBoundingBoxDescent)
  set(context, look)
  context.setTransform(scale, 0, 0, scale, left + x, top + y)
  if (halo) {
    context.lineJoin = 'round'
    context.strokeStyle = halo.color
    context.lineWidth = halo.width
    context.strokeText(text, 0, 0)
  }
  context.fillStyle = color
  context.fillText(text, 0, 0)
  return { bitmap: copyOf(context.canvas), left, top }
}

function set(context: CanvasRenderingContext2D, { font, align, baseline }: TextLook): void {
  context.font = font
  context.textAlign = align
  context.textBaseline = baseline
}

function copyOf(canvas: HTMLCanvasElement): ImageBitmap {
  const copy = new OffscreenCanvas(canvas.width, canvas.height)
  copy.getContext('2d')?.drawImage(canvas, 0, 0)
  return copy.transferToImageBitmap()
}

/** Where texts are drawn first: in the page, so that they get its kind of figures, but not shown, and where no layout decides on its style. */
function easelIn({ canvas: { ownerDocument } }: CanvasRenderingContext2D): CanvasRenderingContext2D {
  if (easel?.canvas.ownerDocument === ownerDocument) return easel
  const canvas = ownerDocument.createElement('canvas')
  canvas.hidden = true
  ownerDocument.body.append(canvas)
  easel = canvas.getContext('2d', { willReadFrequently: true }) as CanvasRenderingContext2D
  return easel
}
