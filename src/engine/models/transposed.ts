/** A row-major matrix of `columns` columns as its transpose, row-major too. */
export function transposed(matrix: Float32Array, columns: number): Float32Array {
  const rows = matrix.length / columns
  const out = new Float32Array(matrix.length)
  for (let i = 0; i < rows; i++) for (let j = 0; j < columns; j++) out[j * rows + i] = matrix[i * columns + j] as number
  return out
}
