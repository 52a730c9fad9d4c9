import { fuseKernel } from './fuseKernel.ts'
import { NORMAL_QUANTILE } from './normalQuantile.ts'
import { insideOf, packedProgram } from './packedProgram.ts'
import { STREAM, STREAM_UNIFORMS, type StreamAttributes, streamUniforms } from './randomStream.ts'
import type { Program } from './webglBackend.ts'

/** [rows, columns] ~ N(0, 1): what a RandomStream's gaussian() gives one after the other, in single precision, drawn on the GPU in one call. */
export const normalNumbers = fuseKernel('HourglassNormalNumbers', ({ attributes, draw }) => {
  const { shape, ...stream } = attributes as unknown as StreamAttributes & { shape: [number, number] }
  return [draw(normalProgram(shape), [], streamUniforms(stream))]
})

function normalProgram([rows, columns]: readonly [number, number]): Program {
  return packedProgram([rows, columns], {
    variableNames: [],
    customUniforms: STREAM_UNIFORMS,
    userCode: `
      ${STREAM}
      ${NORMAL_QUANTILE}

      vec2 normalsAt(int index) {
        uvec2 numbers = pairAt(index);
        return vec2(normalQuantile(numbers.x), normalQuantile(numbers.y));
      }

      void main() {
        ivec2 at = getOutputCoords();
        int index = at.x * ${columns} + at.y;
        setOutput(${insideOf([rows, columns], `vec4(normalsAt(index), normalsAt(index + ${columns}))`)});
      }
    `,
  })
}
