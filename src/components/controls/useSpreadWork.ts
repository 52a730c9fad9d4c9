import { useEffect, useRef } from 'react'
import type { PictureSeries } from '../../store/actions.ts'
import type { AppState } from '../../store/state.ts'
import { useLive } from '../../store/useApp.ts'

/** So much of each animation frame goes into it. */
const SLICE_MS = 4

/**
 * Pictures that take longer to make than an animation frame has: some in each, all shown together once the last is made. When what `select` gives has
 * changed meanwhile, another series follows; a change of `inputs` drops the one that is under way.
 */
export function useSpreadWork(
  select: (state: AppState) => unknown,
  open: () => PictureSeries | null,
  { show, inputs }: { readonly show: (pictures: readonly Float32Array[]) => void; readonly inputs: readonly unknown[] },
): void {
  const latest = useRef({ open, show })
  latest.current = { open, show }
  const work = useRef<ReturnType<typeof createWork> | null>(null)
  work.current ??= createWork(
    () => latest.current.open(),
    (pictures) => latest.current.show(pictures),
  )
  // Before useLive's own, so that what it begins is not dropped.
  useEffect(() => work.current?.drop, [...inputs])
  useLive(select, () => work.current?.begin(), inputs)
}

/** The same without React. */
export function createWork(open: () => PictureSeries | null, show: (pictures: readonly Float32Array[]) => void) {
  let series: PictureSeries | null = null
  let pictures: Float32Array[] = []
  let frame = 0
  let isStale = false
  const slice = () => {
    frame = 0
    if (!series) return
    const end = performance.now() + SLICE_MS
    do {
      if (pictures.length < series.count) pictures.push(series.make(pictures.length))
    } while (pictures.length < series.count && performance.now() < end)
    if (pictures.length < series.count) {
      frame = requestAnimationFrame(slice)
      return
    }
    series = null
    show(pictures)
    if (isStale) begin()
  }
  const begin = () => {
    isStale = series !== null
    if (isStale) return
    series = open()
    pictures = []
    // A short series is shown in the frame that it was asked for in.
    slice()
  }
  const drop = () => {
    cancelAnimationFrame(frame)
    frame = 0
    series = null
    isStale = false
  }
  return { begin, drop }
}
