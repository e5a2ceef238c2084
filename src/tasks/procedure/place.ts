import { quantileInPlace } from '../../base/statistics.ts'
import type { StepLog } from '../../log/step-log.ts'
import type { AlignedInstance } from './instances.ts'
import type { ProcedureStep } from './procedure.ts'

/** The place in a sheet: the row is null where it moves from instance to instance. */
export function cellOf(log: StepLog, at: number, instances: readonly AlignedInstance[]): ProcedureStep['cell'] {
  const { position } = log.ui
  let cell: { row: number | null; column: number } | null = null
  for (const { steps } of instances) {
    const step = steps[at]!
    if (step < 0) continue
    for (let i = log.rowOffsets[step]!; i < log.rowOffsets[step + 1]!; i++) {
      const row = log.rows[i]!
      if (position.column[row] === 0) continue
      if (cell === null) cell = { row: position.row[row]!, column: position.column[row]! }
      else if (cell.row !== position.row[row]) cell.row = null
      break
    }
  }
  return cell
}

/** Where the pointer was: medians over the instances, px; null where the recordings hold none. */
export function pointerOf(log: StepLog, at: number, instances: readonly AlignedInstance[]): ProcedureStep['pointer'] {
  const { x, y } = log.ui
  if (x === null || y === null) return null
  const xs: number[] = []
  const ys: number[] = []
  for (const { steps } of instances) {
    const step = steps[at]!
    if (step < 0) continue
    for (let i = log.rowOffsets[step + 1]! - 1; i >= log.rowOffsets[step]!; i--) {
      const row = log.rows[i]!
      if (Number.isNaN(x[row]!) || Number.isNaN(y[row]!)) continue
      xs.push(x[row]!)
      ys.push(y[row]!)
      break
    }
  }
  return xs.length === 0 ? null : { x: middle(xs), y: middle(ys) }
}

const middle = (values: readonly number[]) => quantileInPlace(Float64Array.from(values), 0.5)
