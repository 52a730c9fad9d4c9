// Programs of our own on tfjs's packed textures, where a texel holds the values of two rows and two columns (of a vector: two values).
// What lies in a texel beyond the last row and column is kept at 0: products read that too.

import type { Program } from './webglBackend.ts'

export interface ValueProgram {
  /** Tensors of the output's shape: each is, by its name, the vec4 of its values here. */
  readonly inputs: string[]
  /** Numbers that change from call to call, floats. */
  readonly uniforms?: readonly string[]
  /** The output's values here: a vec4 made of these. */
  readonly value: string
  /** Functions that it calls. */
  readonly functions?: string
}

/** Each value of the output from those in the same place of its inputs. */
export function valueProgram(outputShape: number[], { inputs, uniforms = [], value, functions = '' }: ValueProgram): Program {
  const read = inputs.map((name) => `vec4 ${name} = ${getter(name)}AtOutCoords();`)
  const userCode = `
    ${functions}
    void main() {
      ${read.join('\n      ')}
      setOutput(${insideOf(outputShape, value)});
    }
  `
  return packedProgram(outputShape, { variableNames: inputs, customUniforms: uniforms.map((name) => ({ name, type: 'float' })), userCode })
}

/** A program that draws a packed texture from packed textures. */
export function packedProgram(outputShape: number[], code: Pick<Program, 'variableNames' | 'customUniforms' | 'userCode'>): Program {
  return { outputShape, packedInputs: true, packedOutput: true, ...code }
}

/** The vec4 with 0 where it lies beyond the shape, of up to four dimensions, at the output's coordinates. */
export function insideOf(shape: readonly number[], vec4: string): string {
  return `mix(vec4(0), ${vec4}, ${lanesInside(shape)})`
}

function lanesInside(shape: readonly number[]): string {
  const rank = shape.length
  if (rank === 0) return 'bvec4(true, false, false, false)'
  if (rank === 1) return `bvec4(true, getOutputCoords() + 1 < ${shape[0]}, false, false)`
  const [row, column] = [rank - 2, rank - 1].map((axis) => `getOutputCoords().${'xyzw'.charAt(axis)} + 1 < ${shape[axis]}`)
  return `bvec4(true, ${column}, ${row}, ${row} && ${column})`
}

/** The name of what tfjs makes to read a texture. */
export function getter(name: string): string {
  return `get${name.charAt(0).toUpperCase()}${name.slice(1)}`
}

/** A number as the shading language writes floats. */
export function float(value: number): string {
  return Number.isInteger(value) ? value.toFixed(1) : String(value)
}
