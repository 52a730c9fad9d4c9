import { RadioGroup } from 'radix-ui'
import { useActions, useApp } from '../../store/useApp.ts'
import type { DataOverview } from '../../workers/protocol.ts'
import { Digit } from '../controls/Digit.tsx'

const SAMPLES = 10
const SAMPLE_SIDE = 34

/** Ten test digits; the chosen one flows through the hourglass. */
export function Samples() {
  const overview = useApp((state) => state.overview)
  const sample = useApp((state) => state.view.sample)
  const { setView } = useActions()
  // Among the digits the choice goes with the focus; coming from a drawing, focus alone changes nothing.
  const follow = (i: number) => {
    if (sample !== 'drawing' && sample !== i) setView({ sample: i })
  }
  return (
    <RadioGroup.Root
      className="samples"
      aria-label="The digit that goes through the network"
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
            className="samples-item"
            aria-label={`digit ${label}`}
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
