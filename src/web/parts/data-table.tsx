import { ActionIcon, Tooltip } from '@mantine/core'
import { useVirtualizer } from '@tanstack/react-virtual'
import { type KeyboardEvent, type ReactNode, useMemo, useRef, useState } from 'react'
import { compareText } from '../../base/sort.ts'
import { type Cell, toCsv } from '../format/csv.ts'
import { downloadCsv } from '../format/download.ts'
import { notify, sentenceOf } from '../state/notices.ts'
import { columnsInRoom, leastWidth } from './columns-in-room.ts'
import css from './data-table.module.css'
import { nextRow } from './data-table-keys.ts'
import { Icon } from './icon.tsx'
import { useRoom } from './use-room.ts'

export interface DataColumn<R> {
  readonly key: string
  readonly label: string
  /** What is exported and sorted by: the exact value, unrounded. */
  readonly value: (row: R) => Cell
  /** What is shown; the value as text where absent. */
  readonly show?: (row: R) => ReactNode
  readonly align?: 'right'
  /** CSS grid width: `120px`, `minmax(160px, 1fr)`. */
  readonly width?: string
  /** False: the order cannot be changed by this column. */
  readonly sorts?: boolean
  readonly title?: string
  /** Left out where there is no room: the panel of the row tells it as well. It is exported all the same. */
  readonly optional?: boolean
}
export interface Sorting {
  readonly by: string
  readonly descending: boolean
}

export interface DataTableProps<R> {
  readonly label: string
  readonly rows: readonly R[]
  readonly columns: readonly DataColumn<R>[]
  readonly rowKey: (row: R) => string
  readonly sorting?: Sorting | null
  readonly onSort?: (sorting: Sorting) => void
  /** Rows come sorted already (from the engine). */
  readonly sorted?: boolean
  readonly selected?: string | null
  readonly onSelect?: (row: R) => void
  /** Name of the exported file; absent: no export here. */
  readonly exportName?: string
  /** Every row in the order shown, where `rows` holds only the first ones: what the export is made of. */
  readonly allRows?: () => Promise<readonly R[]>
  readonly height?: number | string
  readonly rowHeight?: number
  /** Called when the last rows come into sight, to load more. */
  readonly onEnd?: () => void
  readonly footer?: ReactNode
}

/** A table of any length: rows are drawn as they come into sight; arrow keys move, Enter selects, headers sort. */
export function DataTable<R>(props: DataTableProps<R>) {
  const { rowHeight = 32, sorting } = props
  const scroll = useRef<HTMLDivElement>(null)
  const room = useRoom(scroll)
  const columns = useMemo(() => columnsInRoom(props.columns, room, sorting?.by), [props.columns, room, sorting?.by])
  const hidden = props.columns.filter(column => !columns.includes(column))
  const rows = useMemo(() => {
    const column = props.sorted || !sorting ? undefined : props.columns.find(({ key }) => key === sorting.by)
    if (!column || !sorting) return props.rows
    const direction = sorting.descending ? -1 : 1
    return props.rows
      .map((row, at) => ({ row, at, value: column.value(row) }))
      .sort((a, b) => compareCells(a.value, b.value, direction) || a.at - b.at)
      .map(({ row }) => row)
  }, [props.rows, props.sorted, sorting, props.columns])
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => rowHeight,
    overscan: 12,
  })
  const items = virtual.getVirtualItems()
  const last = items.at(-1)?.index ?? -1
  if (props.onEnd && last >= rows.length - 5 && rows.length > 0) queueMicrotask(props.onEnd)
  const template = columns.map(({ width }) => width ?? 'minmax(80px, 1fr)').join(' ')
  // rows are grids of their own: only a width that does not depend on what they hold keeps their columns in line
  const narrowest = leastWidth(columns)
  // Where a row is shown as selected, going to it selects it; where it is an action, Enter does it.
  const [cursor, setCursor] = useState<string | null>(null)
  const follows = props.selected !== undefined
  const here = follows ? props.selected : cursor
  const move = (event: KeyboardEvent) => {
    if (!props.onSelect || event.target !== event.currentTarget) return
    const at = rows.findIndex(row => props.rowKey(row) === here)
    const next = nextRow(event.key, at, rows.length)
    const row = rows[next ?? at]
    if (row === undefined) return
    if (next !== null) {
      virtual.scrollToIndex(next)
      if (follows) props.onSelect(row)
      else setCursor(props.rowKey(row))
    } else if (!follows && (event.key === 'Enter' || event.key === ' ')) props.onSelect(row)
    else return
    event.preventDefault()
  }
  const [saving, setSaving] = useState(false)
  const exportCsv = async () => {
    setSaving(true)
    try {
      const all = props.allRows ? await props.allRows() : rows
      const header = props.columns.map(({ label }) => label)
      downloadCsv(
        props.exportName!,
        toCsv(
          header,
          all.map(row => props.columns.map(column => column.value(row))),
        ),
      )
    } catch (error) {
      notify(sentenceOf(error), 'error')
    }
    setSaving(false)
  }
  return (
    <div className={css.table} style={{ height: props.height ?? '100%' }}>
      <div
        ref={scroll}
        className={css.scroll}
        role="table"
        aria-label={props.label}
        aria-rowcount={rows.length + 1}
        tabIndex={0}
        onKeyDown={move}
      >
        <div role="rowgroup" className={css.headGroup}>
          <div role="row" className={css.head} style={{ gridTemplateColumns: template, minWidth: narrowest }}>
            {columns.map(column => (
              <HeadCell key={column.key} column={column} sorting={sorting ?? null} onSort={props.onSort} />
            ))}
          </div>
        </div>
        <div role="rowgroup" style={{ height: virtual.getTotalSize(), position: 'relative' }}>
          {items.map(item => {
            const row = rows[item.index]!
            const key = props.rowKey(row)
            return (
              <div
                key={key}
                role="row"
                aria-rowindex={item.index + 2}
                aria-selected={props.onSelect ? key === props.selected : undefined}
                className={css.row}
                data-clickable={props.onSelect ? true : undefined}
                data-cursor={!follows && key === cursor ? true : undefined}
                style={{
                  gridTemplateColumns: template,
                  minWidth: narrowest,
                  height: rowHeight,
                  transform: `translateY(${item.start}px)`,
                }}
                onClick={props.onSelect ? () => props.onSelect!(row) : undefined}
              >
                {columns.map(column => {
                  const value = column.value(row)
                  const shown = column.show
                    ? column.show(row)
                    : value === null || value === undefined
                      ? '–'
                      : String(value)
                  return (
                    <div
                      key={column.key}
                      role="cell"
                      className={column.align === 'right' ? css.right : css.left}
                      title={typeof value === 'string' ? value : undefined}
                      dir={column.align === 'right' ? undefined : 'auto'}
                    >
                      {shown}
                    </div>
                  )
                })}
              </div>
            )
          })}
        </div>
      </div>
      {(props.exportName || props.footer) && (
        <div className={css.footer}>
          <span className="muted small">
            {props.footer}
            {hidden.length > 0 && ` · In the panel of a row: ${hidden.map(({ label }) => label).join(', ')}.`}
          </span>
          {props.exportName && (
            <Tooltip label="Save as CSV, with exact values">
              <ActionIcon aria-label={`Save ${props.label} as CSV`} loading={saving} onClick={exportCsv}>
                <Icon name="download" size={16} />
              </ActionIcon>
            </Tooltip>
          )}
        </div>
      )}
    </div>
  )
}

function HeadCell<R>(props: {
  column: DataColumn<R>
  sorting: Sorting | null
  onSort: ((sorting: Sorting) => void) | undefined
}) {
  const { column, sorting, onSort } = props
  const active = sorting?.by === column.key
  const sorts = onSort !== undefined && column.sorts !== false
  const state = active ? (sorting.descending ? 'descending' : 'ascending') : 'none'
  return (
    <div
      role="columnheader"
      aria-sort={sorts ? state : undefined}
      className={column.align === 'right' ? css.right : css.left}
      title={column.title}
    >
      {sorts ? (
        <button
          type="button"
          className={css.sort}
          data-active={active || undefined}
          onClick={() =>
            onSort({ by: column.key, descending: active ? !sorting.descending : column.align === 'right' })
          }
        >
          {column.label}
          <span aria-hidden="true">{active ? (sorting.descending ? ' ↓' : ' ↑') : ''}</span>
        </button>
      ) : (
        column.label
      )}
    </div>
  )
}

/** Missing values last, whichever the direction. */
function compareCells(a: Cell, b: Cell, direction: 1 | -1): number {
  const missing = (value: Cell) => value === null || value === undefined
  if (missing(a) || missing(b)) return Number(missing(a)) - Number(missing(b))
  if (typeof a === 'number' && typeof b === 'number') return direction * (a - b)
  return direction * compareText(String(a), String(b))
}
