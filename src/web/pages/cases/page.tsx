import { Button, TextInput } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import type { AttributeType, Value } from '../../../log/column.ts'
import type { CaseDetail, CaseSort, Cases } from '../../../log/engine.ts'
import { Inspector } from '../../app/inspector.tsx'
import { askEngine, useAnswer } from '../../engine/use-answer.ts'
import { toCsv } from '../../format/csv.ts'
import { downloadCsv } from '../../format/download.ts'
import { formatInstantIn, formatNumber, formatValue } from '../../format/numbers.ts'
import { type DataColumn, DataTable } from '../../parts/data-table.tsx'
import { EmptyState } from '../../parts/empty-state.tsx'
import { ErrorNote } from '../../parts/error-note.tsx'
import { Duration, Facts } from '../../parts/facts.tsx'
import { useAsk, useDescription, useFilter, usePageState, useView } from '../../state/place.ts'
import css from '../page.module.css'
import { type Course, courseOf } from './course.ts'
import { CaseTimeline } from './timeline.tsx'

const PAGE = 200
/** Rows a question, where all are exported. */
const EXPORTED = 5000
/** Attributes shown as columns; the panel of a case shows all. */
const COLUMNS = 24
const sorts = ['id', 'start', 'end', 'events', 'throughput'] as const

interface State {
  readonly sort: CaseSort
  readonly selected: string | null
}
const readState = (value: Record<string, unknown>): State => ({
  sort: {
    by: sorts.find(by => by === value['by']) ?? 'throughput',
    descending: value['descending'] !== false,
  },
  selected: typeof value['selected'] === 'string' ? value['selected'] : null,
})

interface Row {
  readonly id: string
  readonly events: number
  readonly start: number | null
  readonly end: number | null
  readonly throughput: number | null
  readonly attributes: readonly Value[]
}

/** Which cases are these? All cases under the filter, and the course of one. */
export default function CasesPage() {
  const ask = useAsk()
  const view = useView()
  const description = useDescription()
  const filter = useFilter()
  const [state, setState] = usePageState<State & { by?: string; descending?: boolean }>('cases', readState)
  const keys = useMemo(
    () =>
      (description?.attributes ?? [])
        .filter(a => a.scope === 'case')
        .slice(0, COLUMNS)
        .map(a => a.key),
    [description],
  )
  const questionOf = (limit: number, cursor: string | undefined) => ({
    ...ask!,
    limit,
    sort: state.sort,
    attributes: keys,
    ...(cursor === undefined ? {} : { cursor }),
  })
  const allRows = async () => {
    const all: Row[] = []
    let cursor: string | undefined
    do {
      const page: Cases = await askEngine('cases', questionOf(EXPORTED, cursor))
      for (const row of rowsOf(page, keys)) all.push(row)
      cursor = page.next
    } while (cursor !== undefined)
    return all
  }
  const pages = useInfiniteQuery({
    queryKey: ['cases', ask, state.sort, keys],
    enabled: ask !== null,
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) => askEngine('cases', questionOf(PAGE, pageParam), signal),
    getNextPageParam: (last: Cases) => last.next,
  })
  const rows = useMemo(() => (pages.data?.pages ?? []).flatMap(page => rowsOf(page, keys)), [pages.data, keys])
  const zone = view.calendar?.timeZone ?? 'UTC'
  const types = useMemo(
    () => new Map(description?.attributes.filter(a => a.scope === 'case').map(a => [a.key, a.type])),
    [description],
  )
  const columns = useMemo(() => columnsOf(keys, types, zone), [keys, types, zone])
  const total = pages.data?.pages[0]?.total ?? 0
  if (pages.error) return <ErrorNote error={pages.error} retry={() => void pages.refetch()} />
  if (pages.data && total === 0)
    return (
      <EmptyState icon="cases" title="No case is left under this filter">
        Switch a clause of the filter off, or remove it.
      </EmptyState>
    )
  return (
    <div className={css.page}>
      <div className={css.bar}>
        <h1>{pages.data ? `${formatNumber(total)} cases` : 'Cases'}</h1>
        <FindCase find={id => setState({ selected: id })} keep={id => filter.add([{ kind: 'cases', ids: [id] }])} />
        <span className={css.spacer} />
        <span className="muted small">Times in {zone}</span>
      </div>
      <div className={css.fill}>
        <DataTable
          label="Cases"
          rows={rows}
          columns={columns}
          rowKey={row => row.id}
          sorted
          sorting={state.sort}
          onSort={({ by, descending }) => setState({ by, descending })}
          selected={state.selected}
          onSelect={row => setState({ selected: row.id }, { replace: true })}
          exportName="cases"
          allRows={allRows}
          onEnd={() => {
            if (pages.hasNextPage && !pages.isFetching) void pages.fetchNextPage()
          }}
          footer={`${formatNumber(rows.length)} of ${formatNumber(total)} cases loaded${rows.length < total ? '; scroll for more' : ''}`}
        />
      </div>
      {state.selected !== null && (
        <CaseInspector id={state.selected} zone={zone} close={() => setState({ selected: undefined })} />
      )}
    </div>
  )
}

const rowsOf = (page: Cases, keys: readonly string[]): Row[] =>
  page.id.map((id, i) => ({
    id,
    events: page.events[i]!,
    start: page.start[i]!,
    end: page.end[i]!,
    throughput: page.throughput[i]!,
    attributes: keys.map(key => page.attributes[key]?.[i] ?? null),
  }))

function columnsOf(
  keys: readonly string[],
  types: ReadonlyMap<string, AttributeType>,
  zone: string,
): readonly DataColumn<Row>[] {
  return [
    { key: 'id', label: 'Case', width: 'minmax(120px, 1fr)', value: row => row.id },
    {
      key: 'events',
      label: 'Events',
      width: '72px',
      align: 'right',
      value: row => row.events,
      show: row => formatNumber(row.events),
    },
    {
      key: 'start',
      label: 'Start',
      width: '132px',
      align: 'right',
      value: row => instant(row.start),
      show: row => <span className="number">{formatInstantIn(row.start, zone)}</span>,
    },
    {
      key: 'end',
      label: 'End',
      width: '132px',
      align: 'right',
      value: row => instant(row.end),
      show: row => <span className="number">{formatInstantIn(row.end, zone)}</span>,
    },
    {
      key: 'throughput',
      label: 'Throughput time',
      width: '136px',
      align: 'right',
      value: row => row.throughput,
      show: row => <Duration ms={row.throughput} />,
    },
    ...keys.map((key, i) => ({
      key: `attribute:${key}`,
      label: key,
      width: 'minmax(90px, 160px)',
      sorts: false,
      ...(types.get(key) === 'int' || types.get(key) === 'float' ? { align: 'right' as const } : {}),
      value: (row: Row) => {
        const value = row.attributes[i]
        return types.get(key) === 'date' && typeof value === 'number' ? instant(value) : value
      },
      show: (row: Row) => formatValue(row.attributes[i] ?? null, types.get(key) === 'date'),
    })),
  ]
}
const instant = (ms: number | null) => (ms === null ? null : new Date(ms).toISOString())

function FindCase(props: { readonly find: (id: string) => void; readonly keep: (id: string) => void }) {
  const [text, setText] = useState('')
  return (
    <form
      style={{ display: 'flex', gap: 8 }}
      onSubmit={event => {
        event.preventDefault()
        if (text.trim()) props.find(text.trim())
      }}
    >
      <TextInput
        aria-label="Case id"
        placeholder="Find a case by its id"
        value={text}
        onChange={event => setText(event.currentTarget.value)}
      />
      <Button type="submit" variant="default" disabled={!text.trim()}>
        Open
      </Button>
      <Button variant="default" disabled={!text.trim()} onClick={() => props.keep(text.trim())}>
        Keep only it
      </Button>
    </form>
  )
}

/** One case: its time line, its events and what they carry. */
function CaseInspector({
  id,
  zone,
  close,
}: {
  readonly id: string
  readonly zone: string
  readonly close: () => void
}) {
  const ask = useAsk()
  const filter = useFilter()
  const description = useDescription()
  const { calendar } = useView()
  const isDate = (scope: 'event' | 'case', key: string) =>
    description?.attributes.some(a => a.scope === scope && a.key === key && a.type === 'date') ?? false
  const detail = useAnswer('caseDetail', ask && { ...ask, id })
  const data = detail.data?.id === id ? detail.data : undefined
  const course = useMemo(() => (data ? courseOf(data, calendar) : null), [data, calendar])
  return (
    <Inspector kind="Case" title={id} close={close}>
      {detail.error && <ErrorNote error={detail.error} title="This case cannot be shown." />}
      {data && course && (
        <>
          <Facts
            rows={[
              ['throughput time', <Duration key="throughput" ms={course.throughput} />],
              ['events', formatNumber(course.steps.length)],
              ...Object.entries(data.caseAttributes).map(
                ([key, value]) => [key, formatValue(value, isDate('case', key))] as const,
              ),
            ]}
          />
          <div className={css.buttons}>
            <Button variant="default" onClick={() => filter.add([{ kind: 'cases', ids: [id] }], 'map')}>
              On the map
            </Button>
            <Button variant="default" onClick={() => filter.add([{ kind: 'cases', ids: [id], not: true }])}>
              Without this case
            </Button>
            <Button variant="default" onClick={() => saveCourse(data, course)}>
              Save as CSV
            </Button>
          </div>
          {calendar && <p className="muted small">Durations count working time only: a day (d) is 24 working hours.</p>}
          {data.withheld && data.withheld.length > 0 && (
            <p className="muted small">Not shown, because they tell about people: {data.withheld.join(', ')}.</p>
          )}
          <CaseTimeline detail={data} course={course} zone={zone} isDate={key => isDate('event', key)} />
        </>
      )}
    </Inspector>
  )
}

/** The entries of a case as they are shown: instants as ISO 8601, durations in ms. */
function saveCourse(detail: CaseDetail, { steps }: Course): void {
  const keys = Object.keys(detail.eventAttributes)
  downloadCsv(
    `case ${detail.id}`,
    toCsv(
      ['activity', 'start', 'complete', 'service ms', 'gap before ms', ...keys],
      steps.map((step, i) => [
        step.activity,
        instant(step.start),
        instant(step.complete),
        step.took,
        step.gap,
        ...keys.map(key => detail.eventAttributes[key]![i]),
      ]),
    ),
  )
}
