import { useRef } from 'react'
import { inkShade } from '../../plots/drawDigit.ts'
import { drawPictureGrid } from '../../plots/drawPictureGrid.ts'
import { datasetFacts } from '../../spec/datasets.ts'
import { isVariational, SAMPLES_SHOWN } from '../../store/samples.ts'
import { type AppState, selectedRun, shownLive } from '../../store/state.ts'
import { useActions, useApp } from '../../store/useApp.ts'
import { useSpreadWork } from '../controls/useSpreadWork.ts'
import { PictureGrid } from '../picture-grid/PictureGrid.tsx'
import { usePictureGrid } from '../picture-grid/usePictureGrid.ts'
import { usePalette } from '../theme/useTheme.ts'
import './Samples.css'

const SIZES = { least: 28, most: 110 }

/** What the decoder makes of codes that no picture was encoded to. */
export function Samples() {
  const isFromPrior = useApp((state) => isVariational(selectedRun(state)))
  const noun = datasetFacts(useApp((state) => selectedRun(state).spec.data.name)).noun
  const isEmpty = useApp((state) => shownLive(state).weights === null || !hasCodes(state))
  const seed = useApp((state) => state.view.samplesSeed)
  const { setView, forkPlain } = useActions()
  return (
    <section className="samples" data-testid="samples" data-value={seed} aria-label="Samples">
      <header className="learned-head">
        <span>{isFromPrior ? 'From its prior, N(0, 1)' : 'From a Gaussian fitted to its codes'}</span>
        <button type="button" className="samples-again" disabled={isEmpty} onClick={() => setView({ samplesSeed: seed + 1 })}>
          Draw again
        </button>
      </header>
      {isEmpty ? (
        <p className="learned-empty">Train first: then pictures are made here from codes that no picture was squeezed into.</p>
      ) : (
        <SampledPictures key={isFromPrior ? 'prior' : 'fitted'} seed={seed} />
      )}
      <p className="learned-note">
        {isFromPrior
          ? `It was trained so that any code from this round cloud stands for something like the ${noun} it knows.`
          : `Nobody promised that these are ${noun}: it has only ever been asked to rebuild, never what lies between its codes.`}
      </p>
      {isFromPrior && (
        <button type="button" className="samples-again samples-plain" data-testid="beside-plain" onClick={forkPlain}>
          Beside a plain network’s
        </button>
      )}
    </section>
  )
}

function SampledPictures({ seed }: { readonly seed: number }) {
  const grid = usePictureGrid(SAMPLES_SHOWN, SIZES)
  const { canvas, layout, ratio } = grid
  const palette = usePalette()
  const pictures = useRef<readonly Float32Array[]>([])
  const { openSamples } = useActions()
  const runId = useApp((state) => selectedRun(state).runId)
  const draw = () => {
    const context = canvas.current?.getContext('2d')
    if (!context || !layout) return
    const shade = inkShade({ ink: palette.ink, paper: palette.surface })
    const shown = Array.from({ length: SAMPLES_SHOWN }, (_, index) => pictures.current[index])
    drawPictureGrid(context, shown, layout, { shadeOf: () => shade, line: palette.line, paper: palette.paper, ratio })
  }
  useSpreadWork(madeFrom, openSamples, {
    show(newest) {
      pictures.current = newest
      draw()
    },
    inputs: [layout, ratio, palette, runId, seed],
  })
  return <PictureGrid grid={grid} label={`${SAMPLES_SHOWN} pictures decoded from codes drawn at random`} testId="sample-pictures" />
}

/** Of a plain network both change with every frame, the codes together with the weights or after them. */
function madeFrom(state: AppState): unknown {
  const { weights, samples } = shownLive(state)
  return isVariational(selectedRun(state)) ? weights : samples
}

function hasCodes(state: AppState): boolean {
  return isVariational(selectedRun(state)) || shownLive(state).samples !== null
}
