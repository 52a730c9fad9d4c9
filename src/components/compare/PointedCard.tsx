import { type RefObject, useRef } from 'react'
import { drawDigit } from '../../plots/drawDigit.ts'
import { formatLoss } from '../../plots/formatLoss.ts'
import type { SeenThrough } from '../../store/actions.ts'
import { type LaneId, shownLive } from '../../store/state.ts'
import { useActions, useApp, useLive } from '../../store/useApp.ts'
import { PictureCanvas, usePictureCanvas } from '../controls/Digit.tsx'
import { placeCard } from '../latent-map/describeProbe.ts'
import { useTestSample } from './useTestSample.ts'

/** In CSS pixels, from the map's upper left corner. */
interface At {
  readonly at: { readonly x: number; readonly y: number }
}

/** A test sample, or a place between them in the lane's own coordinates. */
export type PointedHere =
  | (At & { readonly index: number; readonly samples: string; readonly name: string })
  | (At & { readonly index: null; readonly own: { readonly x: number; readonly y: number } })

interface PointedCardProps {
  readonly laneId: LaneId
  /** The map's size in CSS pixels. */
  readonly map: { readonly width: number; readonly height: number }
  /** Where the map finds the function that shows what is pointed at. */
  readonly show: RefObject<(here: PointedHere | null) => void>
}

/** Of a picture, as a share of the map's shorter side. */
const PICTURE_SHARE = 0.21
const PICTURE_LEAST_PX = 34
const PICTURE_MOST_PX = 56
/** A map less wide would be hidden by the card: there it stands over the pictures beside. */
const NARROW_PX = 240
const BESIDE_PX = 6

/** What the lane makes of what is pointed at: the picture and its reconstruction with how far they differ, or what the place is decoded to. */
export function PointedCard({ laneId, map, show }: PointedCardProps) {
  const card = useRef<HTMLDivElement>(null)
  const figure = useRef<HTMLSpanElement>(null)
  const newest = useRef<PointedHere | null>(null)
  const drawn = useRef<readonly unknown[]>([])
  const size = Math.round(Math.min(PICTURE_MOST_PX, Math.max(PICTURE_LEAST_PX, PICTURE_SHARE * Math.min(map.width, map.height))))
  const { canvas: input, side, palette } = usePictureCanvas(size)
  const { canvas: output } = usePictureCanvas(size)
  const testNoise = useApp((state) => state.view.testNoise)
  const noiseType = useApp((state) => state.view.noiseType)
  const weights = useRef<unknown>(null)
  const { decodeAt, seeThrough } = useActions()

  const paint = (canvas: HTMLCanvasElement | null, picture: Float32Array | null) => {
    const context = canvas?.getContext('2d')
    if (!context) return
    if (picture) drawDigit(context, picture, { width: side, height: side, ink: palette.ink, paper: palette.surface })
    else context.clearRect(0, 0, side, side)
  }
  /** The pictures only where something has changed that they show. */
  const paintOnce = (parts: readonly unknown[], paintAll: () => void) => {
    const all = [...parts, weights.current, testNoise, noiseType, side, palette]
    if (all.length === drawn.current.length && all.every((part, i) => Object.is(part, drawn.current[i]))) return
    drawn.current = all
    paintAll()
  }
  const showPlace = ({ own }: PointedHere & { readonly index: null }) => {
    paintOnce([own.x, own.y], () => paint(output.current, decodeAt(own.x, own.y, laneId)?.picture ?? null))
  }
  const showSample = (sample: Float32Array) => {
    paintOnce([sample], () => {
      const seen = seeThrough(sample, testNoise, laneId)
      paint(input.current, seen?.noisy ?? sample)
      paint(output.current, seen?.reconstruction ?? null)
      if (figure.current) figure.current.textContent = seen ? errorOf(seen) : ''
    })
  }
  const draw = () => {
    const here = newest.current
    if (!card.current) return
    const sample = here && here.index !== null ? sampleOf(here.samples, here.index) : null
    card.current.hidden = here === null
    if (!here) return
    card.current.classList.toggle('is-sample', here.index !== null)
    card.current.classList.toggle('is-waiting', here.index !== null && sample === null)
    if (here.index === null) showPlace(here)
    else if (sample) showSample(sample)
    const { left, top } =
      map.width < NARROW_PX
        ? { left: map.width + BESIDE_PX, top: 0 }
        : placeCard(here.at, { width: card.current.offsetWidth, height: card.current.offsetHeight }, map)
    card.current.style.transform = `translate(${Math.round(left)}px, ${Math.round(top)}px)`
  }
  const sampleOf = useTestSample(laneId, draw)
  show.current = (here) => {
    newest.current = here
    draw()
  }
  useLive(
    (state) => shownLive(state).weights,
    (now) => {
      weights.current = now
      draw()
    },
    [map, side, palette, testNoise, noiseType],
  )
  return (
    <div className="pointed-card" ref={card} data-testid="pointed" hidden>
      <div className="pointed-pictures">
        <PictureCanvas size={size} side={side} ref={input} label="The test picture" className="pointed-input" />
        <PictureCanvas size={size} side={side} ref={output} label="What the network makes of it" />
      </div>
      <span className="pointed-error">
        error <span ref={figure} />
      </span>
    </div>
  )
}

/** The mean squared error, of a peak signal-to-noise ratio for a peak of 1. */
function errorOf({ psnrReconstruction }: SeenThrough): string {
  return formatLoss(10 ** (-psnrReconstruction / 10))
}
