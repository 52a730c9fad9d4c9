import { useEffect, useState } from 'react'

/** Has the page's font arrived? Text on a canvas does not follow by itself: who draws some draws again when this changes. */
export function useFontReady(): boolean {
  const [isReady, setIsReady] = useState(false)
  useEffect(() => {
    let isMounted = true
    void document.fonts.ready.then(() => isMounted && setIsReady(true))
    return () => {
      isMounted = false
    }
  }, [])
  return isReady
}
