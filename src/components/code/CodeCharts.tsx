import { drawHistogram } from '../../plots/drawHistogram.ts'
import { drawUnitBars } from '../../plots/drawUnitBars.ts'
import { Chart } from './Chart.tsx'
import { useCodeFacts } from './codeFacts.ts'
import { percent } from './codeWords.ts'
import { highestShare, unitBars } from './unitBars.ts'

/** How often each unit is at work (of a variational code: what it costs), and how strongly. */
export function CodeCharts() {
  const { hasRest, isVariational, picture } = useCodeFacts()
  return (
    <div className="code-charts">
      {(hasRest || isVariational) && (
        <Chart
          title={isVariational ? 'divergence of each number' : 'units, busiest first'}
          ends={(codes) =>
            isVariational
              ? ['1st', `up to ${highestShare(codes).toFixed(1)} nats`]
              : [`${percent(highestShare(codes))} of ${picture}s`, percent(Math.min(...codes.activity.shares))]
          }
          draw={(context, codes, { palette, ...room }) => drawUnitBars(context, unitBars(codes, palette), room)}
        />
      )}
      <Chart
        title={isVariational ? 'means, log counts' : 'values, log counts'}
        ends={({ activity: { histogram } }) => [signed(histogram.low), signed(histogram.high)]}
        draw={(context, { activity }, { palette, ...room }) =>
          drawHistogram(context, activity.histogram, { ...room, color: palette.bottleneck, line: palette.ink })
        }
      />
    </div>
  )
}

function signed(value: number): string {
  const text = Math.abs(value).toFixed(Math.abs(value) < 9.95 ? 1 : 0)
  return value < 0 && Number(text) !== 0 ? `−${text}` : text
}
