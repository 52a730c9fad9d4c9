import { useSyncExternalStore } from 'react'

/** Device pixels to a CSS pixel; changes when the page is zoomed or moved to another screen. */
export function useDevicePixelRatio(): number {
  return useSyncExternalStore(subscribe, () => devicePixelRatio)
}

/** A media query can only tell that the ratio has left its present value: listen anew each time. */
function subscribe(onChange: () => void): () => void {
  let query: MediaQueryList
  const listen = () => {
    query = matchMedia(`(resolution: ${devicePixelRatio}dppx)`)
    query.addEventListener('change', changed, { once: true })
  }
  const changed = () => {
    listen()
    onChange()
  }
  listen()
  return () => query.removeEventListener('change', changed)
}
