import { Textarea } from '@mantine/core'
import { useMemo, useState } from 'react'
import { useAnswer } from '../engine/use-answer.ts'
import { useWords } from '../state/words.ts'
import { Choice, changed, type Of } from './clause-fields.tsx'
import { RangePicker, useHistogramOf } from './range-picker.tsx'

export function CasesForm({ clause, set }: Of<'cases'>) {
  const [text, setText] = useState(clause.ids.join('\n'))
  const words = useWords()
  return (
    <Textarea
      label={words('Case ids')}
      description="One a line"
      autosize
      minRows={6}
      maxRows={16}
      size="xs"
      value={text}
      onChange={event => {
        setText(event.currentTarget.value)
        set(
          changed(clause, {
            ids: [
              ...new Set(
                event.currentTarget.value
                  .split(/\r?\n/)
                  .map(id => id.trim())
                  .filter(Boolean),
              ),
            ],
          }),
        )
      }}
    />
  )
}

export function TimeForm({ clause, set, ask }: Of<'time'>) {
  const { data } = useAnswer('timeSeries', { ...ask, of: 'events', bins: 60 })
  const summary = useAnswer('summary', ask).data
  const histogram = useMemo(() => {
    if (!data || !summary || summary.start === null || summary.end === null) return null
    return { edges: [...data.at, summary.end + 1], counts: data.value, min: summary.start, max: summary.end }
  }, [data, summary])
  return (
    <>
      <Choice
        label="Keep"
        value={clause.mode}
        choices={[
          ['contained', 'cases that lie within it'],
          ['intersecting', 'cases under way in it'],
          ['started', 'cases that started in it'],
          ['completed', 'cases that ended in it'],
          ['trim', 'only the events in it'],
        ]}
        set={mode => set(changed(clause, { mode }))}
      />
      <RangePicker
        kind="date"
        histogram={histogram}
        from={clause.from}
        to={clause.to}
        set={(from, to) => set(changed(clause, { from, to }))}
      />
    </>
  )
}

export function PerformanceForm({ clause, set, ask, description }: Of<'performance'>) {
  const histogram = useHistogramOf(ask, { of: clause.measure })
  const starts = description.starts !== 'none'
  return (
    <>
      <Choice
        label="Measure"
        value={clause.measure}
        choices={[
          ['throughput', 'throughput time, from the first event to the last'],
          ...(starts
            ? ([
                ['service', 'service time, sum of all work'],
                ['waiting', 'waiting time, sum of all waits'],
              ] as const)
            : []),
          ['events', 'number of events'],
        ]}
        set={measure => set(changed(clause, { measure, from: undefined, to: undefined }))}
      />
      <RangePicker
        kind={clause.measure === 'events' ? 'number' : 'duration'}
        histogram={histogram}
        from={clause.from}
        to={clause.to}
        set={(from, to) => set(changed(clause, { from, to }))}
      />
    </>
  )
}
