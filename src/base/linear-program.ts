/** Smaller than any pivot and any infeasibility that counts. */
const EPSILON = 1e-9

/** Columns as sparse pairs of row and value. */
export interface LinearProgram {
  readonly rows: number
  readonly columns: readonly (readonly (readonly [row: number, value: number])[])[]
  /** Cost of each column, not negative. */
  readonly cost: ArrayLike<number>
}

export interface LinearSolution {
  /** The least cost; a lower bound of it where the iterations ended first (`isOptimal` false). */
  readonly value: number
  readonly x: Float64Array
  readonly isOptimal: boolean
}

/**
 * Least c x subject to A x = b, x >= 0, with c >= 0; null where no x fits. Dual simplex (Lemke 1954) on a dense tableau, from the
 * basis of artificial variables: as c is not negative it is dual feasible, so that the cost met at any time is a lower bound.
 * An artificial variable that left the basis does not come back. Of columns that tie the one with the largest pivot enters; from
 * half of the iterations on the first row that fits leaves, against cycling (Bland 1977).
 */
export class DualSimplex {
  private readonly program: LinearProgram
  private readonly width: number
  private readonly tableau: Float64Array
  /** Column in the basis of each row; -1: the row's artificial variable. */
  private readonly basis: Int32Array
  /** Reduced costs, then minus the value. */
  private readonly reduced: Float64Array

  constructor(program: LinearProgram) {
    this.program = program
    this.width = program.columns.length + 1
    this.tableau = new Float64Array(program.rows * this.width)
    this.basis = new Int32Array(program.rows)
    this.reduced = new Float64Array(this.width)
  }

  solve(right: ArrayLike<number>, iterations = 4 * this.program.rows + 1000): LinearSolution | null {
    this.fill(right)
    for (let i = 0; i < iterations; i++) {
      const row = this.leavingRow(i * 2 > iterations)
      if (row < 0) return this.answer(true)
      const column = this.enteringColumn(row)
      if (column < 0) return null
      this.pivot(row, column)
    }
    return this.answer(false)
  }

  private fill(right: ArrayLike<number>): void {
    const { columns, rows, cost } = this.program
    const { tableau, width } = this
    tableau.fill(0)
    columns.forEach((entries, column) => {
      for (const [row, value] of entries) tableau[row * width + column]! += value
      this.reduced[column] = cost[column]!
    })
    this.reduced[width - 1] = 0
    this.basis.fill(-1)
    for (let row = 0; row < rows; row++) tableau[row * width + width - 1] = right[row]!
  }

  /** An artificial variable that is not zero, or a variable below zero: the worst one. */
  private leavingRow(first: boolean): number {
    const { tableau, width } = this
    let worst = EPSILON
    let found = -1
    for (let row = 0; row < this.basis.length; row++) {
      const value = tableau[row * width + width - 1]!
      const wrong = this.basis[row]! < 0 ? Math.abs(value) : -value
      if (wrong <= worst) continue
      if (first) return row
      worst = wrong
      found = row
    }
    return found
  }

  private enteringColumn(row: number): number {
    const { tableau, width, reduced } = this
    const at = row * width
    // an artificial variable above zero leaves downwards: the row is read with the other sign
    if (tableau[at + width - 1]! > 0) for (let c = 0; c < width; c++) tableau[at + c] = -tableau[at + c]!
    let best = Number.POSITIVE_INFINITY
    let found = -1
    let size = 0
    for (let column = 0; column < width - 1; column++) {
      const value = tableau[at + column]!
      if (value > -EPSILON) continue
      const ratio = reduced[column]! / -value
      if (ratio > best + EPSILON || (ratio > best - EPSILON && -value <= size)) continue
      best = Math.min(best, ratio)
      found = column
      size = -value
    }
    return found
  }

  private pivot(row: number, column: number): void {
    const { tableau, width, reduced } = this
    const at = row * width
    const factor = 1 / tableau[at + column]!
    const filled: number[] = []
    for (let c = 0; c < width; c++) {
      const value = tableau[at + c]!
      if (value === 0) continue
      tableau[at + c] = value * factor
      filled.push(c)
    }
    for (let other = 0; other < this.basis.length; other++) {
      const share = tableau[other * width + column]!
      if (other === row || share === 0) continue
      for (const c of filled) tableau[other * width + c]! -= share * tableau[at + c]!
      tableau[other * width + column] = 0
    }
    const share = reduced[column]!
    if (share !== 0) for (const c of filled) reduced[c]! -= share * tableau[at + c]!
    reduced[column] = 0
    this.basis[row] = column
  }

  private answer(isOptimal: boolean): LinearSolution {
    const { tableau, width } = this
    const x = new Float64Array(width - 1)
    this.basis.forEach((column, row) => {
      if (column >= 0) x[column] = tableau[row * width + width - 1]!
    })
    return { value: -this.reduced[width - 1]!, x, isOptimal }
  }
}
