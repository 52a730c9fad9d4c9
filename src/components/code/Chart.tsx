import { useRef } from 'react'
import type { Palette } from '../../plots/palette.ts'
import { useLive } from '../../store/useApp.ts'
import type { CodesFrame } from '../../workers/protocol.ts'
import { LiveText } from '../controls/LiveText.tsx'
import { useDevicePixelRatio } from '../controls/useDevicePixelRatio.ts'
import { useSize } from '../controls/useSize.ts'
import { usePalette } from '../theme/useTheme.ts'
import { codesOf } from './codeFacts.ts'

interface ChartRoom {
  /** CSS pixels. */
  readonly width: number
  readonly height: number
  readonly palette: Palette
}

/** A small chart of the code, with a title above and a word at either end of its axis. */
export function Chart({
  title,
  ends,
  draw,
}: {
  readonly title: string
  readonly ends: (codes: CodesFrame) => readonly [string, string]
  /** The context is scaled to CSS pixels. */
  readonly draw: (context: CanvasRenderingContext2D, codes: CodesFrame, room: ChartRoom) => void
}) {
  const room = useRef<HTMLDivElement>(null)
  const canvas = useRef<HTMLCanvasElement>(null)
  const size = useSize(room)
  const ratio = useDevicePixelRatio()
  const palette = usePalette()
  useLive(
    codesOf,
    (codes) => {
      const context = canvas.current?.getContext('2d')
      if (!context || !codes || !size) return
      context.setTransform(ratio, 0, 0, ratio, 0, 0)
      draw(context, codes, { ...size, palette })
    },
    [size, ratio, palette, title],
  )
  const pixels = { width: Math.round((size?.width ?? 0) * ratio), height: Math.round((size?.height ?? 0) * ratio) }
  return (
    <figure className="code-chart">
      <figcaption>{title}</figcaption>
      <div className="code-chart-room" ref={room}>
        <canvas ref={canvas} role="img" aria-label={title} {...pixels} />
      </div>
      <div className="code-chart-ends">
        <LiveText select={codesOf} text={(codes) => (codes ? ends(codes)[0] : '')} inputs={[title]} />
        <LiveText select={codesOf} text={(codes) => (codes ? ends(codes)[1] : '')} inputs={[title]} />
      </div>
    </figure>
  )
}
