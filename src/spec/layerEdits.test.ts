import { describe, expect, it } from 'vitest'
import { checkSpec } from './checkSpec.ts'
import { editSpec } from './editSpec.ts'
import { layersFor, withLayer, withoutLayer } from './layerEdits.ts'
import { planNetwork } from './network.ts'
import { PRESETS } from './presets.ts'
import type { RunSpec } from './runSpec.ts'

const { vanilla, multilayer, convolutional } = PRESETS

const typesFor = (spec: RunSpec, index: number) => layersFor(spec, 'encoder', index).map(({ type }) => type)

describe('layersFor', () => {
  it('[P90] between the picture and a dense bottleneck anything but pooling, which nothing could undo in the output', () => {
    expect(typesFor(vanilla.spec, 0)).toEqual(['dense', 'conv'])
  })

  it('[P90] after a convolution pooling too; a dense layer would leave the next one nothing to convolve', () => {
    expect(typesFor(convolutional.spec, 1)).toEqual(['conv', 'max-pool'])
    expect(typesFor(convolutional.spec, 2)).toEqual(['dense', 'conv', 'max-pool'])
    expect(typesFor(multilayer.spec, 1)).toEqual(['dense'])
  })

  it('[P90] points are given dense layers alone', () => {
    expect(typesFor(editSpec(vanilla.spec, 'data.name', 'ring'), 0)).toEqual(['dense'])
  })

  it('[P90] whatever is offered anywhere passes the check, and its decoder follows', () => {
    for (const { spec } of Object.values(PRESETS)) {
      for (let index = 0; index <= spec.model.encoder.length; index++) {
        for (const layer of layersFor(spec, 'encoder', index)) {
          const wider = checkSpec({ ...spec, model: { ...spec.model, encoder: withLayer(spec, 'encoder', index, layer) } })
          expect(planNetwork(wider).layers.length).toBe(planNetwork(spec).layers.length + 2)
          expect(withoutLayer(wider, 'encoder', index)).toEqual(spec.model.encoder)
        }
      }
    }
  })

  it('[P90] a decoder of its own is offered the way back', () => {
    const spec = editSpec(convolutional.spec, 'model.decoder', [
      { type: 'dense', units: 1568, activation: 'relu' },
      { type: 'conv-transpose', filters: 8, kernel: 3, stride: 2, activation: 'relu' },
    ])
    expect(layersFor(spec, 'decoder', 1).map(({ type }) => type)).toEqual(['conv-transpose', 'upsample'])
    expect(layersFor(spec, 'decoder', 0).map(({ type }) => type)).toEqual(['dense'])
  })
})
