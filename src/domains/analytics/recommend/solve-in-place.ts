/**
 * Solves a symmetric positive system by Cholesky, in the arrays given: `matrix` holds the lower half and is overwritten, `right`
 * becomes the answer. ml-matrix does the same with five allocations a system, and there is one system a customer and round.
 */
export function solveInPlace(matrix: Float64Array, right: Float64Array, size: number): void {
  for (let row = 0; row < size; row++) {
    const at = row * size;
    for (let column = 0; column <= row; column++) {
      const other = column * size;
      let sum = matrix[at + column]!;
      for (let n = 0; n < column; n++) sum -= matrix[at + n]! * matrix[other + n]!;
      matrix[at + column] = row === column ? Math.sqrt(sum) : sum / matrix[other + column]!;
    }
  }
  for (let row = 0; row < size; row++) {
    for (let n = 0; n < row; n++) right[row]! -= matrix[row * size + n]! * right[n]!;
    right[row]! /= matrix[row * size + row]!;
  }
  for (let row = size - 1; row >= 0; row--) {
    for (let n = row + 1; n < size; n++) right[row]! -= matrix[n * size + row]! * right[n]!;
    right[row]! /= matrix[row * size + row]!;
  }
}
