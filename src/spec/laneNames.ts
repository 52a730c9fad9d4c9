// What a network is called where several stand side by side: its kind where it has one, its hidden layers, its code.

import { datasetFacts } from './datasets.ts'
import { outputActivation, planNetwork } from './network.ts'
import type { Layer, RunSpec } from './runSpec.ts'
import { specDifferences, withinSentence } from './specDifferences.ts'
import { choiceInWords, noiseInWords, penaltyInWords } from './specWords.ts'

/** What a card's heading and a curve's end have room for, in characters. */
const LENGTH_MAX = 28
const LINEAR = 'linear'

/** "128 then 64, 2", "Linear, 2", "Sparse, tied, 256": at most 28 characters where it can be. The spec must have passed checkSpec. */
export function laneName(spec: RunSpec): string {
  const kinds = kindsOf(spec)
  const { encoder } = spec.model
  const code = codeOf(spec)
  // A kind says more than that nothing lies between.
  const hidden = encoder.length === 0 && kinds.length > 0 ? [''] : hiddenLayers(encoder, kinds.includes(LINEAR))
  const names = hidden.map((layers) => [...kinds, layers, code].filter((part) => part !== '').join(', '))
  const name = names.find(({ length }) => length <= LENGTH_MAX) ?? (names.at(-1) as string)
  return capital(name)
}

/**
 * The names of several, each its own: of those that would be called the same the first is, the others say what they have other than it,
 * "128 then 64, 2, seed 1"; where all are called the same and that is long, the difference alone, "Learning rate 0.05". Copies are counted.
 */
export function laneNames(specs: readonly RunSpec[]): string[] {
  const plain = specs.map(laneName)
  const told = specs.map((spec, i) => {
    const namesakes = specs.filter((_, other) => plain[other] === plain[i])
    const words = whatTellsApart(namesakes, namesakes.indexOf(spec))
    const full = [plain[i], ...words].join(', ')
    return words.length > 0 && namesakes.length === specs.length && full.length > LENGTH_MAX ? capital(words.join(', ')) : full
  })
  return told.map((name, i) => {
    const before = told.slice(0, i).filter((other) => other === name).length
    return before === 0 ? name : `${name} (${before + 1})`
  })
}

/** Of as few differences from the first as tell the one at `place` from all the others: "learning rate 0.05". */
function whatTellsApart(specs: readonly RunSpec[], place: number): string[] {
  const differences = specDifferences(specs)
  const words: string[] = []
  let alike = specs.map((_, i) => i)
  for (const { label, values } of differences) {
    const left = alike.filter((i) => values[i] === values[place])
    if (left.length === alike.length || values[place] === values[0]) continue
    words.push(`${withinSentence(label)} ${values[place]}`)
    alike = left
  }
  return words
}

/** What is special about a network, a word each. */
function kindsOf(spec: RunSpec): string[] {
  const { latent, tied } = spec.model
  const weighs = (type: string) => penaltyInWords(spec.regularizers?.find((own) => own.type === type)) !== 'none'
  const dense = latent.type === 'conv' ? null : latent
  const keepsFew = dense?.topK !== undefined && dense.topK < dense.units
  return [
    ...(isLinear(spec) ? [LINEAR] : []),
    ...(dense?.variational ? ['variational'] : []),
    ...(keepsFew ? [`top ${dense.topK}`] : weighs('l1') || weighs('kl') ? ['sparse'] : []),
    ...(weighs('contractive') ? ['contractive'] : []),
    ...(noiseInWords(spec.corruption) === 'none' ? [] : ['denoising']),
    ...(tied ? ['tied'] : []),
  ]
}

/** Nothing bends, from the input to the output. */
function isLinear(spec: RunSpec): boolean {
  const { encoder, latent, decoder = [] } = spec.model
  const bends = (layer: Layer) => layer.type === 'max-pool' || ('activation' in layer && layer.activation !== 'linear')
  const keepsAll = latent.type === 'conv' || latent.topK === undefined || latent.topK >= latent.units
  const isCodeLinear = latent.activation === 'linear' && keepsAll
  return isCodeLinear && !encoder.some(bends) && !decoder.some(bends) && outputActivation(spec, datasetFacts(spec.data.name)) === 'linear'
}

/** "2", "7 × 7 × 8". */
function codeOf(spec: RunSpec): string {
  const { latent, latentShape } = planNetwork(spec)
  return latentShape ? latentShape.join(' × ') : String(latent)
}

/** The hidden layers of the encoder in words, the fullest form first, then shorter ones. */
function hiddenLayers(encoder: readonly Layer[], isKnownLinear: boolean): string[] {
  if (encoder.length === 0) return ['no hidden layer']
  const activation = isKnownLinear ? '' : sharedActivation(encoder)
  const many = `${encoder.length} layers`
  const widths = encoder.map(shortLayer)
  if (encoder.every(({ type }) => type === 'dense')) {
    const all = widths.join(' then ')
    const one = widths.length === 1 ? [`one layer of ${all}${activation}`] : []
    return [...one, `${all}${activation}`, all, `${many}, ${widths[0]} to ${widths.at(-1)}`, many]
  }
  const named = encoder.map((layer, i) => (layer.type === 'dense' ? `dense ${layer.units}` : widths[i])).join(', ')
  const weighted = encoder.flatMap((layer, i) => (layer.type === 'max-pool' || layer.type === 'upsample' ? [] : [widths[i]]))
  const isConvolutional = encoder.some(({ type }) => type === 'conv' || type === 'conv-transpose')
  return [`${named}${activation}`, named, ...(isConvolutional ? [weighted.join(', '), `${many} with conv`] : [many])]
}

/** " tanh" where all that bend do it alike, and not as most do. */
function sharedActivation(encoder: readonly Layer[]): string {
  const [first, ...others] = new Set(encoder.flatMap((layer) => ('activation' in layer ? [layer.activation] : [])))
  return !first || first === 'relu' || others.length > 0 ? '' : ` ${choiceInWords(first)}`
}

function shortLayer(layer: Layer): string {
  switch (layer.type) {
    case 'dense':
      return String(layer.units)
    case 'conv':
      return `conv ${layer.filters}`
    case 'conv-transpose':
      return `deconv ${layer.filters}`
    case 'max-pool':
      return 'pool'
    case 'upsample':
      return 'upsample'
    default:
      return layer satisfies never
  }
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
