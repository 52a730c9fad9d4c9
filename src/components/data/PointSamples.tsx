import { RadioGroup } from 'radix-ui'
import { useMemo } from 'react'
import { datasetFacts } from '../../spec/datasets.ts'
import { selectedOverview, selectedRun } from '../../store/state.ts'
import { useActions, useApp } from '../../store/useApp.ts'
import type { DataOverview } from '../../workers/protocol.ts'
import './PointSamples.css'
import { sampleChoices } from './sampleChoices.ts'

const CHOICES = 10
/** The plane's own units across: its dots are sized in them. */
const PLANE = 200
/** Around the data's range. */
const MARGIN = 12

/** The test points in the plane, ten of them to choose from; the chosen one flows through the hourglass. A roll is seen along its axis. */
export function PointSamples() {
  const { shape, range, classes } = datasetFacts(useApp((state) => selectedRun(state).spec.data.name))
  const overview = useApp(selectedOverview)
  const sample = useApp((state) => state.view.sample)
  const { setView } = useActions()
  const axes = shape[2]
  const cloud = useMemo(() => (overview?.pictures.length === (overview?.labels.length ?? 0) * axes ? overview : null), [overview, axes])
  const place = useMemo(() => placer(axes, range), [axes, range])
  const dots = useMemo(() => cloud && dotsOf(cloud, place), [cloud, place])
  const chosen = useMemo(() => (cloud ? sampleChoices(cloud.labels, CHOICES) : []), [cloud])
  return (
    <RadioGroup.Root
      className="point-samples"
      aria-label="The point that goes through the network"
      loop
      value={String(sample)}
      onValueChange={(value) => setView({ sample: Number(value) })}
    >
      <svg viewBox={`0 0 ${PLANE} ${PLANE}`} aria-hidden="true">
        {dots?.map((path, label) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a class's place is its name
          <path key={label} d={path} className="point-samples-cloud" style={{ '--class': `var(--class-${label})` } as React.CSSProperties} />
        ))}
      </svg>
      {cloud && typeof sample === 'number' && !chosen.includes(sample) && sample < cloud.labels.length && (
        <span className="point-samples-mark" style={placed(place(cloud.pictures, sample))} />
      )}
      {cloud &&
        chosen.map((index) => {
          const label = cloud.labels[index] as number
          const style = { ...placed(place(cloud.pictures, index)), '--class': `var(--class-${label})` }
          return (
            <RadioGroup.Item
              key={index}
              value={String(index)}
              className="point-samples-item"
              style={style as React.CSSProperties}
              aria-label={`point on ${classes[label]}, at ${coordinates(cloud.pictures, index, axes)}`}
              onFocus={() => sample !== index && setView({ sample: index })}
            />
          )
        })}
    </RadioGroup.Root>
  )
}

function placed([x, y]: readonly [number, number]) {
  return { left: `${(100 * x) / PLANE}%`, top: `${(100 * y) / PLANE}%` }
}

type Place = (points: Float32Array, index: number) => readonly [x: number, y: number]

/** From a point to the plane: its first axis to the right, its last one up. Of a roll these two are the spiral. */
function placer(axes: number, [low, high]: readonly [number, number]): Place {
  const scale = (PLANE - 2 * MARGIN) / (high - low)
  return (points, index) => {
    const x = points[index * axes] as number
    const y = points[index * axes + axes - 1] as number
    return [MARGIN + (x - low) * scale, PLANE - MARGIN - (y - low) * scale]
  }
}

/** A path a class, of dots of no length with round ends. */
function dotsOf({ pictures, labels }: DataOverview, place: Place): string[] {
  const paths: string[] = []
  labels.forEach((label, index) => {
    const [x, y] = place(pictures, index)
    paths[label] = `${paths[label] ?? ''}M${x.toFixed(1)} ${y.toFixed(1)}h0`
  })
  return Array.from(paths, (path) => path ?? '')
}

function coordinates(points: Float32Array, index: number, axes: number): string {
  return Array.from(points.subarray(index * axes, (index + 1) * axes), (value) => value.toFixed(2)).join(', ')
}
