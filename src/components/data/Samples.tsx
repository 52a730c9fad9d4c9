import { RadioGroup } from 'radix-ui'
import { datasetFacts } from '../../spec/datasets.ts'
import { selectedOverview, selectedRun } from '../../store/state.ts'
import { useActions, useApp } from '../../store/useApp.ts'
import type { DataOverview } from '../../workers/protocol.ts'
import { Digit } from '../controls/Digit.tsx'
import { PointSamples } from './PointSamples.tsx'

const SAMPLES = 10
const SAMPLE_SIDE = 34

/** Ten test samples; the chosen one flows through the hourglass. */
export function Samples() {
  const isPoints = useApp((state) => datasetFacts(selectedRun(state).spec.data.name).kind === 'points')
  return isPoints ? <PointSamples /> : <PictureSamples />
}

function PictureSamples() {
  const name = useApp((state) => selectedRun(state).spec.data.name)
  const overview = useApp(selectedOverview)
  const sample = useApp((state) => state.view.sample)
  const { setView } = useActions()
  const { classes } = datasetFacts(name)
  const [noun, nameOf] =
    name === 'mnist' ? ['digit', (label: number) => `digit ${label}`] : ['garment', (label: number) => classes[label] ?? 'garment']
  // Among the samples the choice goes with the focus; coming from a drawing, focus alone changes nothing.
  const follow = (i: number) => {
    if (sample !== 'drawing' && sample !== i) setView({ sample: i })
  }
  return (
    <RadioGroup.Root
      className="sample-strip"
      aria-label={`The ${noun} that goes through the network`}
      loop
      value={String(sample)}
      onValueChange={(value) => setView({ sample: Number(value) })}
    >
      {Array.from({ length: SAMPLES }, (_, i) => {
        const label = overview?.labels[i] ?? i
        return (
          <RadioGroup.Item
            key={label}
            value={String(i)}
            className="sample-strip-item"
            aria-label={nameOf(label)}
            disabled={!overview}
            onFocus={() => follow(i)}
          >
            <Digit pixels={pictureAt(overview, i)} size={SAMPLE_SIDE} />
          </RadioGroup.Item>
        )
      })}
    </RadioGroup.Root>
  )
}

function pictureAt(overview: DataOverview | null, i: number): Float32Array | null {
  if (!overview) return null
  const size = overview.pictures.length / overview.labels.length
  return overview.pictures.subarray(i * size, (i + 1) * size)
}
