import { Button, Checkbox, Modal, Select, Textarea, TextInput } from '@mantine/core'
import { useState } from 'react'
import { type Calendar, officeHours } from '../../log/calendar.ts'
import { plural } from '../format/numbers.ts'
import { isTimeZone } from '../state/read-filter.ts'
import css from './filter.module.css'

const days = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const
const clock = (minutes: number) =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`

/** `Clock time`, or `Mon–Fri 09:00–17:00` where all working days are alike. */
export function calendarTitle(calendar: Calendar | null): string {
  if (!calendar) return 'Clock time'
  const working = calendar.week
    .map((day, i) => ({ i, text: day.map(([from, to]) => `${clock(from)}–${clock(to)}`).join(', ') }))
    .filter(day => day.text)
  const texts = new Set(working.map(day => day.text))
  const name = (i: number) => days[i]!.slice(0, 3)
  const consecutive = working.every((day, at) => at === 0 || day.i === working[at - 1]!.i + 1)
  if (texts.size !== 1) return `Working hours on ${plural(working.length, 'day')} a week`
  const span =
    consecutive && working.length > 1
      ? `${name(working[0]!.i)}–${name(working.at(-1)!.i)}`
      : working.map(day => name(day.i)).join(' ')
  return `${span} ${working[0]!.text}`
}

/** `09:00-12:00, 13:00-17:00` as minutes; null where it cannot be read. */
export function readHours(text: string): readonly (readonly [number, number])[] | null {
  const parts = text
    .split(',')
    .map(part => part.trim())
    .filter(Boolean)
  const intervals: [number, number][] = []
  for (const part of parts) {
    const match = part.match(/^(\d{1,2}):?(\d\d)?\s*[-–]\s*(\d{1,2}):?(\d\d)?$/)
    if (!match) return null
    const from = Number(match[1]) * 60 + Number(match[2] ?? 0)
    const to = Number(match[3]) * 60 + Number(match[4] ?? 0)
    if (from >= to || to > 1440 || from < (intervals.at(-1)?.[1] ?? 0)) return null
    intervals.push([from, to])
  }
  return intervals
}

interface Props {
  readonly calendar: Calendar | null
  readonly close: () => void
  readonly choose: (calendar: Calendar | null) => void
}

/** Which hours count in all durations. */
export function CalendarDialog({ calendar, close, choose }: Props) {
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC'
  const start = calendar ?? officeHours(here)
  const [on, setOn] = useState(start.week.map(day => day.length > 0))
  const [hours, setHours] = useState(
    start.week.map(day =>
      day.length ? day.map(([from, to]) => `${clock(from)}-${clock(to)}`).join(', ') : '09:00-17:00',
    ),
  )
  const [zone, setZone] = useState(start.timeZone)
  const [holidays, setHolidays] = useState(start.holidays.join('\n'))
  const read = hours.map(readHours)
  const dates = holidays.split(/[\s,;]+/).filter(Boolean)
  const wrong = dates.find(date => !/^\d{4}-\d\d-\d\d$/.test(date) || Number.isNaN(Date.parse(date)))
  const bad =
    days.find((_, i) => on[i] && read[i] === null) !== undefined ||
    wrong !== undefined ||
    !isTimeZone(zone) ||
    !on.some((is, i) => is && read[i]?.length)
  const zones = [...new Set([zone, here, 'UTC', ...Intl.supportedValuesOf('timeZone')])]
  const put = <T,>(list: readonly T[], at: number, value: T) => list.map((old, i) => (i === at ? value : old))
  return (
    <Modal opened onClose={close} title="Which time counts?" size="md" transitionProps={{ duration: 0 }}>
      <p className="muted" style={{ marginTop: 0 }}>
        Every duration (waiting, service, throughput) counts only these hours, and a day (d) is then 24 working hours.
        Clock time counts nights and weekends too.
      </p>
      <div className={css.week}>
        {days.map((day, i) => (
          <div key={day} style={{ display: 'contents' }}>
            <Checkbox
              label={day}
              checked={on[i] ?? false}
              onChange={event => setOn(put(on, i, event.currentTarget.checked))}
            />
            <TextInput
              aria-label={`Hours on ${day}`}
              value={hours[i] ?? ''}
              disabled={!on[i]}
              error={on[i] && read[i] === null ? 'Like 09:00-12:00, 13:00-17:00' : null}
              onChange={event => setHours(put(hours, i, event.currentTarget.value))}
            />
          </div>
        ))}
      </div>
      <Select
        label="Time zone"
        data={zones}
        value={zone}
        searchable
        allowDeselect={false}
        mt={12}
        onChange={value => value && setZone(value)}
      />
      <Textarea
        label="Days without work"
        description="Dates like 2024-12-25, one a line"
        value={holidays}
        autosize
        minRows={2}
        maxRows={6}
        mt={12}
        size="xs"
        error={wrong ? `“${wrong}” is no date like 2024-12-25` : null}
        onChange={event => setHolidays(event.currentTarget.value)}
      />
      <div style={{ display: 'flex', gap: 8, justifyContent: 'flex-end', marginTop: 20 }}>
        <Button variant="default" onClick={() => choose(null)}>
          Clock time
        </Button>
        <Button
          disabled={bad}
          onClick={() =>
            choose({
              timeZone: zone,
              week: days.map((_, i) => (on[i] ? (read[i] ?? []) : [])),
              holidays: [...new Set(dates)].sort(),
            })
          }
        >
          Count working hours
        </Button>
      </div>
    </Modal>
  )
}
