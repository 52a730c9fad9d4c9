import { type PointerEvent, type RefObject, useCallback, useEffect, useRef } from 'react'
import { useActions, useApp } from '../../store/useApp.ts'
import { usePalette } from '../theme/useTheme.ts'
import { makeBrush, PAD_SIDE, type Point, paintAll, paintEnd, readRaster, type Stroke } from './strokes.ts'

/** Drawing on a canvas of PAD_SIDE pixels. With each change, at most once a frame, the centred drawing goes to the view. */
export function useStrokes(canvas: RefObject<HTMLCanvasElement | null>) {
  const { centerDrawing, noteAsked, setView } = useActions()
  const { ink } = usePalette()
  const strokes = useRef<Stroke[]>([])
  const brush = useRef<HTMLCanvasElement | null>(null)
  const pointer = useRef<number | null>(null)
  /** The frame until which nothing more is sent; 0: the next change goes at once. */
  const frame = useRef(0)
  /** Has anything changed since? */
  const isBehind = useRef(false)
  const digit = useLastDigit()

  const context = useCallback(() => canvas.current?.getContext('2d', { willReadFrequently: true }) ?? null, [canvas])

  const publish = useCallback(() => {
    isBehind.current = frame.current !== 0
    const drawn = context()
    if (isBehind.current || !drawn) return
    // What is sent before a frame begins is on the page with that frame, what is sent within one only with the next.
    frame.current = requestAnimationFrame(() => {
      frame.current = 0
      if (isBehind.current) publish()
    })
    const drawing = strokes.current.length > 0 ? centerDrawing(readRaster(drawn)) : null
    setView(drawing ? { drawing, sample: 'drawing', isProbing: true } : { drawing: null, sample: digit.current, isProbing: false })
  }, [context, centerDrawing, setView, digit])

  const repaint = useCallback(() => {
    const drawn = context()
    if (drawn && brush.current) paintAll(drawn, brush.current, strokes.current)
  }, [context])

  useEffect(() => {
    brush.current = makeBrush(ink)
    repaint()
  }, [ink, repaint])

  useDrawingElsewhere(strokes, repaint)

  const extend = (event: PointerEvent<HTMLCanvasElement>) => {
    const drawn = context()
    const stroke = strokes.current.at(-1)
    if (!drawn || !brush.current || !stroke) return
    noteAsked('draw', event.timeStamp)
    for (const point of pointsOf(event)) {
      stroke.push(point)
      paintEnd(drawn, brush.current, stroke)
    }
    publish()
  }

  return {
    onPointerDown(event: PointerEvent<HTMLCanvasElement>) {
      if (pointer.current !== null || event.button !== 0) return
      pointer.current = event.pointerId
      event.currentTarget.setPointerCapture(event.pointerId)
      strokes.current.push([])
      extend(event)
    },
    onPointerMove(event: PointerEvent<HTMLCanvasElement>) {
      if (event.pointerId === pointer.current) extend(event)
    },
    onPointerEnd(event: PointerEvent<HTMLCanvasElement>) {
      if (event.pointerId === pointer.current) pointer.current = null
    },
    undo() {
      if (strokes.current.pop()) {
        repaint()
        publish()
      }
    },
    clear() {
      strokes.current = []
      repaint()
      publish()
    },
  }
}

/** Which of the ten digits was shown last: it comes back when the pad is wiped. */
function useLastDigit(): RefObject<number> {
  const sample = useApp((state) => state.view.sample)
  const digit = useRef(0)
  if (sample !== 'drawing') digit.current = sample
  return digit
}

/** When the view's drawing is taken away elsewhere, the pad is wiped too. */
function useDrawingElsewhere(strokes: RefObject<Stroke[]>, repaint: () => void): void {
  const isEmpty = useApp((state) => state.view.drawing === null)
  useEffect(() => {
    if (!isEmpty) return
    strokes.current = []
    repaint()
  }, [isEmpty, strokes, repaint])
}

/** Where the pointer has been since its last event, in the pad's pixels: a fast stroke has many points between two frames. */
function pointsOf(event: PointerEvent<HTMLCanvasElement>): Point[] {
  const box = event.currentTarget.getBoundingClientRect()
  const coalesced = event.nativeEvent.getCoalescedEvents?.() ?? []
  return (coalesced.length > 0 ? coalesced : [event.nativeEvent]).map(({ clientX, clientY }) => ({
    x: ((clientX - box.left) / box.width) * PAD_SIDE,
    y: ((clientY - box.top) / box.height) * PAD_SIDE,
  }))
}
