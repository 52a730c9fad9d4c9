// What each backend does with a spec's own steps, measured in a spare worker. A GPU that the processor plays is refused by its name,
// before anything of tfjs's is loaded for it.

import * as tf from '@tensorflow/tfjs-core'
import { BackendError, startBackend } from '../engine/backend.ts'
import type { BackendName } from '../engine/metrics.ts'
import type { Platform } from '../engine/platform.ts'
import { isClearWin, probeSteps } from '../engine/probeBackend.ts'
import { isRealGpu } from '../engine/webglHardware.ts'
import type { RunSpec } from '../spec/runSpec.ts'
import type { BackendFigure, KernelChoice, ProbeReport } from './protocol.ts'

/** Within a renderer's long name, the words that tell a software one. */
const SOFTWARE_NAME = /swiftshader|llvmpipe|softpipe|swrast/i
const UNAVAILABLE = 'not available here'

export interface ProbeOptions {
  readonly backends: readonly BackendName[]
  readonly kernels: KernelChoice
  readonly platform: Platform
}

/** Leaves the worker on the last backend tried. What a backend can't do is in the report, not thrown. */
export async function probe(spec: RunSpec, { backends, kernels, platform }: ProbeOptions): Promise<ProbeReport> {
  const figures: Partial<Record<BackendName, BackendFigure>> = {}
  for (const backend of backends) figures[backend] = await probeOne(spec, { backend, kernels, platform })
  return { figures, isWebglWorthIt: isWorthIt(figures) }
}

/** Does webgl win clearly over wasm? Not where one of them was refused or not tried. */
export function isWorthIt({ wasm, webgl }: ProbeReport['figures']): boolean {
  return wasm !== undefined && webgl !== undefined && 'stepMs' in wasm && 'stepMs' in webgl && isClearWin(wasm.stepMs, webgl.stepMs)
}

/** Why webgl is not to be tried with this renderer; null where it may be. */
export function refusalOf(renderer: string | null): string | null {
  if (renderer === null) return UNAVAILABLE
  return isRealGpu(renderer) ? null : `software graphics: ${renderer.match(SOFTWARE_NAME)?.[0] ?? renderer}`
}

interface OneProbe {
  readonly backend: BackendName
  readonly kernels: KernelChoice
  readonly platform: Platform
}

async function probeOne(spec: RunSpec, { backend, kernels, platform }: OneProbe): Promise<BackendFigure> {
  const renderer = backend === 'webgl' ? rendererHere() : null
  const refused = backend === 'webgl' ? refusalOf(renderer) : null
  if (refused !== null) return { refused }
  try {
    if (tf.getBackend() !== backend) await startBackend(backend, platform, { kernels })
    return { ...(await probeSteps(spec, { platform, backend })), ...(renderer !== null && { renderer }) }
  } catch (error) {
    // Memory that the GPU has not got, shaders that it can't compile: then it is not for this network.
    return { refused: error instanceof BackendError ? UNAVAILABLE : error instanceof Error ? error.message : String(error) }
  }
}

/** The renderer's name, from a context of one pixel that is given back at once; null where there is no WebGL 2. */
function rendererHere(): string | null {
  const gl = typeof OffscreenCanvas === 'function' ? new OffscreenCanvas(1, 1).getContext('webgl2') : null
  if (!gl) return null
  const unmasked = gl.getExtension('WEBGL_debug_renderer_info')?.UNMASKED_RENDERER_WEBGL
  const renderer = String(gl.getParameter(unmasked ?? gl.RENDERER) ?? '')
  gl.getExtension('WEBGL_lose_context')?.loseContext()
  return renderer
}
