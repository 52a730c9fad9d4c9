// Writes a trained network to a folder, as files that other tools read: encoder and decoder as tf.layers models (model.json and weights.bin,
// which tfjs loads and its converter turns into Keras), the spec and the figures beside them.

import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import * as tf from '@tensorflow/tfjs-core'
import type { Sequential } from '@tensorflow/tfjs-layers'
import type { NetworkWeights } from '../engine/forward.ts'
import type { Metrics } from '../engine/metrics.ts'
import { savedModels } from '../engine/models/savedModels.ts'
import { datasetFacts, statedShape } from '../spec/datasets.ts'
import type { RunSpec } from '../spec/runSpec.ts'

export interface SavedRun {
  readonly spec: RunSpec
  readonly metrics: Metrics
  readonly weights: NetworkWeights
}

/** Makes the folder where it is missing and writes over files of the same name. Rejects with the system's error where it can't. */
export async function saveModels(folder: string, { spec, metrics, weights }: SavedRun): Promise<void> {
  const { encoder, decoder } = savedModels(weights, statedShape(datasetFacts(spec.data.name)))
  await writeModel(join(folder, 'encoder'), encoder)
  await writeModel(join(folder, 'decoder'), decoder)
  encoder.dispose()
  decoder.dispose()
  await writeFile(join(folder, 'spec.json'), json(spec))
  await writeFile(join(folder, 'metrics.json'), json(metrics))
}

const WEIGHTS_FILE = 'weights.bin'

async function writeModel(folder: string, model: Sequential): Promise<void> {
  await mkdir(folder, { recursive: true })
  const handler = tf.io.withSaveHandler(async ({ modelTopology, format, generatedBy, convertedBy, weightSpecs, weightData }) => {
    const weightsManifest = [{ paths: [WEIGHTS_FILE], weights: weightSpecs }]
    await writeFile(join(folder, 'model.json'), JSON.stringify({ modelTopology, format, generatedBy, convertedBy, weightsManifest }))
    await writeFile(join(folder, WEIGHTS_FILE), Buffer.from(tf.io.CompositeArrayBuffer.join(weightData)))
    return { modelArtifactsInfo: { dateSaved: new Date(), modelTopologyType: 'JSON' as const } }
  })
  await model.save(handler)
}

function json(value: object): string {
  return `${JSON.stringify(value, null, 2)}\n`
}
