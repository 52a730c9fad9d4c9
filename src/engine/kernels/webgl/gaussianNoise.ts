import type * as tf from '@tensorflow/tfjs-core'
import { fuseKernel } from './fuseKernel.ts'
import { NORMAL_QUANTILE } from './normalQuantile.ts'
import { insideOf, packedProgram } from './packedProgram.ts'
import { THREEFRY } from './threefry.ts'
import type { Program } from './webglBackend.ts'

/** The place of 'corruption' in the list of purposes (random.ts), and so part of its streams' key. A test holds the two equal. */
const CORRUPTION_KEY = 2

/** What HourglassGaussianNoise takes besides the rows. */
export interface NoiseAttributes {
  /** Of the noise's strength, sigma: its range where each row draws its own, else the same number twice. */
  readonly weakest: number
  readonly strongest: number
  /** Each row has a strength of its own, uniform in that range, drawn before its noise. */
  readonly drawsStrength: boolean
  readonly seed: number
  readonly step: number
  readonly low: number
  readonly high: number
}

/**
 * noisy [rows, size] = clip(clean + strength n, low, high), n ~ N(0, 1): corruptBatch's numbers (objectives/corruption.ts), drawn on the GPU in
 * one call. The stream's random numbers are the same to the bit; what is made of them is in single precision.
 */
export const gaussianNoise = fuseKernel('HourglassGaussianNoise', ({ inputs, attributes, draw }) => {
  const clean = inputs.clean as tf.TensorInfo
  const { weakest, strongest, drawsStrength, seed, step, low, high } = attributes as unknown as NoiseAttributes
  return [draw(noiseProgram(clean.shape as [number, number], drawsStrength), [clean], [seed | 0, step | 0, weakest, strongest, low, high])]
})

function noiseProgram([rows, size]: readonly [number, number], drawsStrength: boolean): Program {
  const drawn = drawsStrength ? 1 : 0
  return packedProgram([rows, size], {
    variableNames: ['clean'],
    customUniforms: [
      // Not 'step', which the language has.
      { name: 'seedKey', type: 'int' },
      { name: 'stepKey', type: 'int' },
      ...['weakest', 'strongest', 'low', 'high'].map((name) => ({ name, type: 'float' }) as const),
    ],
    userCode: `
      ${THREEFRY}
      ${NORMAL_QUANTILE}

      uvec2 blockOf(int index) {
        return threefry(uint(index >> 1), uint(stepKey), uint(seedKey), ${CORRUPTION_KEY}u);
      }

      // The stream's numbers at this place and the next: of one block, or the second of a block and the first of the next.
      uvec2 pairAt(int index) {
        uvec2 block = blockOf(index);
        if ((index & 1) == 0) return block;
        return uvec2(block.y, blockOf(index + 1).x);
      }

      // The noise on two neighbouring pixels.
      vec2 noiseAt(int row, int column) {
        int first = row * ${size + drawn};
        uvec2 numbers = pairAt(first + ${drawn} + column);
        ${drawsStrength ? 'float share = (float(pairAt(first).x) + 0.5) * TWO_POW_MINUS_32;' : 'float share = 0.0;'}
        return (weakest + (strongest - weakest) * share) * vec2(normalQuantile(numbers.x), normalQuantile(numbers.y));
      }

      void main() {
        ivec2 at = getOutputCoords();
        vec4 noisy = getCleanAtOutCoords() + vec4(noiseAt(at.x, at.y), noiseAt(at.x + 1, at.y));
        setOutput(${insideOf([rows, size], 'clamp(noisy, low, high)')});
      }
    `,
  })
}
