import { Button, SegmentedControl, Select } from '@mantine/core'
import { useMemo, useState } from 'react'
import type { LogDescription, View } from '../../../log/engine.ts'
import { ACTIVITY, LIFECYCLE } from '../../../log/event-log.ts'
import { CalendarDialog, calendarTitle } from '../../filter/calendar-dialog.tsx'
import { formatNumber } from '../../format/numbers.ts'
import { useDescription, useGo, usePlace, useView } from '../../state/place.ts'
import css from './map.module.css'

const JOIN = '\u0001'

/** How the log is looked at: by which attribute, event or instance, in which hours. It concerns every page. */
export function ViewControls() {
  const description = useDescription()
  const { view: chosen } = usePlace()
  const view = useView()
  const go = useGo()
  const [asking, setAsking] = useState(false)
  const choices = useMemo(() => (description ? classifiers(description) : []), [description])
  if (!description) return null
  const set = (part: { [K in keyof View]?: View[K] | undefined }) => {
    const next = Object.fromEntries(
      Object.entries({ ...chosen, ...part }).filter(([, value]) => value !== undefined && value !== null),
    )
    // Activities of another classifier are other names: what was selected and how much was shown is of no use then.
    go({
      view: next as Partial<View>,
      ...(part.classifier !== undefined || 'classifier' in part ? { pages: { map: null } } : {}),
    })
  }
  const value = view.classifier.join(JOIN)
  const data = choices.some(choice => choice.value === value)
    ? choices
    : [...choices, { value, label: view.classifier.join(' + ') }]
  return (
    <div className={css.group}>
      <Select
        label="Map of"
        data={data}
        value={value}
        allowDeselect={false}
        searchable={data.length > 8}
        onChange={next => next !== null && set({ classifier: next === ACTIVITY ? undefined : next.split(JOIN) })}
      />
      {description.starts === 'paired' && (
        <div>
          <div className={css.label} id="level">
            Count
          </div>
          <SegmentedControl
            fullWidth
            aria-labelledby="level"
            value={view.level}
            data={[
              { value: 'event', label: 'Events' },
              { value: 'instance', label: 'Instances' },
            ]}
            onChange={level =>
              set({ level: level === description.defaultLevel ? undefined : (level as View['level']) })
            }
          />
          <div className="small muted" style={{ marginTop: 4 }}>
            {view.level === 'instance'
              ? `Start and complete are one: ${formatNumber(description.pairing?.paired)} pairs found.`
              : 'Every event counts, starts and completes alike.'}
          </div>
        </div>
      )}
      <div>
        <div className={css.label}>Durations</div>
        <Button
          variant="default"
          fullWidth
          justify="space-between"
          onClick={() => setAsking(true)}
          aria-label={`Working calendar: ${calendarTitle(view.calendar)}`}
        >
          {calendarTitle(view.calendar)}
        </Button>
      </div>
      {asking && (
        <CalendarDialog
          calendar={view.calendar}
          close={() => setAsking(false)}
          choose={calendar => {
            set({ calendar: calendar ?? undefined })
            setAsking(false)
          }}
        />
      )}
    </div>
  )
}

/** Beyond, a map by this attribute would be a map of everything once. */
const MOST_VALUES = 5000

function classifiers(description: LogDescription): { value: string; label: string }[] {
  const found = new Map<string, string>([[ACTIVITY, 'Activity']])
  const events = description.attributes.filter(attribute => attribute.scope === 'event')
  if (events.some(attribute => attribute.key === LIFECYCLE))
    found.set([ACTIVITY, LIFECYCLE].join(JOIN), 'Activity + lifecycle')
  for (const { name, keys } of description.classifiers) {
    const value = keys.join(JOIN)
    if (!found.has(value)) found.set(value, `${name} (${keys.join(' + ')})`)
  }
  for (const { key, distinct, present } of events)
    if (distinct !== null && distinct <= MOST_VALUES && present > 0 && !found.has(key)) found.set(key, key)
  return [...found].map(([value, label]) => ({ value, label }))
}
