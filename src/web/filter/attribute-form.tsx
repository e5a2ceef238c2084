import { Select, Switch } from '@mantine/core'
import { useMemo, useState } from 'react'
import type { Ask } from '../../log/engine.ts'
import { useAnswer } from '../engine/use-answer.ts'
import { formatValue, plural } from '../format/numbers.ts'
import { Choice, changed, type Of } from './clause-fields.tsx'
import { Picker } from './picker.tsx'
import { RangePicker, useHistogramOf } from './range-picker.tsx'

/** Values of an attribute of events or cases: single ones, or a range where they have an order. */
export function AttributeForm({ clause, set, ask, description }: Of<'event-attribute' | 'case-attribute'>) {
  const scope = clause.kind === 'event-attribute' ? 'event' : 'case'
  const attributes = description.attributes.filter(attribute => attribute.scope === scope)
  const attribute = attributes.find(({ key }) => key === clause.key)
  const type = attribute?.type ?? 'string'
  const ranged = type === 'int' || type === 'float' || type === 'date'
  const [byRange, setByRange] = useState(ranged && !clause.values?.length)
  const keys = [...new Set([...attributes.map(({ key }) => key), clause.key])].filter(Boolean)
  const change = (part: Partial<Record<'values' | 'from' | 'to' | 'missing' | 'key' | 'mode', unknown>>) =>
    set(changed(clause, part as never))
  return (
    <>
      <Select
        label="Attribute"
        data={keys}
        value={clause.key || null}
        searchable
        allowDeselect={false}
        onChange={key => {
          if (key === null) return
          const next = attributes.find(one => one.key === key)?.type
          setByRange(next === 'int' || next === 'float' || next === 'date')
          change({ key, values: undefined, from: undefined, to: undefined, missing: undefined })
        }}
      />
      {clause.kind === 'event-attribute' && (
        <Choice
          label="Keep"
          value={clause.mode}
          choices={[
            ['mandatory', 'cases with at least one such event'],
            ['forbidden', 'cases without such an event'],
            ['keep', 'only such events'],
          ]}
          set={mode => change({ mode })}
        />
      )}
      {ranged && (
        <Choice
          label="Match"
          value={byRange ? 'range' : 'values'}
          choices={[
            ['range', 'a range'],
            ['values', 'single values'],
          ]}
          set={mode => {
            setByRange(mode === 'range')
            change({ values: undefined, from: undefined, to: undefined })
          }}
        />
      )}
      {ranged && byRange ? (
        <AttributeRange
          ask={ask}
          scope={scope}
          attribute={clause.key}
          date={type === 'date'}
          from={clause.from}
          to={clause.to}
          set={(from, to) => change({ from, to })}
        />
      ) : (
        <AttributeValues
          ask={ask}
          scope={scope}
          attribute={clause.key}
          date={type === 'date'}
          value={clause.values ?? []}
          set={values => change({ values: values.length ? values : undefined })}
        />
      )}
      <Switch
        label="Also where the value is missing"
        checked={clause.missing === true}
        onChange={event => change({ missing: event.currentTarget.checked ? true : undefined })}
      />
    </>
  )
}

interface AttributeProps {
  readonly ask: Ask
  readonly scope: 'event' | 'case'
  readonly attribute: string
  readonly date: boolean
}

function AttributeRange(
  props: AttributeProps & {
    readonly from: number | undefined
    readonly to: number | undefined
    readonly set: (from: number | undefined, to: number | undefined) => void
  },
) {
  const histogram = useHistogramOf(props.ask, { of: 'attribute', scope: props.scope, key: props.attribute })
  return (
    <RangePicker
      kind={props.date ? 'date' : 'number'}
      histogram={histogram}
      from={props.from}
      to={props.to}
      set={props.set}
    />
  )
}

type Scalar = string | number | boolean | null
function AttributeValues(
  props: AttributeProps & { readonly value: readonly Scalar[]; readonly set: (values: Scalar[]) => void },
) {
  const [search, setSearch] = useState('')
  const { data, error } = useAnswer('values', {
    ...props.ask,
    scope: props.scope,
    key: props.attribute,
    limit: 200,
    ...(search ? { search } : {}),
  })
  const cases = useAnswer('size', props.ask).data?.cases ?? 0
  const rows = useMemo(
    () =>
      data?.value.flatMap((value, i) =>
        value === null ? [] : [{ value, label: formatValue(value, props.date), count: data.caseFrequency[i]! }],
      ) ?? [],
    [data, props.date],
  )
  if (error) return <p className="muted">{error.message}</p>
  return (
    <Picker
      label="Values"
      rows={rows}
      of={cases}
      unit="case"
      value={props.value}
      set={props.set}
      search={setSearch}
      {...(data?.omitted ? { note: `and ${plural(data.omitted, 'more value')}: search for them` } : {})}
    />
  )
}
