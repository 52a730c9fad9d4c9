import { useEffect, useRef } from 'react'

/** Keys that act while no control has the focus. False in place of an action: not now. */
export function useShortcuts(actions: Readonly<Record<string, (() => void) | false>>): void {
  const latest = useRef(actions)
  latest.current = actions
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey
      if (event.target !== document.body || !isPlain || !Object.hasOwn(latest.current, event.key)) return
      event.preventDefault()
      const action = latest.current[event.key]
      if (action && !event.repeat) action()
    }
    addEventListener('keydown', onKeyDown)
    return () => removeEventListener('keydown', onKeyDown)
  }, [])
}
