import * as tf from '@tensorflow/tfjs-core'
import { describe, expect, it, vi } from 'vitest'
import { nodePlatform } from '../cli/nodePlatform.ts'
import { readDigits, smallSpec, useBackend } from '../testing/digits.ts'
import { Pictures } from './data/pictures.ts'
import type { Platform } from './platform.ts'
import { isClearWin, probeSteps } from './probeBackend.ts'

/** Node's, with a clock that goes on by 3 ms each time it is looked at. */
function countingPlatform(): Platform {
  let time = 0
  return {
    ...nodePlatform,
    now: () => {
      time += 3
      return time
    },
  }
}

describe('probing a backend', () => {
  it.each(['cpu', 'wasm'] as const)('[E46] real steps are timed on %s, which is started, and nothing stays behind', async (backend) => {
    await useBackend(backend === 'cpu' ? 'wasm' : 'cpu')
    await probeSteps(smallSpec(), { platform: nodePlatform, backend, steps: 1 })
    expect(tf.getBackend()).toBe(backend)
    const base = tf.memory()
    const { stepMs } = await probeSteps(smallSpec(), { platform: nodePlatform, backend, steps: 12 })
    expect(stepMs).toBeGreaterThan(0)
    expect(tf.memory().numTensors).toBe(base.numTensors)
    expect(tf.memory().numBytes).toBe(base.numBytes)
  })

  it('[E46] it is the time of all steps through their number, and stops at the limit', async () => {
    const spec = smallSpec()
    const long = await probeSteps(spec, { platform: countingPlatform(), backend: 'cpu', steps: 40, limitMs: 1e9 })
    const short = await probeSteps(spec, { platform: countingPlatform(), backend: 'cpu', steps: 1, limitMs: 1e9 })
    // Each step looks at the clock as often as any other: the time of one follows, whatever their number.
    expect(Math.abs(long.stepMs / short.stepMs - 1)).toBeLessThan(0.5)
    const cut = await probeSteps(spec, { platform: countingPlatform(), backend: 'cpu', steps: 1e5, limitMs: 0 })
    expect(cut.stepMs).toBeGreaterThan(0)
  })

  it('[E46] given pictures are trained on, random ones fill up what is missing', async () => {
    const { train } = await readDigits(smallSpec({ 'data.train': 100 }))
    const append = vi.spyOn(Pictures.prototype, 'append')
    await probeSteps(smallSpec(), { platform: nodePlatform, backend: 'cpu', pictures: train, steps: 3 })
    const [[chunk, count] = []] = append.mock.calls
    append.mockRestore()
    expect(count).toBe(5 * 64)
    expect(chunk?.subarray(0, 100 * 784)).toEqual(train.pixels)
    expect(new Set(chunk?.subarray(100 * 784, 320 * 784)).size).toBe(256)
  })

  it('[E47] webgl has to be half as fast again, or the run stays on wasm', () => {
    expect(isClearWin(3, 2)).toBe(true)
    expect(isClearWin(3, 2.01)).toBe(false)
    expect(isClearWin(1, 1)).toBe(false)
    expect(isClearWin(1, 30)).toBe(false)
  })
})
