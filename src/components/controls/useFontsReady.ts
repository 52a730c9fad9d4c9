import { useEffect, useState } from 'react'

/** True once the page's font has come: what was drawn with text on a canvas before that must be drawn again. */
export function useFontsReady(): boolean {
  const [isReady, setReady] = useState(() => document.fonts.check(pageFont()))
  useEffect(() => {
    let isMounted = true
    // Not fonts.ready: before any text has been laid out nothing is under way, and that counts as ready. Without the font, what is there must do.
    document.fonts.load(pageFont()).then(
      () => isMounted && setReady(true),
      () => {},
    )
    return () => {
      isMounted = false
    }
  }, [])
  return isReady
}

function pageFont(): string {
  return `14px ${getComputedStyle(document.body).fontFamily}`
}
