import { useRef } from 'react'
import { datasetFacts } from '../../spec/datasets.ts'
import { selectedRun, shownLive } from '../../store/state.ts'
import { useApp, useLive } from '../../store/useApp.ts'
import { useDevicePixelRatio } from '../controls/useDevicePixelRatio.ts'
import { useSize } from '../controls/useSize.ts'
import { mapData } from '../latent-map/mapFrame.ts'
import { paintPoints } from '../latent-map/paintPoints.ts'
import { usePalette } from '../theme/useTheme.ts'

/** The lane's test pictures by their codes. */
export function LaneMap() {
  const stage = useRef<HTMLDivElement>(null)
  const canvas = useRef<HTMLCanvasElement>(null)
  const size = useSize(stage)
  const ratio = useDevicePixelRatio()
  const palette = usePalette()
  const hidden = useApp((state) => state.view.hiddenClasses)
  const { classes } = datasetFacts(useApp((state) => selectedRun(state).spec.data.name))
  const isEmpty = useApp((state) => shownLive(state).map === null)
  useLive(
    (state) => shownLive(state).map,
    (frame) => {
      const data = mapData(frame, classes)
      if (canvas.current && data) paintPoints(canvas.current, data, { extent: data.goal, palette, hidden, emphasis: null, ratio })
    },
    [size, ratio, palette, hidden, classes],
  )
  const pixels = { width: Math.round((size?.width ?? 0) * ratio), height: Math.round((size?.height ?? 0) * ratio) }
  return (
    <div className="lane-map" data-testid="latent-map" ref={stage}>
      <canvas ref={canvas} {...pixels} aria-hidden />
      {isEmpty && <p>Its map appears here.</p>}
    </div>
  )
}
