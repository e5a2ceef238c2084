import { Button, Textarea, TextInput } from '@mantine/core'
import { useMemo, useState } from 'react'
import type { ConformanceCheck, JudgedAllowance } from '../../../analyses/models/conformance-check.ts'
import type { AllowedDeviation, WrittenAllowedDeviation } from '../../../analyses/models/deviation-allowlist.ts'
import { DAY } from '../../../base/time.ts'
import { formatDay } from '../../format/numbers.ts'
import { Facts } from '../../parts/facts.tsx'
import { SortedTable } from '../../parts/sorted-table.tsx'
import { remembered, useStore } from '../../state/store.ts'
import css from './conformance.module.css'
import { kindNames } from './words.ts'

/** Who allowed something last in this browser. */
const author = remembered('allow-author', '', value => (typeof value === 'string' ? value : undefined))

/** Why, by whom, and until when a deviation is accepted. */
export function AllowForm(props: {
  readonly deviation: string
  readonly allow: (entry: WrittenAllowedDeviation) => void
}) {
  const known = useStore(author)
  const [reason, setReason] = useState('')
  const [by, setBy] = useState(known)
  const [until, setUntil] = useState(() => new Date(Date.now() + 90 * DAY).toISOString().slice(0, 10))
  const isWhole = reason.trim() !== '' && by.trim() !== '' && /^\d{4}-\d{2}-\d{2}$/.test(until)
  return (
    <form
      className={css.form}
      onSubmit={event => {
        event.preventDefault()
        if (!isWhole) return
        author.set(by.trim())
        props.allow({ deviation: props.deviation, reason: reason.trim(), author: by.trim(), until })
      }}
    >
      <div className="muted small">
        Cases that depart in nothing else then count as conforming, until the day you name.
      </div>
      <Textarea
        label="Reason"
        autosize
        minRows={2}
        maxLength={500}
        value={reason}
        onChange={({ currentTarget }) => setReason(currentTarget.value)}
      />
      <TextInput
        label="Allowed by"
        maxLength={500}
        value={by}
        onChange={({ currentTarget }) => setBy(currentTarget.value)}
      />
      <TextInput
        label="Until"
        type="date"
        min={new Date(Date.now() + DAY).toISOString().slice(0, 10)}
        value={until}
        onChange={({ currentTarget }) => setUntil(currentTarget.value)}
      />
      <Button type="submit" variant="default" disabled={!isWhole}>
        Allow it
      </Button>
    </form>
  )
}

/** Why nothing can be changed of a baseline, and what can be done instead. */
export const Locked = ({ because }: { readonly because: string }) => (
  <div className="muted small">{because} Saved as a file and opened here, this baseline is yours to change.</div>
)

export function Allowance({
  entry,
  takeBack,
  locked,
}: {
  readonly entry: AllowedDeviation
  readonly takeBack: () => void
  readonly locked: string | null
}) {
  return (
    <>
      <Facts
        rows={[
          ['Reason', entry.reason],
          ['Allowed by', entry.author],
          ['Until', formatDay(entry.until)],
        ]}
      />
      {locked === null ? (
        <Button variant="default" onClick={takeBack}>
          Take it back
        </Button>
      ) : (
        <Locked because={locked} />
      )}
    </>
  )
}

const states: { readonly [S in JudgedAllowance['state']]: string } = {
  holds: 'in force',
  expired: 'expired: it counts again',
  idle: 'no case has it',
}

/** All entries of the allowlist, the expired ones too. */
export function AllowTable(props: {
  readonly check: ConformanceCheck
  readonly name: string
  readonly takeBack: (deviation: string) => void
  readonly locked: string | null
}) {
  const { entries } = props.check.allowlist
  const rows = useMemo(() => entries.map(entry => ({ ...entry, ...partsOf(entry.deviation) })), [entries])
  return (
    <SortedTable
      label="Allowed deviations"
      rows={rows}
      rowKey={({ deviation }) => deviation}
      most={100_000}
      exportName={`${props.name} allowlist`}
      empty={
        rows.length === 0 && (
          <p className="muted" style={{ padding: '0 12px' }}>
            Nothing is allowed yet.{' '}
            {props.locked ?? 'Select a deviation, and allow it at the right with a reason, an author and a day.'}
          </p>
        )
      }
      columns={[
        { key: 'kind', label: 'Deviation', value: row => row.kind, width: '120px' },
        { key: 'activity', label: 'Activity', value: row => row.activity, width: 'minmax(140px, 1fr)' },
        { key: 'reason', label: 'Reason', value: row => row.reason, width: 'minmax(140px, 2fr)' },
        { key: 'author', label: 'Allowed by', value: row => row.author, width: '140px' },
        { key: 'until', label: 'Until', value: row => formatDay(row.until), width: '104px' },
        { key: 'state', label: 'State', value: row => states[row.state], width: '168px' },
        {
          key: 'back',
          label: '',
          value: () => null,
          show: row => (
            <Button
              size="compact-xs"
              variant="default"
              disabled={props.locked !== null}
              title={props.locked ?? undefined}
              aria-label={`Take back: ${row.kind} ${row.activity}`}
              onClick={() => props.takeBack(row.deviation)}
            >
              Take back
            </Button>
          ),
          sorts: false,
          width: '96px',
        },
      ]}
    />
  )
}

function partsOf(deviation: string) {
  const at = deviation.indexOf(':')
  const kind = deviation.slice(0, at) as keyof typeof kindNames
  return { kind: kindNames[kind] ?? kind, activity: deviation.slice(at + 1) }
}
