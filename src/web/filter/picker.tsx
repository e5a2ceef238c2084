import { Checkbox, TextInput } from '@mantine/core'
import { useId, useMemo, useState } from 'react'
import { formatNumber, formatShare } from '../format/numbers.ts'
import css from './filter.module.css'

type Scalar = string | number | boolean | null
interface Props {
  readonly label: string
  readonly rows: readonly { readonly value: Scalar; readonly label: string; readonly count: number }[]
  /** What a count is a share of. */
  readonly of: number
  readonly unit: string
  readonly value: readonly Scalar[]
  readonly set: (value: Scalar[]) => void
  /** Looks for rows elsewhere; absent: among the given ones. */
  readonly search?: (text: string) => void
  readonly note?: string
}
const SHOWN = 200

/** A list to tick, with how many cases each entry concerns. */
export function Picker({ label, rows, of, value, set, search, note }: Props) {
  const [text, setText] = useState('')
  const id = useId()
  const chosen = useMemo(() => new Set(value), [value])
  const shown = useMemo(() => {
    const wanted = text.toLowerCase()
    const known = new Set(rows.map(row => row.value))
    const gone = value.filter(one => !known.has(one)).map(one => ({ value: one, label: String(one), count: 0 }))
    return [...gone, ...(search ? rows : rows.filter(row => row.label.toLowerCase().includes(wanted)))].slice(0, SHOWN)
  }, [rows, text, search, value])
  const toggle = (one: Scalar) => set(chosen.has(one) ? value.filter(other => other !== one) : [...value, one])
  return (
    <div>
      <div className="small" id={id} style={{ fontWeight: 500, marginBottom: 4 }}>
        {label}
        {value.length > 0 && <span className="muted"> · {formatNumber(value.length)} chosen</span>}
      </div>
      <TextInput
        aria-label={`Search ${label.toLowerCase()}`}
        placeholder="Search"
        mb={6}
        value={text}
        onChange={event => {
          setText(event.currentTarget.value)
          search?.(event.currentTarget.value)
        }}
      />
      <div className={css.picker} role="group" aria-labelledby={id}>
        {shown.map(row => (
          <label
            className={css.pick}
            htmlFor={`${id} ${typeof row.value} ${row.value}`}
            key={`${typeof row.value} ${row.value}`}
          >
            <Checkbox
              id={`${id} ${typeof row.value} ${row.value}`}
              checked={chosen.has(row.value)}
              onChange={() => toggle(row.value)}
              aria-label={row.label}
            />
            <span className="ellipsis" dir="auto" title={row.label}>
              {row.label}
            </span>
            <span className="muted small number">
              {formatNumber(row.count)} ({formatShare(row.count, of)})
            </span>
          </label>
        ))}
        {shown.length === 0 && <div className="muted small">Nothing found.</div>}
      </div>
      {note && <div className="muted small">{note}</div>}
    </div>
  )
}
