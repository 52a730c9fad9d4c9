import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import * as tf from '@tensorflow/tfjs-core'
import * as tfl from '@tensorflow/tfjs-layers'
import { describe, expect, it } from 'vitest'
import { slicePictures } from '../engine/data/gather.ts'
import { readDigits, smallSpec, useBackend } from '../testing/digits.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const TEST_PICTURES = 200

/** Trains with these settings, saves, and gives what the terminal printed last. */
function trainAndSave(folder: string, settings: readonly string[]): Promise<{ testMse: number }> {
  const args = [...settings, `data.train=1000`, `data.test=${TEST_PICTURES}`, 'training.epochs=1'].flatMap((setting) => ['--set', setting])
  return new Promise((resolve, reject) => {
    const command = ['--import', 'tsx', 'src/cli/train.ts', ...args, '--save', folder, '--json']
    execFile(process.execPath, command, { cwd: ROOT }, (error, stdout, stderr) => {
      if (error) reject(new Error(stderr))
      else resolve(JSON.parse(stdout.trimEnd().split('\n').at(-1) as string) as { testMse: number })
    })
  })
}

/** As any reader of the format would: model.json, and the weights it names. */
async function loadModel(folder: string): Promise<tfl.LayersModel> {
  const { modelTopology, weightsManifest } = JSON.parse(await readFile(join(folder, 'model.json'), 'utf8'))
  const weights = await readFile(join(folder, weightsManifest[0].paths[0]))
  const weightData = new Uint8Array(weights).buffer
  return tfl.loadLayersModel(tf.io.fromMemory({ modelTopology, weightSpecs: weightsManifest[0].weights, weightData }))
}

const conv = { type: 'conv', filters: 4, kernel: 3, stride: 2, activation: 'relu' }

describe('npm run train --save', () => {
  it.each([
    ['dense layers', []],
    ['convolutions, odd sides and pooling', [`model.encoder=${JSON.stringify([conv, conv, { ...conv, stride: 1 }, { type: 'max-pool', size: 2 }])}`]],
    ['tied weights', ['model.tied=true']],
  ])('[C7] with %s, what is saved rebuilds the test pictures as the run did', async (_name, settings) => {
    const folder = await mkdtemp(join(tmpdir(), 'hourglass-save-'))
    const { testMse } = await trainAndSave(folder, settings)
    await useBackend('cpu')
    const [encoder, decoder] = [await loadModel(join(folder, 'encoder')), await loadModel(join(folder, 'decoder'))]
    const { test } = await readDigits({ ...smallSpec(), data: { name: 'mnist', train: 1, test: TEST_PICTURES } })
    const target = tf.tensor4d(slicePictures(test, 0, TEST_PICTURES), [TEST_PICTURES, 28, 28, 1])
    const rebuilt = decoder.predict(encoder.predict(target)) as tf.Tensor
    expect(rebuilt.shape).toEqual([TEST_PICTURES, 28, 28, 1])
    const mse = tf.mean(tf.squaredDifference(rebuilt, target)).dataSync()[0] as number
    expect(Math.abs(mse / testMse - 1)).toBeLessThan(1e-5)
    expect(JSON.parse(await readFile(join(folder, 'metrics.json'), 'utf8'))).toMatchObject({ testMse })
    expect(JSON.parse(await readFile(join(folder, 'spec.json'), 'utf8'))).toMatchObject({ data: { train: 1000 } })
    await rm(folder, { recursive: true })
  })
})
