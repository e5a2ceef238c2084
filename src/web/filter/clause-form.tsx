// Long because each of the fourteen kinds of clauses has its own form.
import { NumberInput, Select, Slider, Textarea } from '@mantine/core'
import { useMemo, useState } from 'react'
import { formatDuration } from '../../base/time.ts'
import { useAnswer } from '../engine/use-answer.ts'
import { formatShare, plural } from '../format/numbers.ts'
import { useWords } from '../state/words.ts'
import { AttributeForm } from './attribute-form.tsx'
import { Activities, Choice, type ClauseProps, changed, type Of, useActivityNames } from './clause-fields.tsx'
import css from './filter.module.css'
import { Picker } from './picker.tsx'
import { DurationInput, RangePicker, useHistogramOf } from './range-picker.tsx'

/** The form of a clause, by its kind. */
export function ClauseForm(props: ClauseProps) {
  const { clause } = props
  switch (clause.kind) {
    case 'activity':
      return <ActivityForm {...props} clause={clause} />
    case 'event-attribute':
    case 'case-attribute':
      return <AttributeForm {...props} clause={clause} />
    case 'cases':
      return <CasesForm {...props} clause={clause} />
    case 'time':
      return <TimeForm {...props} clause={clause} />
    case 'variant':
      return <VariantForm {...props} clause={clause} />
    case 'variant-frequency':
      return <VariantFrequencyForm {...props} clause={clause} />
    case 'variant-coverage':
      return <CoverageForm {...props} clause={clause} />
    case 'performance':
      return <PerformanceForm {...props} clause={clause} />
    case 'endpoints':
      return <EndpointsForm {...props} clause={clause} />
    case 'follows':
      return <FollowsForm {...props} clause={clause} />
    case 'rework':
      return <ReworkForm {...props} clause={clause} />
    case 'crop':
      return <CropForm {...props} clause={clause} />
    case 'conflict':
      return <ConflictForm {...props} clause={clause} />
  }
}

function ActivityForm({ clause, set, ask }: Of<'activity'>) {
  const { data } = useAnswer('activities', ask)
  const rows = useMemo(
    () => data?.activity.map((name, i) => ({ value: name, label: name, count: data.caseFrequency[i]! })) ?? [],
    [data],
  )
  const cases = useAnswer('size', ask).data?.cases ?? 0
  return (
    <>
      <Choice
        label="Keep"
        value={clause.mode}
        choices={[
          ['mandatory', 'cases with at least one of these activities'],
          ['forbidden', 'cases without any of them'],
          ['keep', 'only the events of these activities'],
        ]}
        set={mode => set(changed(clause, { mode }))}
      />
      <Picker
        label="Activities"
        rows={rows}
        of={cases}
        unit="case"
        value={clause.activities}
        set={activities => set(changed(clause, { activities: activities as string[] }))}
      />
    </>
  )
}

function CasesForm({ clause, set }: Of<'cases'>) {
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

function TimeForm({ clause, set, ask }: Of<'time'>) {
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

function VariantForm({ clause, set, ask }: Of<'variant'>) {
  const { data } = useAnswer('variants', { ...ask, limit: 200 })
  const rows = useMemo(
    () =>
      data?.variants.map(({ id, activities, cases }, i) => ({
        value: id,
        label: `${i + 1}. ${activities.slice(0, 8).join(' → ')}${activities.length > 8 ? ` → … (${activities.length})` : ''}`,
        count: cases,
      })) ?? [],
    [data],
  )
  return (
    <Picker
      label="Variants"
      rows={rows}
      of={data?.totalCases ?? 0}
      unit="case"
      value={clause.ids}
      set={ids => set(changed(clause, { ids: ids as string[] }))}
      {...(data?.omittedVariants ? { note: `and ${plural(data.omittedVariants, 'rarer variant')}` } : {})}
    />
  )
}

function VariantFrequencyForm({ clause, set }: Of<'variant-frequency'>) {
  const number = (value: string | number) => (value === '' ? undefined : Number(value))
  const words = useWords()
  return (
    <div className={css.two}>
      <NumberInput
        label={words('At least so many cases')}
        min={1}
        allowDecimal={false}
        value={clause.from ?? ''}
        onChange={value => set(changed(clause, { from: number(value) }))}
      />
      <NumberInput
        label="Fewer than"
        min={1}
        allowDecimal={false}
        value={clause.to ?? ''}
        onChange={value => set(changed(clause, { to: number(value) }))}
      />
    </div>
  )
}

function CoverageForm({ clause, set }: Of<'variant-coverage'>) {
  const words = useWords()
  return (
    <div>
      <div id="coverage">{words`Share of the cases: ${formatShare(clause.share, 1)}`}</div>
      <Slider
        mt={8}
        min={1}
        max={100}
        label={null}
        thumbLabel={words('Share of the cases in percent')}
        value={Math.round(clause.share * 100)}
        onChange={value => set(changed(clause, { share: value / 100 }))}
      />
    </div>
  )
}

function PerformanceForm({ clause, set, ask, description }: Of<'performance'>) {
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

function EndpointsForm({ clause, set, ask }: Of<'endpoints'>) {
  const some = (list: string[]) => (list.length ? list : undefined)
  return (
    <>
      <Choice
        label="Then"
        value={clause.mode}
        choices={[
          ['discard', 'keep the cases that start and end so'],
          ['longest', 'cut cases from the first start to the last end'],
          ['first', 'cut cases from the first start to the first end after it'],
        ]}
        set={mode => set(changed(clause, { mode }))}
      />
      <Activities
        label="Start with one of"
        placeholder="any"
        ask={ask}
        value={clause.start ?? []}
        set={start => set(changed(clause, { start: some(start) }))}
      />
      <Activities
        label="End with one of"
        placeholder="any"
        ask={ask}
        value={clause.end ?? []}
        set={end => set(changed(clause, { end: some(end) }))}
      />
    </>
  )
}

function FollowsForm({ clause, set, ask, description }: Of<'follows'>) {
  const keys = [...new Set(description.attributes.filter(({ scope }) => scope === 'event').map(({ key }) => key))]
  const condition = clause.same !== undefined ? 'same' : clause.different !== undefined ? 'different' : 'any'
  const key = clause.same ?? clause.different ?? description.resourceKey ?? keys[0]
  const put = (how: string, by: string | undefined) =>
    set(changed(clause, { same: how === 'same' ? by : undefined, different: how === 'different' ? by : undefined }))
  return (
    <>
      <Activities label="One of" ask={ask} value={clause.from} set={from => set(changed(clause, { from }))} />
      <Choice
        label="is"
        value={clause.relation}
        choices={[
          ['directly', 'directly followed by'],
          ['eventually', 'eventually followed by'],
          ...(description.starts === 'none' ? [] : ([['parallel', 'at the same time as']] as const)),
        ]}
        set={relation => set(changed(clause, { relation }))}
      />
      <Activities label="one of" ask={ask} value={clause.to} set={to => set(changed(clause, { to }))} />
      {keys.length > 0 && (
        <div className={css.two}>
          <Select
            label="Done by"
            data={[
              { value: 'any', label: 'anybody' },
              { value: 'same', label: 'the same' },
              { value: 'different', label: 'a different' },
            ]}
            value={condition}
            allowDeselect={false}
            onChange={how => put(how ?? 'any', key)}
          />
          <Select
            label="Attribute"
            data={keys}
            value={key ?? null}
            disabled={condition === 'any'}
            searchable
            allowDeselect={false}
            onChange={by => put(condition, by ?? undefined)}
          />
        </div>
      )}
      <div className={css.two}>
        <DurationInput
          label="At least so long after"
          value={clause.minMs}
          set={minMs => set(changed(clause, { minMs }))}
        />
        <DurationInput
          label="At most so long after"
          value={clause.maxMs}
          set={maxMs => set(changed(clause, { maxMs }))}
        />
      </div>
      {clause.minMs !== undefined && <span className="muted small">from {formatDuration(clause.minMs)}</span>}
    </>
  )
}

function ReworkForm({ clause, set, ask }: Of<'rework'>) {
  const names = useActivityNames(ask)
  return (
    <>
      <Select
        label="Activity"
        placeholder="any"
        data={[...new Set(names)].filter(name => name !== '')}
        value={clause.activity ?? null}
        searchable
        clearable
        limit={100}
        onChange={activity => set(changed(clause, { activity: activity ?? undefined }))}
      />
      <Choice
        label="Repeats"
        value={clause.of}
        choices={[
          ['rework', 'in any way'],
          ['self-loops', 'directly, with nothing between'],
          ['loops', 'later, with something between'],
        ]}
        set={of => set(changed(clause, { of }))}
      />
      <NumberInput
        label="At least so many times"
        min={1}
        allowDecimal={false}
        value={clause.atLeast}
        onChange={value => set(changed(clause, { atLeast: Number(value) || 0 }))}
      />
    </>
  )
}

function CropForm({ clause, set, ask }: Of<'crop'>) {
  const which = (value: 'first' | 'last' | undefined, put: (value: 'first' | 'last') => void, label: string) => (
    <Select
      label={label}
      data={['first', 'last']}
      value={value ?? 'first'}
      allowDeselect={false}
      onChange={next => put(next as 'first' | 'last')}
    />
  )
  return (
    <>
      {which(clause.fromWhich, fromWhich => set(changed(clause, { fromWhich })), 'From the')}
      <Activities label="of" ask={ask} value={clause.from} set={from => set(changed(clause, { from }))} />
      {which(clause.toWhich, toWhich => set(changed(clause, { toWhich })), 'To the')}
      <Activities label="of (behind it)" ask={ask} value={clause.to} set={to => set(changed(clause, { to }))} />
    </>
  )
}

function ConflictForm({ clause, set, ask, description }: Of<'conflict'>) {
  const keys = [...new Set(description.attributes.filter(({ scope }) => scope === 'event').map(({ key }) => key))]
  return (
    <>
      <Select
        label="The same"
        data={keys}
        value={clause.key || null}
        searchable
        allowDeselect={false}
        onChange={key => set(changed(clause, { key: key ?? '' }))}
      />
      <Activities label="did one of" ask={ask} value={clause.first} set={first => set(changed(clause, { first }))} />
      <Activities label="and one of" ask={ask} value={clause.second} set={second => set(changed(clause, { second }))} />
    </>
  )
}
