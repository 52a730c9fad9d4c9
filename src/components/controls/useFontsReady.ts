import { useEffect, useState } from 'react'
import { forgetTexts } from '../../plots/writeText.ts'
import { pageFont } from './pageFont.ts'

const SIZE = '14px'

/** True once the page's font has come: what was drawn with text on a canvas before that must be drawn again. */
export function useFontsReady(): boolean {
  const [isReady, setReady] = useState(() => document.fonts.check(`${SIZE} ${pageFont()}`))
  useEffect(() => {
    let isMounted = true
    // Not fonts.ready: before any text has been laid out nothing is under way, and that counts as ready. Without the font, what is there must do.
    document.fonts.load(`${SIZE} ${pageFont()}`).then(
      () => {
        forgetTexts()
        if (isMounted) setReady(true)
      },
      () => {},
    )
    return () => {
      isMounted = false
    }
  }, [])
  return isReady
}
