import { Button } from '@mantine/core'
import { useMemo } from 'react'
import type { CaseDetail } from '../../../log/engine.ts'
import { Inspector } from '../../app/inspector.tsx'
import { useAnswer } from '../../engine/use-answer.ts'
import { isoInstant, toCsv } from '../../format/csv.ts'
import { downloadCsv } from '../../format/download.ts'
import { formatNumber, formatValue } from '../../format/numbers.ts'
import { ErrorNote } from '../../parts/error-note.tsx'
import { Duration, Facts } from '../../parts/facts.tsx'
import { useAsk, useDescription, useFilter, useView } from '../../state/place.ts'
import css from '../page.module.css'
import { type Course, courseOf } from './course.ts'
import { CaseTimeline } from './timeline.tsx'

/** One case: its time line, its events and what they carry. */
export function CasePanel({
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
        isoInstant(step.start),
        isoInstant(step.complete),
        step.took,
        step.gap,
        ...keys.map(key => detail.eventAttributes[key]![i]),
      ]),
    ),
  )
}
