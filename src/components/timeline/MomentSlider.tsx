import { type KeyboardEvent, type PointerEvent, useRef } from 'react'
import { countText } from '../../spec/countText.ts'
import type { AppState, LiveRun } from '../../store/state.ts'
import { pastOf, selectedLive, selectedRun } from '../../store/state.ts'
import { useActions, useApp, useLive, useLiveText } from '../../store/useApp.ts'
import { momentAt, momentFrom, placeOf, stepsOfRun } from './momentPlaces.ts'

/** Moments that a page key moves by. */
const PAGE = 10

interface Shown {
  readonly moments: NonNullable<LiveRun['moments']>
  readonly steps: number
}

/** Its thumb follows the run, past React, until somebody takes it back. */
export function MomentSlider({ onMove }: { readonly onMove: () => void }) {
  const track = useRef<HTMLDivElement>(null)
  const thumb = useRef<HTMLSpanElement>(null)
  const shown = useRef<Shown>({ moments: [], steps: 1 })
  const moment = useApp((state) => state.view.moment ?? null)
  const { setView } = useActions()

  useLive(
    (state) => selectedLive(state).moments,
    (moments) => {
      shown.current = { ...shown.current, moments: moments ?? [] }
    },
  )
  useLive(stepsShown, (steps) => {
    shown.current = { ...shown.current, steps }
    thumb.current?.setAttribute('aria-valuemax', String(steps))
  })
  useLiveText(placeShown, (place) => track.current?.style.setProperty('--place', `${100 * place}%`))
  useLiveText(stepShown, (step) => {
    thumb.current?.setAttribute('aria-valuenow', String(step))
    thumb.current?.setAttribute('data-value', String(step))
  })

  const move = (to: number | null) => {
    onMove()
    if (to !== moment) setView({ moment: to })
  }
  const follow = (event: PointerEvent<HTMLDivElement>) => {
    const { left, width } = event.currentTarget.getBoundingClientRect()
    move(momentAt(shown.current.moments, (event.clientX - left) / width, shown.current.steps))
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const to = momentForKey(event.key, shown.current.moments, moment)
    if (to === undefined) return
    event.preventDefault()
    move(to)
  }
  return (
    <div
      className="moment-slider"
      data-testid="timeline-slider"
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId)
        thumb.current?.focus({ preventScroll: true })
        follow(event)
      }}
      onPointerMove={(event) => event.currentTarget.hasPointerCapture(event.pointerId) && follow(event)}
    >
      <div className="moment-track" ref={track}>
        <span className="moment-range" />
        <span
          className="moment-thumb"
          ref={thumb}
          role="slider"
          tabIndex={0}
          aria-label="Moment of the training"
          aria-valuemin={0}
          aria-valuenow={0}
          aria-valuetext={moment === null ? 'now' : `step ${countText(moment)}`}
          onKeyDown={onKeyDown}
        />
      </div>
    </div>
  )
}

/** The step to look at after this key; null is now, undefined: the key means nothing here. */
function momentForKey(key: string, moments: Shown['moments'], moment: number | null): number | null | undefined {
  switch (key) {
    case 'ArrowLeft':
    case 'ArrowDown':
      return momentFrom(moments, moment, -1)
    case 'ArrowRight':
    case 'ArrowUp':
      return momentFrom(moments, moment, 1)
    case 'PageDown':
      return momentFrom(moments, moment, -PAGE)
    case 'PageUp':
      return momentFrom(moments, moment, PAGE)
    case 'Home':
      return moments[0]?.step ?? null
    case 'End':
      return null
    default:
      return undefined
  }
}

function stepShown(state: AppState): number {
  return (pastOf(state)?.live ?? selectedLive(state)).metrics.step
}

function stepsShown(state: AppState): number {
  const { metrics, progress } = selectedLive(state)
  return stepsOfRun(selectedRun(state).spec, progress.samplesPlanned, metrics.step)
}

function placeShown(state: AppState): number {
  return placeOf(stepShown(state), stepsShown(state))
}
