import { type KeyboardEvent, useRef } from 'react'
import { datasetFacts } from '../../spec/datasets.ts'
import { selectedRun } from '../../store/state.ts'
import { useActions, useApp } from '../../store/useApp.ts'
import './DrawPad.css'
import { DrawingSeenThrough } from './DrawingSeenThrough.tsx'
import { PadNoise } from './NoiseSliders.tsx'
import { PAD_SIDE } from './strokes.ts'
import { useStrokes } from './useStrokes.ts'

/** A pad to draw a digit on; beside it what the network is given and what it makes of that, while the stroke goes on. */
export function DrawPad() {
  const canvas = useRef<HTMLCanvasElement>(null)
  const hasDrawing = useApp((state) => state.view.drawing !== null)
  const isShown = useApp((state) => state.view.sample === 'drawing')
  const noun = datasetFacts(useApp((state) => selectedRun(state).spec.data.name)).noun.replace(/s$/, '')
  const pad = useStrokes(canvas)
  const onKeyDown = (event: KeyboardEvent) => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'z') pad.undo()
    else if (event.key === 'Delete' || event.key === 'Backspace') pad.clear()
    else return
    event.preventDefault()
  }
  return (
    <div className="draw-pad" data-shown={(hasDrawing && isShown) || undefined}>
      <div className="draw-pad-paper">
        {!hasDrawing && (
          <span className="draw-pad-hint" aria-hidden="true">
            Draw a {noun} here
          </span>
        )}
        <canvas
          ref={canvas}
          className="draw-pad-canvas"
          data-testid="draw-pad"
          width={PAD_SIDE}
          height={PAD_SIDE}
          tabIndex={0}
          role="img"
          aria-label={`Pad: draw a ${noun} with the pointer. Control and Z takes the last stroke back, Delete clears.`}
          onPointerDown={pad.onPointerDown}
          onPointerMove={pad.onPointerMove}
          onPointerUp={pad.onPointerEnd}
          onPointerCancel={pad.onPointerEnd}
          onKeyDown={onKeyDown}
        />
        {hasDrawing && <PadButtons onUndo={pad.undo} onClear={pad.clear} />}
      </div>
      <DrawingSeenThrough />
      {hasDrawing && !isShown && <SendThrough />}
      <PadNoise />
    </div>
  )
}

function PadButtons({ onUndo, onClear }: { readonly onUndo: () => void; readonly onClear: () => void }) {
  return (
    <div className="draw-pad-buttons">
      <button type="button" aria-label="take the last stroke back" title="Take the last stroke back (Ctrl Z)" onClick={onUndo}>
        <PadIcon path="M5 2L2 5l3 3M2.5 5H7.5a3 3 0 010 6H5" />
      </button>
      <button type="button" aria-label="clear the pad" title="Clear the pad (Delete)" onClick={onClear}>
        <PadIcon path="M2.5 2.5l7 7M9.5 2.5l-7 7" />
      </button>
    </div>
  )
}

function PadIcon({ path }: { readonly path: string }) {
  return (
    <svg width="12" height="12" viewBox="0 0 12 12" aria-hidden="true">
      <path d={path} fill="none" stroke="currentColor" strokeWidth="1.5" strokeLinecap="round" strokeLinejoin="round" />
    </svg>
  )
}

function SendThrough() {
  const { setView } = useActions()
  return (
    <button type="button" className="draw-pad-send" onClick={() => setView({ sample: 'drawing' })}>
      send it through the hourglass
    </button>
  )
}
