import type * as tf from '@tensorflow/tfjs-core'
import { type FusedCall, fuseKernel } from './fuseKernel.ts'
import { getter, insideOf, packedProgram } from './packedProgram.ts'
import type { Program } from './webglBackend.ts'

/** [rows, columns] -> [columns] in one draw. */
export const columnSums = fuseKernel('HourglassColumnSums', (call) => [sumColumns(call, call.inputs.x as tf.TensorInfo)])

export function sumColumns({ draw }: FusedCall, x: tf.TensorInfo): tf.TensorInfo {
  return draw(columnProgram(x.shape as [number, number], { inputs: ['x'], value: 'x' }), [x])
}

/**
 * [columns]: the sums over all rows of a value that is made, place by place, of inputs [rows, columns]. `value` is a vec4 of two rows and two
 * columns, the inputs by their names.
 */
export function columnProgram(
  [rows, columns]: readonly [number, number],
  { inputs, value, functions = '' }: { inputs: string[]; value: string; functions?: string },
): Program {
  const read = inputs.map((name) => `vec4 ${name} = ${getter(name)}(row, column);`)
  return packedProgram([columns], {
    variableNames: inputs,
    customUniforms: [],
    userCode: `
      ${functions}
      void main() {
        int column = getOutputCoords();
        vec2 sums = vec2(0);
        for (int row = 0; row < ${rows}; row += 2) {
          ${read.join('\n          ')}
          vec4 value = ${value};
          sums += value.xy;
          if (row + 1 < ${rows}) sums += value.zw;
        }
        setOutput(${insideOf([columns], 'vec4(sums, 0, 0)')});
      }
    `,
  })
}
