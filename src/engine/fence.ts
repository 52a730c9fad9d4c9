// The GPU works behind the worker's back: how far it has come, and whether it is still there. On other backends there is nothing to wait for.
// tfjs itself waits for ever on a context that is lost, so nothing here is awaited without a deadline.

import type { Gl } from './kernels/webgl/webglBackend.ts'
import { webglBackend } from './kernels/webgl/webglBackend.ts'
import type { Platform } from './platform.ts'

/** The GPU is gone, or does not answer; whatever lay on it is lost. */
export class ContextLostError extends Error {
  override readonly name = 'ContextLostError'
}

/** A step of the largest network takes far less, even on a software GPU that compiles its programs first. */
export const FENCE_MAX_MS = 30_000
/** So long the fence is looked at as often as messages allow, then every millisecond, to leave the processor to others. */
const EAGER_MS = 4
const POLL_MS = 1

type FenceGl = Pick<
  Gl,
  | 'fenceSync'
  | 'clientWaitSync'
  | 'deleteSync'
  | 'flush'
  | 'isContextLost'
  | 'SYNC_GPU_COMMANDS_COMPLETE'
  | 'ALREADY_SIGNALED'
  | 'CONDITION_SATISFIED'
  | 'WAIT_FAILED'
>
type Clock = Pick<Platform, 'now' | 'wait'>

/** Resolves when the GPU has done all it was given, letting messages in meanwhile; at once on other backends. Rejects with ContextLostError. */
export async function settleGpu(clock: Clock): Promise<void> {
  const gl = webglBackend()?.gpgpu.gl
  if (gl) await caughtUp(gl, clock, () => contexts.get(gl)?.isLost === true)
}

/** The same for a context. `isLost` tells of a loss that has been noticed elsewhere: a context restored since looks sound, and is empty. */
export async function caughtUp(gl: FenceGl, clock: Clock, isLost: () => boolean): Promise<void> {
  const sync = gl.fenceSync(gl.SYNC_GPU_COMMANDS_COMPLETE, 0)
  if (!sync) throw new ContextLostError('the GPU has been lost')
  gl.flush()
  const started = clock.now()
  try {
    for (;;) {
      if (isLost() || gl.isContextLost()) throw new ContextLostError('the GPU has been lost')
      const state = gl.clientWaitSync(sync, 0, 0)
      if (state === gl.ALREADY_SIGNALED || state === gl.CONDITION_SATISFIED) return
      if (state === gl.WAIT_FAILED) throw new ContextLostError('the GPU has been lost')
      const waited = clock.now() - started
      if (waited > FENCE_MAX_MS) throw new ContextLostError(`the GPU has not answered for ${Math.round(waited / 1000)} s`)
      await clock.wait(waited < EAGER_MS ? 0 : POLL_MS)
    }
  } finally {
    gl.deleteSync(sync)
  }
}

interface Watched {
  isLost: boolean
  readonly listeners: Set<() => void>
}

const contexts = new WeakMap<object, Watched>()

/** Remembers when this context is lost: browsers may restore it, with nothing in it, before anybody has asked. */
export function watchContext(gl: Gl): void {
  if (contexts.has(gl)) return
  const watched: Watched = { isLost: false, listeners: new Set() }
  contexts.set(gl, watched)
  gl.canvas.addEventListener('webglcontextlost', () => {
    watched.isLost = true
    for (const listener of [...watched.listeners]) listener()
  })
}

/** Calls the listener when the present backend loses its GPU, at once where it has; never on other backends. Returns what stops that. */
export function onContextLost(listener: () => void): () => void {
  const gl = webglBackend()?.gpgpu.gl
  if (!gl) return () => {}
  watchContext(gl)
  const watched = contexts.get(gl) as Watched
  if (watched.isLost) listener()
  watched.listeners.add(listener)
  return () => watched.listeners.delete(listener)
}
