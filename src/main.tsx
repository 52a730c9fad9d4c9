// Starts the page: state, engine, console, React.

import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { version } from '../package.json'
import { App } from './components/App.tsx'
import { AppCore } from './store/app.ts'
import { createConsole, type HourglassConsole } from './store/console.ts'
import { createActions } from './store/createActions.ts'
import { rememberedBackend } from './store/remembered.ts'
import { AppContext } from './store/useApp.ts'

declare global {
  interface Window {
    hourglass: HourglassConsole
  }
}

const core = new AppCore(rememberedBackend())
const actions = createActions(core)
const firstPaint = new Promise<void>((resolve) => {
  requestAnimationFrame(() => requestAnimationFrame(() => resolve()))
})
window.hourglass = createConsole(core, version, firstPaint)

createRoot(document.getElementById('root') as HTMLElement).render(
  <StrictMode>
    <AppContext value={{ store: core.store, actions }}>
      <App />
    </AppContext>
  </StrictMode>,
)
