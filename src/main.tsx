// Starts the page: state, engine, console, React.

import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { version } from '../package.json'
import { App } from './components/App.tsx'
import { AppCore } from './store/app.ts'
import { createConsole, type HourglassConsole } from './store/console.ts'
import { createActions } from './store/createActions.ts'
import { askKnnAtRest } from './store/knnAsking.ts'
import { kernelsAskedFor } from './store/pageAddress.ts'
import { rememberedBackend } from './store/remembered.ts'
import { openShipped } from './store/shipped.ts'
import { AppContext } from './store/useApp.ts'

declare global {
  interface Window {
    hourglass: HourglassConsole
  }
}

/** The page waits no longer for the shipped network than this: over a slow line that comes when it comes. */
const OPENING_MAX_MS = 1_500
/** A hidden tab gets no animation frames. */
const PAINT_MAX_MS = 1_000

const { kernels, refusal } = kernelsAskedFor(location.search)
const core = new AppCore({ backend: rememberedBackend(), kernels })
if (refusal) core.store.setState({ notice: { text: refusal, tone: 'note' } })
const actions = createActions(core)
askKnnAtRest(core)
const opened = openShipped(core)
window.hourglass = createConsole(core, { version, opened, ready: openPage() })

/** Resolves at first paint, which waits for no worker. */
async function openPage(): Promise<void> {
  await Promise.race([opened, after(OPENING_MAX_MS)])
  createRoot(document.getElementById('root') as HTMLElement).render(
    <StrictMode>
      <AppContext value={{ store: core.store, actions }}>
        <App />
      </AppContext>
    </StrictMode>,
  )
  await Promise.race([painted(), after(PAINT_MAX_MS)])
  core.begin()
}

/** Resolves on the frame after the one that the page was first drawn in. */
async function painted(): Promise<void> {
  while (!document.querySelector('#root > *')) await nextFrame()
  await nextFrame()
  await nextFrame()
}

function nextFrame(): Promise<unknown> {
  return new Promise(requestAnimationFrame)
}

function after(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
