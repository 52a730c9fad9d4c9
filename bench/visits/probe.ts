// What looks at the page from inside it: notes every long task and, where that is asked for, when pictures have first answered and training has first
// been shown. Runs in the page, before anything of it, so it may use nothing from outside its own function.

import type { BrowserContext, Page } from '@playwright/test'

export interface Probe {
  /** performance.now() of the first frame that showed what the decoder makes of the place pointed at. */
  firstDecoded: number | null
  trainClicked: number | null
  /** Of the first frame after the click on Train that showed a step. */
  firstTrained: number | null
  /** Of tasks over 50 ms on the page's thread: when they began and how long they took. */
  readonly longTasks: { readonly start: number; readonly ms: number }[]
}

declare global {
  interface Window {
    hourglassProbe: Probe
  }
}

const VIEWPORT = { width: 1440, height: 900 }

export interface ProbeOptions {
  /** Look for the firsts too. That takes an animation frame after the other, which a page that seldom draws would not ask for: it weighs on all else. */
  readonly seesFirsts?: boolean
}

/** A first visit: nothing cached. `close` the context. */
export async function openProbed(
  newContext: (options: { viewport: typeof VIEWPORT }) => Promise<BrowserContext>,
  { seesFirsts = false }: ProbeOptions = {},
): Promise<Page> {
  const context = await newContext({ viewport: VIEWPORT })
  // The runner's compiler marks functions with a helper that the page does not have.
  await context.addInitScript('globalThis.__name = (value) => value')
  await context.addInitScript(watchPage, seesFirsts)
  return context.newPage()
}

function watchPage(seesFirsts: boolean): void {
  const probe: Probe = { firstDecoded: null, trainClicked: null, firstTrained: null, longTasks: [] }
  window.hourglassProbe = probe
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) probe.longTasks.push({ start: startTime, ms: duration })
  }).observe({ type: 'longtask', buffered: true })
  if (!seesFirsts) return

  const shown = (id: string) => document.querySelector(`[data-testid="${id}"]`)?.getAttribute('data-value') ?? ''
  let epochAtClick = ''
  const noteClick = (event: Event) => {
    if (probe.trainClicked !== null || !(event.target as Element).closest('[data-testid="train"]')) return
    probe.trainClicked = event.timeStamp
    epochAtClick = shown('epoch')
  }
  document.addEventListener('click', noteClick, { capture: true })

  const isPainted = (canvas: HTMLCanvasElement) => {
    if (canvas.width === 0 || canvas.height === 0 || !canvas.checkVisibility({ visibilityProperty: true, opacityProperty: true })) return false
    const context = new OffscreenCanvas(canvas.width, canvas.height).getContext('2d', { willReadFrequently: true })
    context?.drawImage(canvas, 0, 0)
    const pixels = new Uint32Array(context?.getImageData(0, 0, canvas.width, canvas.height).data.buffer ?? new ArrayBuffer(0))
    return pixels.some((pixel) => pixel !== pixels[0])
  }
  const look = (now: number) => {
    if (probe.firstDecoded === null) {
      const picture = document.querySelector('[data-testid="latent-map"] [role="status"] canvas')
      if (picture && isPainted(picture as HTMLCanvasElement)) probe.firstDecoded = now
    }
    if (probe.firstTrained === null && probe.trainClicked !== null) {
      const epoch = shown('epoch')
      if (epoch !== epochAtClick && Number(epoch) > 0) probe.firstTrained = now
    }
    if (probe.firstDecoded === null || probe.firstTrained === null) requestAnimationFrame(look)
  }
  requestAnimationFrame(look)
}
