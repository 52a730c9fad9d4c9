import { type ReactNode, useRef } from 'react'
import { nearestPoint, wholeView } from '../../plots/pointView.ts'
import { FIRST_TURN } from '../../plots/turn.ts'
import { countText } from '../../spec/countText.ts'
import { datasetFacts } from '../../spec/datasets.ts'
import { testCount } from '../../spec/runLength.ts'
import { selectedOverview, shownLive, shownRun } from '../../store/state.ts'
import { useActions, useApp } from '../../store/useApp.ts'
import { LiveText } from '../controls/LiveText.tsx'
import { useSize } from '../controls/useSize.ts'
import { paintFlat, paintInputs, paintOutputs } from './paintPoints.ts'
import './Points.css'
import { type PointPicture, usePointCanvas } from './usePointCanvas.ts'
import { useTurning } from './useTurning.ts'

/** A click so near to a point means it. */
const CLICK_REACH_PX = 12
const DEFAULT_SIDE_PX = 200

/** All test points, three times: as they go in, with what the decoder can reach laid over them; as they come out; as PCA with as many numbers puts them. */
export function PointPlanes() {
  const facts = datasetFacts(useApp((state) => shownRun(state).spec.data.name))
  const codeSize = useApp((state) => shownRun(state).plan.latent)
  const count = useApp((state) => Math.min(selectedOverview(state)?.labels.length ?? 0, testCount(shownRun(state).spec)))
  const pcaMse = useApp((state) => shownRun(state).baseline?.pcaMse ?? null)
  const hasWeights = useApp((state) => shownLive(state).weights !== null)
  const isNoisy = useApp((state) => state.view.testNoise > 0)
  const isSpace = facts.shape[2] === 3
  const shape = codeSize === 1 ? 'the decoded curve' : codeSize === 2 ? 'the decoded sheet' : null
  return (
    <section className="point-planes" data-testid="point-planes" aria-label="Test points, what comes out of the network, and PCA">
      <header className="point-planes-head">
        <h2 className="caps">Test points</h2>
        <span>
          {count > 0 && `${countText(count)} of the ${facts.title.toLowerCase()}`}
          {isSpace && ' · drag to turn, double-click: back'}
        </span>
      </header>
      <div className="point-planes-row">
        <Plane name="Points that go in" isSpace={isSpace} paint={paintInputs} testId="plane-input">
          {isNoisy ? 'noisy input' : 'input'}
          {shape && hasWeights && <span className="point-shape">and {shape}</span>}
        </Plane>
        <Plane name="Points that come out" isSpace={isSpace} paint={paintOutputs} testId="plane-output">
          <span className="is-output">output</span>
          <LiveText
            className="point-error"
            select={(state) => shownLive(state).metrics}
            text={({ step, testMse }) => (step > 0 ? errorText(testMse) : '')}
            value={({ testMse }) => testMse}
          />
        </Plane>
        <Plane name="Points as PCA puts them" isSpace={isSpace} paint={paintFlat} testId="plane-pca">
          PCA, {countText(codeSize)}
          {isNoisy && ' · without noise'}
          <span className="point-error">{errorText(pcaMse)}</span>
        </Plane>
      </div>
    </section>
  )
}

interface PlaneProps {
  readonly name: string
  readonly isSpace: boolean
  readonly paint: (picture: PointPicture) => void
  readonly testId: string
  readonly children: ReactNode
}

/** One square of points. A click on a point sends it through the hourglass. */
function Plane({ name, isSpace, paint, testId, children }: PlaneProps) {
  const frame = useRef<HTMLDivElement>(null)
  const side = useSize(frame)?.width ?? DEFAULT_SIDE_PX
  const { canvas, size } = usePointCanvas(side, paint)
  const { seenPoints, setView } = useActions()
  const turn = useApp((state) => state.view.turn) ?? FIRST_TURN
  const choose = (u: number, v: number) => {
    const seen = seenPoints()
    const nearest = seen && nearestPoint(wholeView(seen.axes, turn, side, 1), seen.inputs, { x: u * side, y: v * side }, CLICK_REACH_PX)
    if (nearest !== null) setView({ sample: nearest })
  }
  const turning = useTurning(choose)
  const { left, up } = { left: turn.azimuth.toFixed(3), up: turn.elevation.toFixed(3) }
  const whole = <canvas ref={canvas} {...size} role="img" aria-label={name} />
  return (
    <figure className="point-plane" data-testid={testId}>
      {isSpace ? (
        <div
          className="point-square is-space"
          ref={frame}
          role="application"
          aria-label={`${name}: turn them with the arrow keys, Home turns them back`}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: arrow keys turn the points
          tabIndex={0}
          data-value={`${left},${up}`}
          {...turning}
        >
          {whole}
        </div>
      ) : (
        <div className="point-square" ref={frame} onPointerDown={turning.onPointerDown} onPointerUp={turning.onPointerUp}>
          {whole}
        </div>
      )}
      <figcaption>{children}</figcaption>
    </figure>
  )
}

/** "squared error 0.0044". */
function errorText(mse: number | null): string {
  return mse === null ? '' : `squared error ${mse < 5e-7 ? '0' : mse.toPrecision(2)}`
}
