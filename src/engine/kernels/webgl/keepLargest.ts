import type * as tf from '@tensorflow/tfjs-core'
import { fuseKernel } from './fuseKernel.ts'
import { insideOf, packedProgram } from './packedProgram.ts'
import type { Program } from './webglBackend.ts'

/**
 * Of `values` those that stand where the row of x [rows, units] has its k largest, of equal ones the first; the others are 0. One draw, in which each
 * number counts those before it: tfjs's own top-k reads x back and sorts it in this thread. A NaN stays.
 */
export const keepLargest = fuseKernel('HourglassKeepLargest', ({ inputs: { x, values }, attributes: { k }, draw }) => [
  draw(keepProgram((x as tf.TensorInfo).shape as [number, number]), [x, values], [Number(k)]),
])

function keepProgram([rows, units]: readonly [number, number]): Program {
  return packedProgram([rows, units], {
    variableNames: ['x', 'values'],
    customUniforms: [{ name: 'kept', type: 'float' }],
    userCode: `
      // 1 where the other, which stands in this column, is larger, or is as large and comes first.
      vec4 isBefore(vec4 other, vec4 own, int column, ivec2 at) {
        vec4 isLeft = vec4(bvec4(column < at.y, column < at.y + 1, column < at.y, column < at.y + 1));
        return vec4(greaterThan(other, own)) + vec4(equal(other, own)) * isLeft;
      }

      void main() {
        ivec2 at = getOutputCoords();
        vec4 own = getXAtOutCoords();
        vec4 before = vec4(0);
        for (int column = 0; column < ${units}; column += 2) {
          vec4 others = getX(at.x, column);
          before += isBefore(others.xxzz, own, column, at);
          if (column + 1 < ${units}) before += isBefore(others.yyww, own, column + 1, at);
        }
        vec4 left = mix(vec4(0), getValuesAtOutCoords(), lessThan(before, vec4(kept)));
        setOutput(${insideOf([rows, units], 'left')});
      }
    `,
  })
}
