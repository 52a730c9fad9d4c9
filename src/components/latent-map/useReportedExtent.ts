import { useEffect, useMemo } from 'react'
import { type Extent, isFarFrom } from '../../plots/growExtent.ts'
import { useActions } from '../../store/useApp.ts'

/** A smaller change than this share of the span is not worth decoding a new grid for. */
const NOTICEABLE_SHARE = 0.02
const REPORT_MS = 200

/** Tells the store what the map shows, so that the decoded grid can follow: only what is noticeable, only a few times a second. */
export function useReportedExtent(): (extent: Extent | null) => void {
  const { setView } = useActions()
  const reporter = useMemo(() => createReporter((mapExtent) => setView({ mapExtent })), [setView])
  useEffect(() => reporter.stop, [reporter])
  return reporter.report
}

function createReporter(send: (extent: Extent) => void) {
  let sent: Extent | null = null
  let newest: Extent | null = null
  let timer: ReturnType<typeof setTimeout> | undefined
  const sendNewest = () => {
    timer = undefined
    if (newest && (!sent || isFarFrom(sent.x, newest.x, NOTICEABLE_SHARE) || isFarFrom(sent.y, newest.y, NOTICEABLE_SHARE))) {
      sent = newest
      send(newest)
    }
  }
  return {
    report(extent: Extent | null) {
      newest = extent
      timer ??= setTimeout(sendNewest, sent ? REPORT_MS : 0)
    },
    stop() {
      clearTimeout(timer)
      timer = undefined
    },
  }
}
