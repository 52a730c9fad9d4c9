// How React reads the state. useApp renders on change; useLive calls a drawing function at most once a frame, without React.

import { createContext, useContext, useEffect, useRef } from 'react'
import { useStore } from 'zustand'
import type { Actions } from './actions.ts'
import type { AppState, AppStore } from './state.ts'

export interface App {
  readonly store: AppStore
  readonly actions: Actions
}

export const AppContext = createContext<App | null>(null)

function useAppContext(): App {
  const app = useContext(AppContext)
  if (!app) throw new Error('no AppContext above this component')
  return app
}

/** Renders again whenever the selected part changes. For what changes with a person's hand, not for `live`. */
export function useApp<T>(select: (state: AppState) => T): T {
  return useStore(useAppContext().store, select)
}

export function useActions(): Actions {
  return useAppContext().actions
}

/**
 * Calls `draw` with the selected part: on the first animation frame, then whenever it has changed, at most once a frame.
 * `inputs` are the props that draw reads; a change of one draws again.
 */
export function useLive<T>(select: (state: AppState) => T, draw: (value: T) => void, inputs: readonly unknown[] = []): void {
  const { store } = useAppContext()
  const latest = useRef({ select, draw })
  latest.current = { select, draw }
  const hasDrawn = useRef(false)
  useEffect(() => {
    let drawn: T | undefined
    let frame = 0
    const drawNow = () => {
      frame = 0
      hasDrawn.current = true
      drawn = latest.current.select(store.getState())
      latest.current.draw(drawn)
    }
    // What has just been mounted is measured and rendered anew before it is first painted: only then is it worth drawing.
    if (hasDrawn.current) drawNow()
    else frame = requestAnimationFrame(drawNow)
    const unsubscribe = store.subscribe((state) => {
      if (frame === 0 && !Object.is(latest.current.select(state), drawn)) frame = requestAnimationFrame(drawNow)
    })
    return () => {
      unsubscribe()
      cancelAnimationFrame(frame)
    }
  }, [store, ...inputs])
}
