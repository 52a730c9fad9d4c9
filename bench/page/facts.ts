// What this browser is and has, as far as it decides what can be measured.

export interface BrowserFacts {
  readonly userAgent: string
  readonly cores: number
  readonly hasSimd: boolean
  readonly hasRelaxedSimd: boolean
  /** The graphics card's name; null where there is no WebGL 2. */
  readonly renderer: string | null
}

/** () -> v128: i32.const 0, i8x16.splat. */
const SIMD = [0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 8, 1, 6, 0, 65, 0, 253, 15, 11]
/** () -> v128: two splats and an i8x16.relaxed_swizzle. */
const RELAXED_SIMD = [
  0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 15, 1, 13, 0, 65, 1, 253, 15, 65, 2, 253, 15, 253, 128, 2, 11,
]

export async function browserFacts(): Promise<BrowserFacts> {
  return {
    userAgent: navigator.userAgent,
    cores: navigator.hardwareConcurrency,
    hasSimd: WebAssembly.validate(Uint8Array.from(SIMD)),
    hasRelaxedSimd: WebAssembly.validate(Uint8Array.from(RELAXED_SIMD)),
    renderer: rendererName(),
  }
}

function rendererName(): string | null {
  const gl = document.createElement('canvas').getContext('webgl2')
  if (!gl) return null
  const debug = gl.getExtension('WEBGL_debug_renderer_info')
  return String(gl.getParameter(debug ? debug.UNMASKED_RENDERER_WEBGL : gl.RENDERER))
}
