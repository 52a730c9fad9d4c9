// A canvas's context that keeps what was drawn on it, for plots whose drawing is a handful of calls.

export interface FilledRect {
  readonly color: string
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

export interface PutPicture {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
  /** Red, green, blue and opacity of each pixel. */
  readonly bytes: Uint8ClampedArray
}

export interface DrawnEllipse {
  readonly x: number
  readonly y: number
  readonly radiusX: number
  readonly radiusY: number
  readonly color: string
}

/** The context, and what has been filled, put and stroked so far. */
export function fakeContext(width = 100, height = 100) {
  const rects: FilledRect[] = []
  const pictures: PutPicture[] = []
  const ellipses: DrawnEllipse[] = []
  let path: Omit<DrawnEllipse, 'color'> | null = null
  const state = {
    canvas: { width, height },
    fillStyle: '',
    strokeStyle: '',
    lineWidth: 1,
    setTransform() {},
    clearRect() {},
    strokeRect() {},
    fill() {},
    roundRect() {},
    beginPath() {
      path = null
    },
    arc(x: number, y: number, radius: number) {
      path = { x, y, radiusX: radius, radiusY: radius }
    },
    ellipse(x: number, y: number, radiusX: number, radiusY: number) {
      path = { x, y, radiusX, radiusY }
    },
    stroke() {
      if (path) ellipses.push({ ...path, color: state.strokeStyle })
    },
    fillRect: (x: number, y: number, w: number, h: number) => rects.push({ color: state.fillStyle, x, y, width: w, height: h }),
    createImageData: (w: number, h: number) => ({ width: w, height: h, data: new Uint8ClampedArray(4 * w * h) }),
    putImageData: (image: ImageData, x: number, y: number) =>
      pictures.push({ x, y, width: image.width, height: image.height, bytes: image.data.slice() }),
  }
  return { context: state as unknown as CanvasRenderingContext2D, rects, pictures, ellipses }
}
