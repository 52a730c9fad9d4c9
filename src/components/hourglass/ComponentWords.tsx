import type { HourglassLayout } from '../../plots/layoutHourglass.ts'
import { Term } from '../controls/Term.tsx'
import './ComponentWords.css'

const WORDS = {
  encoder: 'Encoder: the layers that squeeze a picture into a few numbers.',
  bottleneck: 'Bottleneck: the narrowest layer. All that the decoder will ever know of the picture is in these numbers, its code.',
  decoder: 'Decoder: the layers that rebuild the picture from the code alone.',
  loss: 'Reconstruction loss: how far what comes out is from what was asked for. Training moves all weights, by backpropagation, to make it smaller.',
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

function Word({ name, rule: [left, right] }: { readonly name: keyof typeof WORDS; readonly rule: readonly [number, number] }) {
  return (
    <Term explanation={WORDS[name]} side="bottom">
      <button type="button" className={`component-word component-word-${name}`} style={{ left, width: right - left }}>
        {name[0]?.toUpperCase()}
        {name.slice(1)}
      </button>
    </Term>
  )
}
