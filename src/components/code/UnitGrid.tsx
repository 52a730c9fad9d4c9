import { useRef } from 'react'
import { drawPictureGrid } from '../../plots/drawPictureGrid.ts'
import { drawPixels } from '../../plots/drawPixels.ts'
import { cornerOf } from '../../plots/layoutPictureGrid.ts'
import { peakOf, signedShade } from '../../plots/signedShade.ts'
import { selectedRun } from '../../store/state.ts'
import { useActions, useApp, useLive } from '../../store/useApp.ts'
import type { CodesFrame } from '../../workers/protocol.ts'
import { PictureCanvas, usePictureCanvas } from '../controls/Digit.tsx'
import { useSpreadWork } from '../controls/useSpreadWork.ts'
import { placeCard } from '../latent-map/describeProbe.ts'
import { PictureGrid } from '../picture-grid/PictureGrid.tsx'
import { useGridPick } from '../picture-grid/useGridPick.ts'
import { usePictureGrid } from '../picture-grid/usePictureGrid.ts'
import { codesOf, useCodeFacts } from './codeFacts.ts'
import { sayUnit, UNUSED_NATS } from './codeWords.ts'

/** More pictures than these are not looked at one by one. */
const UNITS_SHOWN_MAX = 256
const SIZES = { least: 24, most: 96 }
const CARD_PICTURE_PX = 112
/** A weak unit's picture looks weak, but is still seen: it is drawn as if the strongest were no stronger than so many times it. */
const STRONGER_MAX = 4

/** What each unit draws, as a small signed picture; a dead one's is greyed. The one that is pointed at is shown large. */
export function UnitGrid() {
  const facts = useCodeFacts()
  const count = Math.min(facts.units, UNITS_SHOWN_MAX)
  const grid = usePictureGrid(count, SIZES)
  const { canvas: gridCanvas, layout, ratio } = grid
  const area = useRef<HTMLDivElement>(null)
  const card = useRef<HTMLDivElement>(null)
  const words = useRef<HTMLSpanElement>(null)
  const large = usePictureCanvas(CARD_PICTURE_PX)
  const { palette } = large
  const { openDecoderImages, setView } = useActions()
  const runId = useApp((state) => selectedRun(state).runId)
  const images = useRef<readonly Float32Array[]>([])
  const codes = useRef<CodesFrame | null>(null)

  const draw = () => {
    const context = gridCanvas.current?.getContext('2d')
    if (!context || !layout) return
    const peak = peakOf(images.current)
    const shadeOf = (index: number) => shade(Math.max(peak / STRONGER_MAX, peakOf([images.current[index] ?? []])))
    const isFaint = (index: number) => isIdle(index, codes.current)
    const pictures = Array.from({ length: count }, (_, index) => images.current[index])
    drawPictureGrid(context, pictures, layout, { shadeOf, isFaint, line: palette.line, paper: palette.paper, ratio })
    drawCard()
  }
  const shade = (peak: number) => signedShade({ paper: palette.surface, more: palette.tooMuch, less: palette.missing }, peak)

  const { picked, handlers } = useGridPick(area, {
    count,
    layout,
    onPick(unit) {
      setView({ markedUnit: unit })
      drawCard()
    },
  })
  const drawCard = () => {
    const unit = picked.current
    const image = unit === null ? undefined : images.current[unit]
    if (!card.current || !words.current) return
    card.current.hidden = !image
    if (unit === null || !image || !layout || !codes.current) return
    const context = large.canvas.current?.getContext('2d')
    if (context) drawPixels(context, image, { width: large.side, height: large.side }, shade(peakOf([image])))
    words.current.textContent = `Unit ${unit + 1}: ${sayUnit(unit, codes.current, facts)}`
    const panel = card.current.offsetParent
    if (!panel || !area.current) return
    const { left: gridLeft, top: gridTop } = area.current.getBoundingClientRect()
    const frame = panel.getBoundingClientRect()
    const corner = cornerOf(unit, layout)
    const at = { x: gridLeft - frame.left + corner.x + layout.side / 2, y: gridTop - frame.top + corner.y + layout.side / 2 }
    const { left, top } = placeCard(at, { width: card.current.offsetWidth, height: card.current.offsetHeight }, frame)
    card.current.style.transform = `translate(${Math.round(left)}px, ${Math.round(top)}px)`
  }

  const inputs = [layout, ratio, palette, runId]
  useSpreadWork(codesOf, openShown, {
    show(pictures) {
      images.current = pictures
      draw()
    },
    inputs: [runId],
  })
  useLive(
    codesOf,
    (newest) => {
      codes.current = newest
      draw()
    },
    inputs,
  )
  function openShown() {
    const series = openDecoderImages()
    return series && { ...series, count: Math.min(series.count, UNITS_SHOWN_MAX) }
  }

  return (
    <>
      <h3 className="code-draws">
        {facts.units > count ? `What the first ${count} units draw` : 'What each unit draws'}
        <Scale />
      </h3>
      <PictureGrid grid={grid} label="What each unit of the code draws" testId="unit-pictures">
        <div
          className="unit-pick"
          ref={area}
          role="application"
          aria-label="Look at one unit: move with the arrow keys, leave with Escape"
          // biome-ignore lint/a11y/noNoninteractiveTabindex: arrow keys move from unit to unit
          tabIndex={0}
          {...handlers}
        />
      </PictureGrid>
      <div className="unit-card" ref={card} role="status" hidden>
        <PictureCanvas ref={large.canvas} size={CARD_PICTURE_PX} side={large.side} label="What this unit draws" />
        <span ref={words} />
      </div>
    </>
  )
}

/** The colours of the signed pictures, in words. */
function Scale() {
  return (
    <span className="code-scale">
      <i className="code-swatch is-more" />
      more ink
      <i className="code-swatch is-less" />
      less
    </span>
  )
}

/** At work for no picture, or left at the prior. */
function isIdle(unit: number, codes: CodesFrame | null): boolean {
  if (!codes) return false
  const nats = codes.divergences?.[unit]
  return nats === undefined ? codes.activity.shares[unit] === 0 : nats < UNUSED_NATS
}
