import react from '@vitejs/plugin-react'
import sirv from 'sirv'
import type { Plugin } from 'vite'
import { defineConfig } from 'vitest/config'

/** `vite preview` serves what a static host would: the compressed file where there is one beside it. */
const servesCompressed: Plugin = {
  name: 'serves-compressed',
  configurePreviewServer({ config, middlewares }) {
    middlewares.use(sirv(config.build.outDir, { dev: true, gzip: true, etag: true }))
  },
}

export default defineConfig({
  // Relative, so that dist/ works under any path of a static host.
  base: './',
  plugins: [react(), servesCompressed],
  worker: { format: 'es' },
  build: {
    // Browsers that have module workers, DecompressionStream and WebAssembly SIMD.
    target: ['chrome111', 'edge111', 'firefox114', 'safari16.4'],
    // A .wasm file as a data: URL could not be streamed, and a strict policy would refuse it.
    assetsInlineLimit: 0,
    // The polyfill is an inline script, and the browsers above need none.
    modulePreload: { polyfill: false },
    // kB. The trainer's worker holds tfjs; the page itself must stay far below.
    chunkSizeWarningLimit: 1_200,
  },
  test: {
    environment: 'node',
    include: ['src/**/*.test.ts', 'scripts/**/*.test.ts', 'bench/**/*.test.ts', 'quality/**/*.test.ts'],
    globalSetup: ['scripts/vitestSetup.ts'],
    // By itself it would leave a core free, and of two that is half.
    maxWorkers: '100%',
    testTimeout: 30_000,
  },
})
