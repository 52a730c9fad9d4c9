import { fuseKernel } from './fuseKernel.ts'
import { insideOf, packedProgram } from './packedProgram.ts'
import { STREAM, STREAM_UNIFORMS, type StreamAttributes, streamUniforms } from './randomStream.ts'
import type { Program } from './webglBackend.ts'

/** [rows, columns] of 1 and -1: the bits of a stream's numbers, 32 of each, the lowest first, 1 for a set one. Drawn on the GPU in one call. */
export const randomSigns = fuseKernel('HourglassRandomSigns', ({ attributes, draw }) => {
  const { shape, ...stream } = attributes as unknown as StreamAttributes & { shape: [number, number] }
  return [draw(signProgram(shape), [], streamUniforms(stream))]
})

function signProgram([rows, columns]: readonly [number, number]): Program {
  return packedProgram([rows, columns], {
    variableNames: [],
    customUniforms: STREAM_UNIFORMS,
    userCode: `
      ${STREAM}

      float signAt(int index) {
        return ((numberAt(index >> 5) >> (index & 31)) & 1u) == 1u ? 1.0 : -1.0;
      }

      vec2 signsAt(int index) {
        return vec2(signAt(index), signAt(index + 1));
      }

      void main() {
        ivec2 at = getOutputCoords();
        int index = at.x * ${columns} + at.y;
        setOutput(${insideOf([rows, columns], `vec4(signsAt(index), signsAt(index + ${columns}))`)});
      }
    `,
  })
}
