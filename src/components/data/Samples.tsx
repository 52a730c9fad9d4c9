import { RadioGroup } from 'radix-ui'
import { type CSSProperties, useMemo, useRef } from 'react'
import { gridOf, type PictureGridLayout } from '../../plots/layoutPictureGrid.ts'
import { datasetFacts } from '../../spec/datasets.ts'
import { selectedOverview, selectedRun } from '../../store/state.ts'
import { useActions, useApp } from '../../store/useApp.ts'
import { useSize } from '../controls/useSize.ts'
import { InkGrid, picturesIn } from '../picture-grid/InkGrid.tsx'
import { PointSamples } from './PointSamples.tsx'

const COUNT = 10
const SAMPLES = Array.from({ length: COUNT }, (_, i) => i)
const GAP = 6
const SIZES = { least: 28, most: 36 }

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
  const pictures = useMemo(
    () => picturesIn(overview?.pictures ?? null, COUNT, overview ? overview.pictures.length / overview.labels.length : 0),
    [overview],
  )
  const [noun, nameOf] =
    name === 'mnist' ? ['digit', (label: number) => `digit ${label}`] : ['garment', (label: number) => classes[label] ?? 'garment']
  const strip = useRef<HTMLDivElement>(null)
  const width = useSize(strip)?.width ?? 0
  const layout = useMemo(() => layoutSamples(width), [width])
  // Among the samples the choice goes with the focus; coming from a drawing, focus alone changes nothing.
  const follow = (i: number) => {
    if (sample !== 'drawing' && sample !== i) setView({ sample: i })
  }
  return (
    <RadioGroup.Root
      ref={strip}
      className="sample-strip"
      style={{ '--columns': layout.columns, '--side': `${layout.side}px` } as CSSProperties}
      aria-label={`The ${noun} that goes through the network`}
      loop
      value={String(sample)}
      onValueChange={(value) => setView({ sample: Number(value) })}
    >
      <InkGrid layout={layout} pictures={pictures} />
      {SAMPLES.map((i) => {
        const label = overview?.labels[i] ?? i
        return (
          <RadioGroup.Item
            key={label}
            value={String(i)}
            className="sample-strip-item"
            aria-label={nameOf(label)}
            disabled={!overview}
            onFocus={() => follow(i)}
          />
        )
      })}
    </RadioGroup.Root>
  )
}

/** All in one row where they are large enough there, else in two. */
function layoutSamples(width: number): PictureGridLayout {
  const [one, two] = [COUNT, COUNT / 2].map((columns) => Math.floor((width + GAP) / columns) - GAP) as [number, number]
  const [columns, side] = one >= SIZES.least ? [COUNT, one] : [COUNT / 2, two]
  return gridOf(COUNT, { columns, side: Math.min(SIZES.most, Math.max(SIZES.least, side)), gap: GAP })
}
