import { describe, expect, it } from 'vitest'
import { useBackend } from '../testing/digits.ts'
import { describeGpu, isRealGpu } from './webglHardware.ts'

describe('the GPU’s name', () => {
  it.each([
    'ANGLE (Google, Vulkan 1.3.0 (SwiftShader Device (Subzero) (0x0000C0DE)), SwiftShader driver)',
    'Google SwiftShader',
    'llvmpipe (LLVM 15.0.7, 256 bits)',
    'ANGLE (Mesa, llvmpipe (LLVM 19.1.7, 256 bits), OpenGL 4.5)',
    'Gallium 0.4 on softpipe',
    'Mesa DRI swrast',
    'Software Rasterizer',
    'ANGLE (Microsoft, Microsoft Basic Render Driver (0x0000008C) Direct3D11 vs_5_0 ps_5_0, D3D11)',
    'Apple Software Renderer',
    '',
  ])('[E45] "%s" is no real hardware', (renderer) => {
    expect(isRealGpu(renderer)).toBe(false)
  })

  it.each([
    'ANGLE (NVIDIA, NVIDIA GeForce RTX 3060 Direct3D11 vs_5_0 ps_5_0, D3D11)',
    'ANGLE (Intel, Mesa Intel(R) UHD Graphics 620 (KBL GT2), OpenGL 4.6)',
    'ANGLE (Apple, ANGLE Metal Renderer: Apple M2, Unspecified Version)',
    'Apple GPU',
    'Adreno (TM) 650',
    'Mali-G78',
    'AMD Radeon Pro 5300M OpenGL Engine',
  ])('[E45] "%s" is', (renderer) => {
    expect(isRealGpu(renderer)).toBe(true)
  })

  it('[E45] on another backend there is none', async () => {
    await useBackend('cpu')
    expect(describeGpu()).toBeNull()
  })
})
