import type { RunSpec } from './runSpec.ts'

export function laneName({ model }: RunSpec): string {
  return model.encoder.map((layer) => ('units' in layer ? layer.units : layer.type)).join(' then ')
}
