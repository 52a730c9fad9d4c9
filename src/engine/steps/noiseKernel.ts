import type { KernelName } from '../kernels/kernelNames.ts'
import type { NoiseAttributes } from '../kernels/webgl/gaussianNoise.ts'
import { strengthOf } from '../objectives/corruption.ts'
import { MASKED } from '../objectives/masking.ts'
import type { Noise } from './batch.ts'

/** The kernel that draws this noise on a batch, for backends that have it. */
export function noiseKernel({ corruption, seed, step, range: [low, high] }: Noise): {
  readonly kernel: KernelName
  readonly attributes: NoiseAttributes
} {
  const strength = strengthOf(corruption)
  const [weakest, strongest] = typeof strength === 'number' ? [strength, strength] : strength
  const attributes = { weakest, strongest, drawsStrength: typeof strength !== 'number', seed, step, low, high }
  switch (corruption.type) {
    case 'gaussian':
      return { kernel: 'HourglassGaussianNoise', attributes }
    case 'salt-and-pepper':
      return { kernel: 'HourglassSpoiltPixels', attributes }
    case 'masking':
      return { kernel: 'HourglassSpoiltPixels', attributes: { ...attributes, low: MASKED, high: MASKED } }
    default:
      return corruption satisfies never
  }
}
