// Builds the benchmark's page as the real one is built: minified, workers as modules, datasets beside it.

import { join } from 'node:path'
import { build } from 'vite'
import { ensureData } from '../scripts/buildData.ts'
import { ensureKernels } from '../scripts/buildKernels.ts'
import { CACHE_FOLDER, ROOT } from './paths.ts'

export const BENCH_PAGE_FOLDER = join(CACHE_FOLDER, 'page')

export async function buildBenchPage(): Promise<void> {
  await ensureData()
  await ensureKernels()
  await build({
    configFile: false,
    root: join(ROOT, 'bench/page'),
    base: './',
    publicDir: join(ROOT, 'public'),
    worker: { format: 'es' },
    logLevel: 'warn',
    build: { outDir: BENCH_PAGE_FOLDER, emptyOutDir: true, assetsInlineLimit: 0, modulePreload: { polyfill: false }, chunkSizeWarningLimit: 10_000 },
  })
}
