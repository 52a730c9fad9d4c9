import { useRef } from 'react'
import { drawDigit } from '../../plots/drawDigit.ts'
import type { SeenThrough } from '../../store/actions.ts'
import { type AppState, selectedRun, shownLive } from '../../store/state.ts'
import { useActions, useApp, useLive } from '../../store/useApp.ts'
import { PictureCanvas, usePictureCanvas } from '../controls/Digit.tsx'

/** Drawn at this size; the style sheet shrinks them where the page is low. */
const PICTURE_SIDE = 96

/** The drawing as the network is given it, and what comes out, with how close that is. Follows the stroke and the weights. */
export function DrawingSeenThrough() {
  const hasDrawing = useApp((state) => state.view.drawing !== null)
  const padNoise = useApp((state) => state.view.padNoise)
  const isShuffled = useApp((state) => selectedRun(state).spec.data.shufflePixels === true)
  const { noteShownNow, seeThrough, shownNoiseType } = useActions()
  const noiseType = useApp(() => shownNoiseType())
  const noisy = usePictureCanvas(PICTURE_SIDE)
  const rebuilt = usePictureCanvas(PICTURE_SIDE)
  const psnr = useRef<HTMLSpanElement>(null)
  const drawing = useRef<Float32Array | null>(null)

  /** Has anything been made of it? */
  const draw = (): boolean => {
    const seen = drawing.current && seeThrough(drawing.current, padNoise)
    paint(noisy, seen?.noisy ?? drawing.current)
    paint(rebuilt, seen?.reconstruction ?? null)
    showPsnr(psnr.current, seen)
    return seen !== null
  }
  // Past React, which would render a frame later than the stroke goes on.
  useLive(drawingOf, (newest) => {
    drawing.current = newest
    if (draw()) noteShownNow('draw')
  })
  useLive(weightsOf, draw, [padNoise, noiseType, noisy.side, noisy.palette])

  return (
    <div className="seen-through" data-empty={!hasDrawing || undefined}>
      <figure>
        <PictureCanvas ref={noisy.canvas} size={PICTURE_SIDE} side={noisy.side} label="Your drawing as the network is given it" />
        <figcaption>{padNoise > 0 ? 'noised' : isShuffled ? 'shuffled' : 'centred'}</figcaption>
      </figure>
      <figure>
        <PictureCanvas ref={rebuilt.canvas} size={PICTURE_SIDE} side={rebuilt.side} label="What the network makes of your drawing" />
        <figcaption className="seen-through-rebuilt">
          <span className="seen-through-rebuilt-word">rebuilt</span>{' '}
          <span ref={psnr} data-testid="psnr" title="Signal to noise against your clean drawing: the higher the closer" />
        </figcaption>
      </figure>
    </div>
  )
}

function drawingOf(state: AppState): Float32Array | null {
  return state.view.drawing
}

function weightsOf(state: AppState) {
  return shownLive(state).weights
}

function paint({ canvas, side, palette }: ReturnType<typeof usePictureCanvas>, pixels: ArrayLike<number> | null): void {
  const context = canvas.current?.getContext('2d')
  if (!context) return
  if (pixels) drawDigit(context, pixels, { width: side, height: side, ink: palette.ink, paper: palette.surface })
  else context.clearRect(0, 0, side, side)
}

function showPsnr(element: HTMLElement | null, seen: SeenThrough | null): void {
  if (!element) return
  element.textContent = seen ? `${seen.psnrReconstruction.toFixed(1)} dB` : ''
  element.dataset.value = seen ? String(seen.psnrReconstruction) : ''
}
