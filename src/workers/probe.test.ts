import { describe, expect, it } from 'vitest'
import { isWorthIt, refusalOf } from './probe.ts'

describe('probe', () => {
  it('[W33] a GPU that the processor plays is refused by name, and none at all is not available', () => {
    const swiftShader = 'ANGLE (Google, Vulkan 1.3.0 (SwiftShader Device (Subzero) (0x0000C0DE)), SwiftShader driver)'
    expect(refusalOf(swiftShader)).toBe('software graphics: SwiftShader')
    expect(refusalOf('Mesa/X.org, llvmpipe (LLVM 15.0.6, 256 bits)')).toBe('software graphics: llvmpipe')
    expect(refusalOf(null)).toBe('not available here')
    expect(refusalOf('ANGLE (NVIDIA, NVIDIA GeForce RTX 3060 Direct3D11 vs_5_0 ps_5_0)')).toBeNull()
  })

  it('[W33] webgl is worth it only where both were measured and it wins clearly', () => {
    expect(isWorthIt({ wasm: { stepMs: 4 }, webgl: { stepMs: 1, renderer: 'a real one' } })).toBe(true)
    expect(isWorthIt({ wasm: { stepMs: 1 }, webgl: { stepMs: 0.95 } })).toBe(false)
    expect(isWorthIt({ wasm: { stepMs: 4 }, webgl: { refused: 'software graphics: SwiftShader' } })).toBe(false)
    expect(isWorthIt({ webgl: { stepMs: 1 } })).toBe(false)
  })
})
