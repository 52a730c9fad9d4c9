import type { TextureLayout } from './byteTextures.ts'
import type { Program } from './webglBackend.ts'

/**
 * The program that turns a batch's rows of bytes into floats: [rows, columns], value = byte / 255, packed as tfjs's products want them.
 * Its textures: the epoch's order (positions as they lie in memory, four bytes to a texel), then the pictures' pieces.
 * Its uniform: the batch's first place in the order.
 */
export function gatherProgram([rows, columns]: readonly [number, number], { order, pictures }: GatherLayouts): Program {
  const pieces = pictures.pieces.map((_, i) => `piece${i}`)
  return {
    variableNames: ['order', ...pieces],
    outputShape: [rows, columns],
    packedInputs: false,
    packedOutput: true,
    customUniforms: [{ name: 'from', type: 'int' }],
    userCode: `
      int positionAt(int place) {
        vec4 bytes = texelFetch(order, ivec2(place % ${order.perTextureRow}, place / ${order.perTextureRow}), 0);
        ivec4 b = ivec4(bytes * 255.0 + 0.5);
        return b.r | (b.g << 8) | (b.b << 16) | (b.a << 24);
      }

      vec4 texelAt(int position, int texel) {
        int row = position % ${pictures.perPiece};
        ivec2 at = ivec2((row % ${pictures.perTextureRow}) * ${pictures.rowTexels} + texel, row / ${pictures.perTextureRow});
        ${pieces.map((piece, i) => chooses(piece, i, pictures)).join('\n        ')}
      }

      // The values of two neighbouring columns, the first one even: they lie in one texel. Beyond the last row and column is 0,
      // since products read that too; of the columns the textures take care.
      vec2 pairAt(int row, int column) {
        if (row >= ${rows}) return vec2(0);
        vec4 texel = texelAt(positionAt(from + row), column / 4);
        return column % 4 == 0 ? texel.rg : texel.ba;
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
}

function chooses(piece: string, index: number, { perPiece, pieces }: TextureLayout): string {
  const fetch = `return texelFetch(${piece}, at, 0);`
  return index === pieces.length - 1 ? fetch : `if (position < ${(index + 1) * perPiece}) ${fetch}`
}
