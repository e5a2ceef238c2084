import { Button, MultiSelect, SegmentedControl, Select, TextInput } from '@mantine/core'
import { useMemo, useState } from 'react'
import type { Value } from '../../../log/column.ts'
import type { Clause, Filter } from '../../../log/filter.ts'
import { useAnswer } from '../../engine/use-answer.ts'
import { formatDay, formatNumber, formatValue } from '../../format/numbers.ts'
import { useAsk, useDescription, useFilter, useGo } from '../../state/place.ts'
import own from './compare.module.css'

type Way = 'time' | 'attribute' | 'clause'
type Choose = (first: Filter, second: Filter) => void

/** How the cases fall into two groups. */
export function GroupChooser({ choose }: { readonly choose: Choose }) {
  const [way, setWay] = useState<Way>('time')
  return (
    <div className={own.chooser}>
      <SegmentedControl
        aria-label="How the groups are made"
        value={way}
        onChange={value => setWay(value as Way)}
        data={[
          { value: 'time', label: 'Before and after' },
          { value: 'attribute', label: 'By attribute' },
          { value: 'clause', label: 'By the last filter clause' },
        ]}
      />
      {way === 'time' && <ByTime choose={choose} />}
      {way === 'attribute' && <ByAttribute choose={choose} />}
      {way === 'clause' && <ByClause />}
    </div>
  )
}

function ByTime({ choose }: { readonly choose: Choose }) {
  const ask = useAsk()
  const summary = useAnswer('summary', ask)
  const middle =
    summary.data?.start != null && summary.data.end != null
      ? formatDay((summary.data.start + summary.data.end) / 2)
      : ''
  const [typed, setTyped] = useState<string | null>(null)
  const text = typed ?? middle
  const at = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN
  return (
    <>
      <TextInput
        type="date"
        label="Cases that started before, and from this day on (UTC)"
        value={text}
        onChange={event => setTyped(event.currentTarget.value)}
      />
      <Button
        disabled={Number.isNaN(at)}
        onClick={() =>
          choose([{ kind: 'time', mode: 'started', to: at }], [{ kind: 'time', mode: 'started', from: at }])
        }
      >
        Compare
      </Button>
    </>
  )
}

function ByAttribute({ choose }: { readonly choose: Choose }) {
  const ask = useAsk()
  const description = useDescription()
  const attributes = useMemo(
    () =>
      (description?.attributes ?? []).filter(
        a => (a.type === 'string' || a.type === 'boolean') && a.personal === 'none',
      ),
    [description],
  )
  const [id, setId] = useState<string | null>(null)
  const attribute =
    attributes.find(a => `${a.scope}:${a.key}` === id) ?? attributes.find(a => a.scope === 'case') ?? attributes[0]
  const values = useAnswer(
    'values',
    ask && attribute ? { ...ask, scope: attribute.scope, key: attribute.key, limit: 500 } : null,
  )
  const options = useMemo(
    () =>
      (values.data?.value ?? []).map((value, i) => ({
        value: JSON.stringify(value),
        label: `${formatValue(value)} (${formatNumber(values.data!.caseFrequency[i])})`,
      })),
    [values.data],
  )
  const [first, setFirst] = useState<string[]>([])
  const [second, setSecond] = useState<string[]>([])
  if (!attribute) return <span className="muted">The log has no attribute with values to choose from.</span>
  const clause = (chosen: readonly string[]): Clause => {
    const list = chosen.map(value => JSON.parse(value) as Value)
    return attribute.scope === 'case'
      ? { kind: 'case-attribute', key: attribute.key, values: list }
      : { kind: 'event-attribute', key: attribute.key, mode: 'mandatory', values: list }
  }
  return (
    <>
      <Select
        label="Attribute"
        searchable
        allowDeselect={false}
        data={attributes.map(a => ({ value: `${a.scope}:${a.key}`, label: `${a.key} (${a.scope})` }))}
        value={`${attribute.scope}:${attribute.key}`}
        onChange={value => {
          setId(value)
          setFirst([])
          setSecond([])
        }}
      />
      <MultiSelect
        label="First group"
        searchable
        miw={180}
        maw={320}
        data={options}
        value={first}
        onChange={setFirst}
      />
      <MultiSelect
        label="Second group (empty: all others)"
        searchable
        miw={180}
        maw={320}
        data={options}
        value={second}
        onChange={setSecond}
      />
      <Button
        disabled={first.length === 0}
        onClick={() => choose([clause(first)], [second.length ? clause(second) : { ...clause(first), not: true }])}
      >
        Compare
      </Button>
    </>
  )
}

function ByClause() {
  const { filter } = useFilter()
  const go = useGo()
  const last = filter.at(-1)
  if (!last)
    return (
      <span className="muted">
        Add a filter first: its last clause then makes the two groups, the cases it keeps and the others.
      </span>
    )
  return (
    <>
      <span className="muted small">
        The last clause leaves the filter; the cases it keeps are compared with the others.
      </span>
      <Button
        onClick={() =>
          go({ filter: filter.slice(0, -1), pages: { compare: { a: [last], b: [{ ...last, not: !last.not }] } } })
        }
      >
        Compare
      </Button>
    </>
  )
}
