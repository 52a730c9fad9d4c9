import { countText } from '../../spec/countText.ts'
import { datasetFacts } from '../../spec/datasets.ts'
import { type AppState, isShippedShown, pastOf, selectedLive, selectedRun } from '../../store/state.ts'
import { useActions, useApp } from '../../store/useApp.ts'
import { LiveText } from '../controls/LiveText.tsx'
import { FilmStrip } from './FilmStrip.tsx'
import { MomentSlider } from './MomentSlider.tsx'
import { stepsOfRun } from './momentPlaces.ts'
import './Timeline.css'
import { useFilm } from './useFilm.ts'

/** How the network came to what it is: one digit coming into being, and every moment to go back to. */
export function Timeline() {
  const hasMoments = useApp(hasPast)
  return hasMoments ? <TimelineBar /> : null
}

function TimelineBar() {
  const isBack = useApp((state) => pastOf(state) !== null)
  // Of points no frame has anything to show: they move in the plane.
  const isPictures = useApp((state) => datasetFacts(selectedRun(state).spec.data.name).kind === 'pictures')
  const { setView, trainOnFromMoment } = useActions()
  const film = useFilm()
  return (
    <section className="timeline" data-testid="timeline" aria-label="Timeline: back through the training">
      <div className="timeline-words">
        <h2 className="caps">Timeline</h2>
        <LiveText testId="timeline-step" select={shownStep} text={stepInWords} inputs={[isBack]} />
        <LiveText className="timeline-snapshot" testId="timeline-snapshot" select={snapshotWords} text={(words) => words} />
      </div>
      <button
        type="button"
        className="bar-icon"
        data-testid="timeline-play"
        aria-label={film.isPlaying ? 'Stop the film' : 'Play as a film'}
        title={film.isPlaying ? 'Stop the film' : 'Play the training as a film'}
        onClick={film.isPlaying ? film.stop : film.play}
      >
        <svg width="14" height="14" viewBox="0 0 16 16" aria-hidden="true">
          <path d={film.isPlaying ? 'M4 3h3v10H4zM9 3h3v10H9z' : 'M4 2.6v10.8L13 8z'} fill="currentColor" />
        </svg>
      </button>
      <div className="timeline-film">
        {isPictures && <FilmStrip />}
        <MomentSlider onMove={film.stop} />
      </div>
      <button
        type="button"
        className="timeline-now"
        data-testid="timeline-train-on"
        disabled={!isBack}
        title="Trains on from this moment in another lane, with a fresh optimizer"
        onClick={() => {
          film.stop()
          trainOnFromMoment()
        }}
      >
        Train on
      </button>
      <button
        type="button"
        className="timeline-now"
        data-testid="timeline-now"
        disabled={!isBack}
        onClick={() => {
          film.stop()
          setView({ moment: null })
        }}
      >
        Now
      </button>
    </section>
  )
}

/** Is there anything to go back to? */
function hasPast(state: AppState): boolean {
  return !isShippedShown(state) && (selectedLive(state).moments?.length ?? 0) > 1
}

/** "655 1872": compared with each change of the state, put into words only where it is another. */
function shownStep(state: AppState): string {
  const live = selectedLive(state)
  const { step } = (pastOf(state)?.live ?? live).metrics
  const steps = stepsOfRun(selectedRun(state).spec, live.progress.samplesPlanned, live.metrics.step)
  return `${step} ${steps}`
}

/** "step 655 of 1,872". */
function stepInWords(shown: string): string {
  const [step, steps] = shown.split(' ').map((text) => countText(Number(text)))
  return `step ${step} of ${steps}`
}

/** Where the weights that are looked through are not those of the moment. */
function snapshotWords(state: AppState): string {
  const past = pastOf(state)
  if (!past || past.snapshotStep === past.live.metrics.step) return ''
  return past.snapshotStep === null ? 'no weights kept' : `nearest snapshot: step ${countText(past.snapshotStep)}`
}
