import * as tf from '@tensorflow/tfjs-core'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { nodePlatform } from '../../../cli/nodePlatform.ts'
import { useBackend } from '../../../testing/digits.ts'
import { expectClose, plainly, randomValues, TESTED_BUILDS } from '../../../testing/kernels.ts'
import type { Platform } from '../../platform.ts'
import { whileRecording } from './defineKernel.ts'
import { KERNELS } from './kernels.ts'
import { activePack, installPack } from './pack.ts'

function registered(): Map<string, tf.KernelConfig> {
  return new Map(tf.getKernelsForBackend('wasm').map((kernel) => [kernel.kernelName, kernel]))
}

function listening(platform: Partial<Platform> = {}): { platform: Platform; said: string[] } {
  const said: string[] = []
  return { platform: { ...nodePlatform, log: (message) => said.push(message), ...platform }, said }
}

describe('the kernel pack', () => {
  beforeEach(() => useBackend('wasm', 'plain'))
  afterEach(() => useBackend('wasm', 'plain'))

  it.each(TESTED_BUILDS)("[E36] the %s build stands in tfjs's registry, and going it leaves it as it was", async (build) => {
    const before = registered()
    await useBackend('wasm', build)
    expect(activePack()?.build).toBe(build)
    for (const { name } of KERNELS) expect(tf.getKernel(name, 'wasm')).not.toBe(before.get(name))
    expect(tf.getKernel('Identity', 'wasm')).not.toBe(before.get('Identity'))
    await useBackend('wasm', 'plain')
    expect(activePack() === null).toBe(true)
    expect(registered()).toEqual(before)
    for (const [name, kernel] of registered()) expect(kernel).toBe(before.get(name))
  })

  it('[E36] a pack asked for twice is the same one; another build takes its place', async () => {
    await useBackend('wasm', 'simd')
    const pack = activePack()
    await useBackend('wasm', 'simd')
    expect(activePack() === pack).toBe(true)
  })

  it.each(TESTED_BUILDS)('[E36] the %s build takes the place of another', async (build) => {
    await useBackend('wasm', build === 'simd' ? 'relaxed' : 'simd')
    await useBackend('wasm', build)
    expect(activePack()?.build).toBe(build)
  })

  it('[E36] auto takes the fastest that runs here', async () => {
    await useBackend('wasm', 'auto')
    expect(activePack()?.build).toBe(TESTED_BUILDS.at(-1))
  })

  it("[E36] where the module can't be had tfjs's own kernels stay, and the log says why", async () => {
    const before = registered()
    const { platform, said } = listening({ readKernels: () => Promise.reject(new Error('the server answered 404')) })
    await installPack('simd', platform)
    expect(activePack() === null).toBe(true)
    expect(registered()).toEqual(before)
    expect(said.join()).toMatch(/simd kernels could not be loaded.*404/)
  })

  it("[E36] a damaged module leaves tfjs's own kernels in place", async () => {
    const { platform, said } = listening({ readKernels: async () => new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0, 99]) })
    await installPack('simd', platform)
    expect(activePack() === null).toBe(true)
    expect(said).toHaveLength(1)
  })

  it('[E36] it goes with its backend, and comes again with the next', async () => {
    const names = registered().keys()
    await useBackend('wasm', 'simd')
    const factory = tf.findBackendFactory('wasm')
    tf.removeBackend('wasm')
    expect(activePack() === null).toBe(true)
    expect([...registered().keys()].sort()).toEqual([...names].sort())
    tf.registerBackend('wasm', factory)
    await useBackend('wasm', 'simd')
    expect(activePack()?.build).toBe('simd')
    expect(plainly(() => [tf.matMul(tf.ones([3, 5]), tf.ones([5, 2]))])).toEqual([new Float32Array(6).fill(5)])
  })

  it('[E37] a heap that grows between the making of the inputs and the launch changes nothing', async () => {
    await useBackend('wasm', 'simd')
    const { heap } = activePack() as NonNullable<ReturnType<typeof activePack>>
    const [a, b] = [tf.tensor2d(randomValues(64, 1), [64, 1]), tf.tensor2d(randomValues(64, 2), [1, 64])]
    const [expected] = plainly(() => [tf.tile(tf.mul(a, b), [256, 1])])
    const tall = tf.tile(a, [256, 1]) as tf.Tensor2D // [16384, 1]
    const wide = tf.tile(b, [1, 16]) as tf.Tensor2D // [1, 1024]
    const before = heap.memory.buffer.byteLength
    const product = tf.matMul(tall, wide) // 64 MiB
    expect(heap.memory.buffer.byteLength).toBeGreaterThan(before)
    const left = tf.slice(product, [0, 0], [-1, 64])
    expectClose(left.dataSync() as Float32Array, expected as Float32Array, () => 0)
    tf.dispose([a, b, tall, wide, product, left])
  })

  it('[E38] whoever records is told of every launch of ours, can repeat it elsewhere, and hears nothing afterwards', async () => {
    await useBackend('wasm', 'simd')
    const { heap } = activePack() as NonNullable<ReturnType<typeof activePack>>
    const launches: string[] = []
    const [x, y] = [tf.tensor2d([1, 2, 3, 4], [2, 2]), tf.tensor2d([5, 6, 7, 8], [2, 2])]
    const elsewhere = tf.zeros([2, 2])
    const found = whileRecording(
      ({ kernel, inputs, run }) => {
        launches.push(kernel)
        run([...inputs, elsewhere].map((tensor) => (tensor ? heap.addressOf(tensor.dataId) : 0)))
      },
      () => tf.tidy(() => tf.matMul(x, y).dataSync()),
    )
    expect(launches).toEqual(['BatchMatMul'])
    expect(elsewhere.dataSync()).toEqual(found)
    tf.dispose([tf.matMul(x, y)])
    expect(launches).toHaveLength(1)
    tf.dispose([x, y, elsewhere])
  })
})
