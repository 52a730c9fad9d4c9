// Runs once before the unit tests: they read the real, built data and run the real kernels.

import { ensureData } from './buildData.ts'
import { ensureKernels } from './buildKernels.ts'

export async function setup(): Promise<void> {
  await ensureData()
  await ensureKernels()
}
