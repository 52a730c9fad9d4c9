// What is seen of a layer's filters or of its maps, in words.

import { countText } from '../../spec/countText.ts'
import type { NetworkPlan, PlannedLayer } from '../../spec/network.ts'
import type { FilterSet } from '../../store/filters.ts'

/** "Encoder 1", "Bottleneck", "Decoder 2", "Output". */
export function titleOf({ layers }: NetworkPlan, index: number): string {
  const { role } = layers[index] as PlannedLayer
  if (role === 'latent') return 'Bottleneck'
  if (role === 'output') return 'Output'
  const count = layers.slice(0, index + 1).filter((layer) => layer.role === role).length
  return `${role === 'encoder' ? 'Encoder' : 'Decoder'} ${count}`
}

/** "16 filters of 3 × 3", "32 filters of 3 × 3, mean over 16 channels". */
export function sayFilters({ isStamps, count, size, channels }: FilterSet): string {
  const noun = `${isStamps ? 'stamp' : 'filter'}${count === 1 ? '' : 's'}`
  const all = `${countText(count)} ${noun} of ${size} × ${size}`
  return channels === 1 ? all : `${all}, mean over ${countText(channels)} channels`
}
