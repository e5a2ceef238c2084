import { NumberInput, Select } from '@mantine/core'
import { useMemo } from 'react'
import { useAnswer } from '../engine/use-answer.ts'
import { Activities, Choice, changed, type Of, useActivityNames } from './clause-fields.tsx'
import { Picker } from './picker.tsx'

export function ActivityForm({ clause, set, ask }: Of<'activity'>) {
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

export function EndpointsForm({ clause, set, ask }: Of<'endpoints'>) {
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

export function ReworkForm({ clause, set, ask }: Of<'rework'>) {
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

export function CropForm({ clause, set, ask }: Of<'crop'>) {
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
