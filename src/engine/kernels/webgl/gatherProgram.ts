import type { TextureLayout } from './byteTextures.ts'
import type { Program } from './webglBackend.ts'

/** The values of two neighbouring columns of a picture's row, the first one even. Beyond the last is 0. */
const PAIRS = {
  // Both lie in one texel; of what is beyond them the textures take care.
  bytes: () => `
        vec4 texel = texelAt(position, column / 4);
        return column % 4 == 0 ? texel.rg : texel.ba;`,
  floats: (columns: number) => `
        float second = column + 1 < ${columns} ? intBitsToFloat(wordOf(texelAt(position, column + 1))) : 0.0;
        return vec2(intBitsToFloat(wordOf(texelAt(position, column))), second);`,
} as const

/**
 * The program that gathers a batch's rows: [rows, columns], packed as tfjs's products want them. Of bytes the value is byte / 255, floats are as they are.
 * Its textures, in which numbers of four bytes fill a texel as they lie in memory: the epoch's order, then the pictures' pieces.
 * Its uniform: the batch's first place in the order.
 */
export function gatherProgram([rows, columns]: readonly [number, number], { order, pictures, values }: GatherLayouts): Program {
  const pieces = pictures.pieces.map((_, i) => `piece${i}`)
  return {
    variableNames: ['order', ...pieces],
    outputShape: [rows, columns],
    packedInputs: false,
    packedOutput: true,
    customUniforms: [{ name: 'from', type: 'int' }],
    userCode: `
      int wordOf(vec4 texel) {
        ivec4 b = ivec4(texel * 255.0 + 0.5);
        return b.r | (b.g << 8) | (b.b << 16) | (b.a << 24);
      }

      int positionAt(int place) {
        return wordOf(texelFetch(order, ivec2(place % ${order.perTextureRow}, place / ${order.perTextureRow}), 0));
      }

      vec4 texelAt(int position, int texel) {
        int row = position % ${pictures.perPiece};
        ivec2 at = ivec2((row % ${pictures.perTextureRow}) * ${pictures.rowTexels} + texel, row / ${pictures.perTextureRow});
        ${pieces.map((piece, i) => chooses(piece, i, pictures)).join('\n        ')}
      }

      // Beyond the last row is 0, since products read that too.
      vec2 pairAt(int row, int column) {
        if (row >= ${rows}) return vec2(0);
        int position = positionAt(from + row);${PAIRS[values](columns)}
      }

      void main() {
        ivec2 at = getOutputCoords();
        setOutput(vec4(pairAt(at.x, at.y), pairAt(at.x + 1, at.y)));
      }
    `,
  }
}

export interface GatherLayouts {
  readonly order: TextureLayout
  readonly pictures: TextureLayout
  readonly values: keyof typeof PAIRS
}

function chooses(piece: string, index: number, { perPiece, pieces }: TextureLayout): string {
  const fetch = `return texelFetch(${piece}, at, 0);`
  return index === pieces.length - 1 ? fetch : `if (position < ${(index + 1) * perPiece}) ${fetch}`
}
