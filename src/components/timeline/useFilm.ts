import { useEffect, useRef, useState } from 'react'
import { pastOf, selectedLive } from '../../store/state.ts'
import { useActions, useApp, useLive } from '../../store/useApp.ts'
import { momentFrom, nearestIndex } from './momentPlaces.ts'

/** All moments of a run take about so long; few of them stay longer. */
const FILM_MS = 8_000
const MOMENT_MS_MAX = 250

/** Plays the moments one after another, from the one that is looked at, or from the first; at the end it is now again. */
export function useFilm() {
  const [isPlaying, setPlaying] = useState(false)
  const { setView } = useActions()
  const moment = useApp((state) => state.view.moment ?? null)
  const moments = useRef<readonly { readonly step: number }[]>([])
  const latest = useRef(moment)
  latest.current = moment
  useLive(
    (state) => selectedLive(state).moments,
    (kept) => {
      moments.current = kept ?? []
    },
  )
  // Training on, another run or another screen ends the film as it ends the looking back.
  const isBack = useApp((state) => pastOf(state) !== null)
  useEffect(() => {
    if (!isBack) setPlaying(false)
  }, [isBack])
  useEffect(() => {
    if (!isPlaying) return
    let frame = 0
    let shownAt = performance.now()
    const next = (now: number) => {
      const each = Math.min(MOMENT_MS_MAX, FILM_MS / Math.max(1, moments.current.length))
      const by = Math.floor((now - shownAt) / each)
      if (by > 0) {
        shownAt += by * each
        setView({ moment: momentFrom(moments.current, latest.current, by) })
      }
      frame = requestAnimationFrame(next)
    }
    frame = requestAnimationFrame(next)
    return () => cancelAnimationFrame(frame)
  }, [isPlaying, setView])
  return {
    isPlaying,
    play() {
      const isAtEnd = moment === null || nearestIndex(moments.current, moment) === moments.current.length - 1
      if (isAtEnd) setView({ moment: moments.current[0]?.step ?? null })
      setPlaying(true)
    },
    stop: () => setPlaying(false),
  }
}
