import type { NetworkPlan } from '../../spec/network.ts'

const WIDTH = 92
const HEIGHT = 34
const BAR = 3

/** A network's shape in small, in the colour of its lane: a bar for each layer, as high as it is wide on a logarithmic scale. */
export function NetworkIcon({ plan }: { readonly plan: NetworkPlan }) {
  const units = [plan.inputs, ...plan.layers.map(({ units }) => units)]
  const most = Math.log(Math.max(...units) + 1)
  const bars = units.map((count, i) => ({
    x: BAR / 2 + ((WIDTH - BAR) * i) / (units.length - 1),
    half: Math.max(2, (HEIGHT / 2 - 1) * (Math.log(count + 1) / most) ** 1.6),
  }))
  const top = bars.map(({ x, half }) => `${x},${HEIGHT / 2 - half}`)
  const bottom = bars.map(({ x, half }) => `${x},${HEIGHT / 2 + half}`).reverse()
  return (
    <svg className="lane-icon" width={WIDTH} height={HEIGHT} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true">
      <polygon points={[...top, ...bottom].join(' ')} fill="var(--lane)" opacity="0.22" />
      {bars.map(({ x, half }) => (
        <rect key={x} x={x - BAR / 2} y={HEIGHT / 2 - half} width={BAR} height={2 * half} rx="1.5" fill="var(--lane)" />
      ))}
    </svg>
  )
}
