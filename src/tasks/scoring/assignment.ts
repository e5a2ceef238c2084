/**
 * One-to-one assignment of rows to columns with the greatest total weight. Kuhn (1955) in the O(n³) form of Jonker &
 * Volgenant (1987), on a matrix filled up to a square with weight 0; pairs of weight 0 are left out.
 */
export function assign(weights: readonly (readonly number[])[], columnCount: number): number[] {
  const rowCount = weights.length
  const size = Math.max(rowCount, columnCount)
  const cost = (row: number, column: number) => -(weights[row]?.[column] ?? 0)
  const potentialOfRow = new Float64Array(size + 1)
  const potentialOfColumn = new Float64Array(size + 1)
  const rowOf = new Int32Array(size + 1)
  const before = new Int32Array(size + 1)
  for (let row = 1; row <= size; row++) {
    rowOf[0] = row
    let column = 0
    const slack = new Float64Array(size + 1).fill(Number.POSITIVE_INFINITY)
    const done = new Uint8Array(size + 1)
    do {
      done[column] = 1
      const at = rowOf[column]!
      let least = Number.POSITIVE_INFINITY
      let next = 0
      for (let c = 1; c <= size; c++) {
        if (done[c]) continue
        const reduced = cost(at - 1, c - 1) - potentialOfRow[at]! - potentialOfColumn[c]!
        if (reduced < slack[c]!) {
          slack[c] = reduced
          before[c] = column
        }
        if (slack[c]! < least) {
          least = slack[c]!
          next = c
        }
      }
      for (let c = 0; c <= size; c++)
        if (done[c]) {
          potentialOfRow[rowOf[c]!]! += least
          potentialOfColumn[c]! -= least
        } else slack[c]! -= least
      column = next
    } while (rowOf[column] !== 0)
    do {
      rowOf[column] = rowOf[before[column]!]!
      column = before[column]!
    } while (column !== 0)
  }
  const columnOf = new Array<number>(rowCount).fill(-1)
  for (let c = 1; c <= columnCount; c++) {
    const row = rowOf[c]! - 1
    if (row < rowCount && (weights[row]![c - 1] ?? 0) > 0) columnOf[row] = c - 1
  }
  return columnOf
}
