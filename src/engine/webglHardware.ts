// Which GPU draws: webgl is worth a try on real hardware only, since software GPUs are slower than WebAssembly on the same processor.

import { type Gl, webglBackend } from './kernels/webgl/webglBackend.ts'

export interface Gpu {
  /** As the browser names it; some browsers give no more than a family. */
  readonly renderer: string
  /** False where the processor plays the GPU. */
  readonly isReal: boolean
}

/** Mesa's, Chromium's, Windows's and Apple's software renderers. */
const SOFTWARE = /swiftshader|llvmpipe|softpipe|swrast|software rasterizer|microsoft basic render|apple software renderer/i

/** The GPU behind the present backend; null where that is not webgl. */
export function describeGpu(): Gpu | null {
  const gl = webglBackend()?.gpgpu.gl
  if (!gl) return null
  const renderer = rendererOf(gl)
  return { renderer, isReal: isRealGpu(renderer) }
}

/** By the renderer's name. One without a name is not taken for hardware. */
export function isRealGpu(renderer: string): boolean {
  return renderer.trim() !== '' && !SOFTWARE.test(renderer)
}

function rendererOf(gl: Gl): string {
  const unmasked = gl.getExtension('WEBGL_debug_renderer_info')?.UNMASKED_RENDERER_WEBGL
  return String(gl.getParameter(unmasked ?? gl.RENDERER) ?? '')
}
