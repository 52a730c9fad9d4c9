import { type Ref, type RefObject, useImperativeHandle, useRef } from 'react'
import type { LossChart } from '../../plots/drawLossCurves.ts'
import { formatLoss } from '../../plots/formatLoss.ts'
import type { LossPoint, LossScales } from '../../plots/lossAxes.ts'

export interface LossHoverHandle {
  /** Stands at x CSS pixels from the plot's left edge. */
  show(x: number): void
  hide(): void
  /** After the chart has changed under a pointer that rests. */
  redraw(): void
}

const CARD_GAP = 10

/** The vertical line under the pointer, and the losses there. */
export function LossHover({
  chart,
  scales,
  ref,
}: {
  readonly chart: RefObject<LossChart | null>
  readonly scales: () => LossScales | null
  readonly ref: Ref<LossHoverHandle>
}) {
  const hair = useRef<HTMLDivElement>(null)
  const card = useRef<HTMLParagraphElement>(null)
  const at = useRef<number | null>(null)

  const draw = () => {
    if (!hair.current || !card.current) return
    const axes = scales()
    const point = axes && chart.current && at.current !== null ? nearestTo(chart.current.train, axes.placeAt(at.current)) : null
    if (hair.current.hidden && !point) return
    hair.current.hidden = !point
    card.current.hidden = !point
    if (!point || !axes || !chart.current) return
    const x = axes.x(point.at)
    hair.current.style.transform = `translateX(${Math.round(x)}px)`
    writeCard(card.current, point, nearestTo(chart.current.test, point.at))
    const width = card.current.offsetWidth
    const isLeft = x + CARD_GAP + width > axes.plot.left + axes.plot.width + CARD_GAP
    card.current.style.transform = `translateX(${Math.round(isLeft ? x - CARD_GAP - width : x + CARD_GAP)}px)`
  }
  useImperativeHandle(ref, () => ({
    show(x) {
      at.current = x
      draw()
    },
    hide() {
      at.current = null
      draw()
    },
    redraw: draw,
  }))
  return (
    <>
      <div className="loss-hair" ref={hair} hidden />
      <p className="loss-card" ref={card} hidden />
    </>
  )
}

function writeCard(card: HTMLElement, train: LossPoint, test: LossPoint | null): void {
  const value = document.createElement('strong')
  value.textContent = test ? formatLoss(test.loss) : '–'
  card.replaceChildren(`epoch ${train.at.toFixed(2)}\ntest `, value, `\ntrain ${formatLoss(train.loss)}`)
}

/** The point nearest in epochs; null of none. */
function nearestTo(points: readonly LossPoint[], epoch: number): LossPoint | null {
  let nearest: LossPoint | null = null
  for (const point of points) if (!nearest || Math.abs(point.at - epoch) < Math.abs(nearest.at - epoch)) nearest = point
  return nearest
}
