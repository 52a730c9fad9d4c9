// How React reads the state. useApp renders on change; useLive calls a drawing function at most once a frame, without React. Within a
// LaneContext both see the state from that lane, as if it were the selected one.

import { createContext, useContext, useEffect, useRef } from 'react'
import { useStore } from 'zustand'
import type { Actions } from './actions.ts'
import { onNextPaint } from './nextPaint.ts'
import { paintTurnOf } from './pacing.ts'
import { type AppState, type AppStore, type LaneId, seenFrom } from './state.ts'

export interface App {
  readonly store: AppStore
  readonly actions: Actions
}

export const AppContext = createContext<App | null>(null)
/** Null: the selected lane. */
export const LaneContext = createContext<LaneId | null>(null)

function useAppContext(): App {
  const app = useContext(AppContext)
  if (!app) throw new Error('no AppContext above this component')
  return app
}

/** Renders again whenever the selected part changes. For what changes with a person's hand, not for `live`. */
export function useApp<T>(select: (state: AppState) => T): T {
  const laneId = useContext(LaneContext)
  const last = useRef<T | undefined>(undefined)
  return useStore(useAppContext().store, (state) => {
    // A lane that has just been removed is asked once more before its components go.
    if (laneId && !state.lanes[laneId]) return last.current as T
    last.current = select(laneId ? seenFrom(state, laneId) : state)
    return last.current
  })
}

export function useActions(): Actions {
  return useAppContext().actions
}

/**
 * Calls `draw` with the selected part: on the next paint (nextPaint.ts), then whenever it has changed, at most once a paint.
 * `inputs` are the props that draw reads; a change of one draws again.
 */
export function useLive<T>(select: (state: AppState) => T, draw: (value: T) => void, inputs: readonly unknown[] = []): void {
  useLiveAt(select, draw, inputs)
}

/** The same for what changes texts or sizes, so that the browser must lay out the page anew: together with all others of its kind. */
export function useLiveText<T>(select: (state: AppState) => T, write: (value: T) => void, inputs: readonly unknown[] = []): void {
  useLiveAt(select, write, inputs, true)
}

function useLiveAt<T>(select: (state: AppState) => T, draw: (value: T) => void, inputs: readonly unknown[], isText = false): void {
  const { store } = useAppContext()
  const laneId = useContext(LaneContext)
  const latest = useRef({ select, draw })
  latest.current = { select, draw }
  const hasDrawn = useRef(false)
  useEffect(() => {
    const time = { turn: paintTurnOf(laneId), isText }
    let drawn: T | undefined
    let callOff: (() => void) | null = null
    const selected = (state: AppState) => latest.current.select(laneId ? seenFrom(state, laneId) : state)
    const drawNow = () => {
      callOff = null
      if (laneId && !store.getState().lanes[laneId]) return
      hasDrawn.current = true
      drawn = selected(store.getState())
      latest.current.draw(drawn)
    }
    // What has just been mounted is measured and rendered anew before it is first painted: only then is it worth drawing.
    if (hasDrawn.current) drawNow()
    else callOff = onNextPaint(drawNow, time)
    const unsubscribe = store.subscribe((state) => {
      if (laneId && !state.lanes[laneId]) return
      if (!callOff && !Object.is(selected(state), drawn)) callOff = onNextPaint(drawNow, time)
    })
    return () => {
      unsubscribe()
      callOff?.()
    }
  }, [store, laneId, isText, ...inputs])
}
