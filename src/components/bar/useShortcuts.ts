import { useEffect, useRef } from 'react'

/** Parts of the page that take the focus when they are opened or clicked on, and do nothing with keys. */
const NO_CONTROLS = 'body, section, [role="tabpanel"]'

/**
 * Keys that act while no control has the focus. False in place of an action: not now. A button that was clicked with a pointer lets go
 * of the focus, or Space would press it again instead of training.
 */
export function useShortcuts(actions: Readonly<Record<string, (() => void) | false>>): void {
  const latest = useRef(actions)
  latest.current = actions
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey
      if (!isFree(event) || !isPlain || !Object.hasOwn(latest.current, event.key)) return
      event.preventDefault()
      const action = latest.current[event.key]
      if (action && !event.repeat) action()
    }
    addEventListener('keydown', onKeyDown)
    addEventListener('click', letGo)
    return () => {
      removeEventListener('keydown', onKeyDown)
      removeEventListener('click', letGo)
    }
  }, [])
}

/** No control has the focus, or one that has no use for this key: a slider knows no space bar. */
function isFree({ target, key }: KeyboardEvent): boolean {
  if (!(target instanceof Element)) return false
  return target.matches(NO_CONTROLS) || (key === ' ' && target.getAttribute('role') === 'slider')
}

/** A click from the keyboard has no detail: who uses the keyboard keeps the focus, and so does what opens a list. */
function letGo(event: MouseEvent): void {
  const focused = document.activeElement
  if (event.detail > 0 && focused instanceof HTMLButtonElement && focused.getAttribute('role') !== 'combobox') focused.blur()
}
