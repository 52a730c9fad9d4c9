import type * as tf from '@tensorflow/tfjs-core'
import { fuseKernel } from './fuseKernel.ts'
import { NORMAL_QUANTILE } from './normalQuantile.ts'
import { insideOf, packedProgram } from './packedProgram.ts'
import { STREAM, STREAM_UNIFORMS, streamUniforms } from './randomStream.ts'
import type { Program } from './webglBackend.ts'

/** What the kernels of noise take besides the rows. */
export interface NoiseAttributes {
  /** Of the noise's strength: its range where each row draws its own, else the same number twice. */
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
  const stream = streamUniforms({ seed, purpose: 'corruption', step })
  return [draw(noiseProgram(clean.shape as [number, number], drawsStrength), [clean], [...stream, weakest, strongest, low, high])]
})

function noiseProgram([rows, size]: readonly [number, number], drawsStrength: boolean): Program {
  const drawn = drawsStrength ? 1 : 0
  return packedProgram([rows, size], {
    variableNames: ['clean'],
    customUniforms: [...STREAM_UNIFORMS, ...['weakest', 'strongest', 'low', 'high'].map((name) => ({ name, type: 'float' }) as const)],
    userCode: `
      ${STREAM}
      ${NORMAL_QUANTILE}

      // The noise on two neighbouring pixels.
      vec2 noiseAt(int row, int column) {
        int first = row * ${size + drawn};
        uvec2 numbers = pairAt(first + ${drawn} + column);
        ${drawsStrength ? 'float share = (float(numberAt(first)) + 0.5) * TWO_POW_MINUS_32;' : 'float share = 0.0;'}
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
