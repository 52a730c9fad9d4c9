import type { HourglassLayout } from '../../plots/layoutHourglass.ts'
import { Term } from '../controls/Term.tsx'
import './ComponentWords.css'
import { useIsPoints } from './sample.ts'

type Part = 'encoder' | 'bottleneck' | 'decoder' | 'loss'

/** `it` is a picture or a point. */
const WORDS: Record<Part, (it: string) => string> = {
  encoder: (it) => `Encoder: the layers that squeeze a ${it} into a few numbers.`,
  bottleneck: (it) =>
    `Bottleneck: all that the decoder will ever know of the ${it} is in this layer’s numbers, its code. In most networks it is the narrowest.`,
  decoder: (it) => `Decoder: the layers that rebuild the ${it} from the code alone.`,
  loss: () =>
    'Reconstruction loss: how far what comes out is from what was asked for. Training moves all weights, by backpropagation, to make it smaller.',
}

/** The four words, each under its part. */
export function ComponentWords({ layout }: { readonly layout: HourglassLayout }) {
  const lossRule = [layout.outputLeft, layout.outputLeft + layout.pictureSide] as const
  return (
    <div className="component-words" style={{ top: layout.wordsTop }}>
      <Word name="encoder" rule={layout.encoderRule} />
      <Word name="bottleneck" rule={layout.bottleneckRule} />
      <Word name="decoder" rule={layout.decoderRule} />
      <Word name="loss" rule={lossRule} />
    </div>
  )
}

function Word({ name, rule: [left, right] }: { readonly name: Part; readonly rule: readonly [number, number] }) {
  const it = useIsPoints() ? 'point' : 'picture'
  return (
    <Term explanation={WORDS[name](it)} side="bottom">
      <button type="button" className={`component-word component-word-${name}`} style={{ left, width: right - left }}>
        {name[0]?.toUpperCase()}
        {name.slice(1)}
      </button>
    </Term>
  )
}
