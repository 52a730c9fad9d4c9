import { useEffect, useState } from 'react'

/** True once the page's fonts have come: what was drawn with text on a canvas before that must be drawn again. */
export function useFontsReady(): boolean {
  const [isReady, setReady] = useState(document.fonts.status === 'loaded')
  useEffect(() => {
    let isMounted = true
    void document.fonts.ready.then(() => isMounted && setReady(true))
    return () => {
      isMounted = false
    }
  }, [])
  return isReady
}
