// What the engine is handed by whoever runs it: a worker, Node or a test. The engine itself has no globals of a page, a worker or Node.

export interface Platform {
  /** The raw bytes of a built file, path relative to the site's root: "datasets/mnist/manifest.json". Rejects when it can't be had. */
  readAsset(path: string, options?: { fresh: boolean }): Promise<Uint8Array>
  /** Inflates gzip. Rejects on damaged bytes. */
  inflate(bytes: Uint8Array): Promise<Uint8Array>
  /** SHA-256, lower-case hex. */
  sha256(bytes: Uint8Array): Promise<string>
  /** Milliseconds, monotone. */
  now(): number
  /** Resolves after so many milliseconds; 0 lets waiting messages in and comes back at once. */
  wait(ms: number): Promise<void>
  log(message: string): void
  /** The compiled WebAssembly kernels. Rejects when they can't be had. */
  readKernels(build: 'simd' | 'relaxed'): Promise<Uint8Array>
  /** Where tfjs finds its three .wasm files: a folder ending in a slash, or a path for each name. */
  readonly wasmPaths: string | Readonly<Record<string, string>>
}
