import type * as tf from '@tensorflow/tfjs-core'
import { fuseKernel } from './fuseKernel.ts'
import type { NoiseAttributes } from './gaussianNoise.ts'
import { insideOf, packedProgram } from './packedProgram.ts'
import { STREAM, STREAM_UNIFORMS, streamUniforms } from './randomStream.ts'
import type { Program } from './webglBackend.ts'

/**
 * Shares from 0 to 1 as whole multiples of 2^-63, the upper and the lower 32 bits of each: a float's 24 would put the pixels whose number is close
 * to the rate on the wrong side of it.
 */
const SHARES = `
  uvec2 sum(uvec2 a, uvec2 b) {
    uint lower = a.y + b.y;
    return uvec2(a.x + b.x + (lower < a.y ? 1u : 0u), lower);
  }

  uvec2 halfOf(uvec2 a) { return uvec2(a.x >> 1, (a.y >> 1) | (a.x << 31)); }

  bool isBelow(uvec2 a, uvec2 b) { return a.x < b.x || (a.x == b.x && a.y < b.y); }

  // The upper 32 bits of the product's 64.
  uint upperProduct(uint a, uint b) {
    uint middle = (a >> 16) * (b & 0xffffu) + ((a & 0xffffu) * (b & 0xffffu) >> 16);
    uint other = (a & 0xffffu) * (b >> 16) + (middle & 0xffffu);
    return (a >> 16) * (b >> 16) + (middle >> 16) + (other >> 16);
  }

  // Of a random number: (u + 0.5) / 2^32.
  uvec2 shareOf(uint u) { return uvec2(u >> 1, (u << 31) | 0x40000000u); }

  // a times that.
  uvec2 shareOf(uint u, uvec2 a) {
    uvec2 upper = uvec2(upperProduct(a.x, u), a.x * u);
    return sum(upper, sum(uvec2(0u, upperProduct(a.y, u)), uvec2(0u, a.x >> 1)));
  }
`

/**
 * noisy [rows, size]: of clean, each pixel low with probability strength / 2, high with the same: corruptBatch's salt and pepper (objectives/corruption.ts)
 * to the bit, and its masking where low and high are the same, drawn on the GPU in one call.
 */
export const spoiltPixels = fuseKernel('HourglassSpoiltPixels', ({ inputs, attributes, draw }) => {
  const clean = inputs.clean as tf.TensorInfo
  const { weakest, strongest, drawsStrength, seed, step, low, high } = attributes as unknown as NoiseAttributes
  const stream = streamUniforms({ seed, purpose: 'corruption', step })
  const shares = [weakest, strongest - weakest].flatMap(inHalves)
  return [draw(spoilProgram(clean.shape as [number, number], drawsStrength), [clean], [...stream, ...shares, low, high])]
})

function spoilProgram([rows, size]: readonly [number, number], drawsStrength: boolean): Program {
  const drawn = drawsStrength ? 1 : 0
  return packedProgram([rows, size], {
    variableNames: ['clean'],
    customUniforms: [
      ...STREAM_UNIFORMS,
      ...['weakestUpper', 'weakestLower', 'spanUpper', 'spanLower'].map((name) => ({ name, type: 'int' }) as const),
      ...['low', 'high'].map((name) => ({ name, type: 'float' }) as const),
    ],
    userCode: `
      ${STREAM}
      ${SHARES}

      uvec2 rateOf(int first) {
        uvec2 weakest = uvec2(weakestUpper, weakestLower);
        ${drawsStrength ? 'return sum(weakest, shareOf(numberAt(first), uvec2(spanUpper, spanLower)));' : 'return weakest;'}
      }

      float spoilt(float clean, uint number, uvec2 rate) {
        uvec2 share = shareOf(number);
        if (isBelow(share, halfOf(rate))) return low;
        return isBelow(share, rate) ? high : clean;
      }

      // Two neighbouring pixels.
      vec2 spoiltAt(int row, int column, vec2 clean) {
        int first = row * ${size + drawn};
        uvec2 rate = rateOf(first);
        uvec2 numbers = pairAt(first + ${drawn} + column);
        return vec2(spoilt(clean.x, numbers.x, rate), spoilt(clean.y, numbers.y, rate));
      }

      void main() {
        ivec2 at = getOutputCoords();
        vec4 clean = getCleanAtOutCoords();
        vec4 noisy = vec4(spoiltAt(at.x, at.y, clean.xy), spoiltAt(at.x + 1, at.y, clean.zw));
        setOutput(${insideOf([rows, size], 'noisy')});
      }
    `,
  })
}

/** A share from 0 to 1 in multiples of 2^-63, its upper and its lower 32 bits. What lies beyond is left out. */
function inHalves(share: number): [upper: number, lower: number] {
  const scaled = share * 2 ** 31
  const upper = Math.floor(scaled)
  return [upper | 0, ((scaled - upper) * 2 ** 32) | 0]
}
