import { type ReactNode, useState } from 'react'
import { DataTable, type DataTableProps, type Sorting } from './data-table.tsx'

const HEAD = 84
const ROW = 32

/** A table that keeps its own order and is as high as its rows, up to `most` px. */
export function SortedTable<R>(
  props: Omit<DataTableProps<R>, 'sorting' | 'onSort' | 'height' | 'sorted'> & {
    /** The order it begins with; absent: that of the rows. */
    readonly first?: Sorting
    readonly most?: number
    /** Said above the table: why it is empty. */
    readonly empty?: ReactNode
  },
) {
  const { first, most = 420, empty, ...table } = props
  const [sorting, setSorting] = useState<Sorting | null>(first ?? null)
  return (
    <>
      {empty}
      <DataTable
        {...table}
        sorting={sorting}
        onSort={setSorting}
        height={Math.min(most, HEAD + props.rows.length * (props.rowHeight ?? ROW))}
      />
    </>
  )
}
