// Between the console's arrays of arrays and the engine's flat rows.

export function flatten(rows: readonly (readonly number[])[]): Float32Array {
  return Float32Array.from(rows.flat())
}

export function unflatten(values: Float32Array, size: number): number[][] {
  return Array.from({ length: values.length / size }, (_, row) => [...values.subarray(row * size, (row + 1) * size)])
}
