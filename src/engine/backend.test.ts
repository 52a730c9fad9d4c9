import * as tf from '@tensorflow/tfjs-core'
import { describe, expect, it } from 'vitest'
import { nodePlatform } from '../cli/nodePlatform.ts'
import { backendMemory, startBackend } from './backend.ts'

describe('startBackend', () => {
  it.each(['wasm', 'cpu'] as const)('[E29] starts %s and a product on it is right', async (name) => {
    await startBackend(name, nodePlatform)
    expect(tf.getBackend()).toBe(name)
    const product = tf.tidy(() => tf.matMul(tf.ones([20, 30]), tf.ones([30, 40])).dataSync())
    expect(product.every((sum) => sum === 30)).toBe(true)
  })

  it('[E29] leaves nothing on the backend that it has checked', async () => {
    const before = backendMemory().tensors
    await startBackend('cpu', nodePlatform)
    expect(backendMemory().tensors).toBe(before)
  })

  it('[E29] rejects for a backend that can not be had here, and names it', async () => {
    await expect(startBackend('webgl', nodePlatform)).rejects.toThrow(/webgl/)
  })
})
