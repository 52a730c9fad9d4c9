import { useRef } from 'react'
import { shareAtHand } from '../../store/atHand.ts'
import { useLiveText } from '../../store/useApp.ts'

/** A hairline under the bar that grows with the run, or with the data while it waits for that. */
export function ProgressLine() {
  const line = useRef<HTMLDivElement>(null)
  useLiveText(shareAtHand, (share) => {
    if (!line.current) return
    line.current.style.transform = `scaleX(${share ?? 0})`
    line.current.setAttribute('aria-valuenow', String(Math.round((share ?? 0) * 100)))
  })
  return <div ref={line} className="progress-line" role="progressbar" aria-label="Progress" aria-valuemin={0} aria-valuemax={100} aria-valuenow={0} />
}
