// Runs once before the unit tests: they read the real, built data.

import { ensureData } from './buildData.ts'

export async function setup(): Promise<void> {
  await ensureData()
}
