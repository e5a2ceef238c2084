import { Button, MultiSelect, NumberInput, Popover, SegmentedControl, Select } from '@mantine/core'
import { useEffect, useState } from 'react'
import type { AttributeDescription } from '../../../log/engine.ts'
import { plural } from '../../format/numbers.ts'
import { Icon } from '../../parts/icon.tsx'
import type { ConformanceState, SetState } from './state.ts'

/** What is compared beside throughput times. */
export function MeasureChoice(props: {
  readonly state: ConformanceState
  readonly set: SetState
  readonly attributes: readonly AttributeDescription[]
}) {
  const { state, set } = props
  const numeric = props.attributes.filter(({ type }) => type === 'int' || type === 'float')
  const keys = [...new Set(numeric.map(({ key }) => key))]
  if (keys.length === 0) return null
  const chosen = numeric.filter(({ key }) => key === state.measure)
  const isOfEvents = chosen.length > 0 && chosen.every(({ scope }) => scope === 'event')
  const of = isOfEvents ? `${measuresOf[state.measureOf ?? 'mean']} ` : ''
  return (
    <Popover position="bottom-end" width={260} trapFocus>
      <Popover.Target>
        <Button size="xs" variant="default" maw={200} rightSection={<Icon name="chevron" size={16} />}>
          <span className="ellipsis" dir="auto">
            {state.measure === undefined ? 'Measure' : `Measure: ${of}${state.measure}`}
          </span>
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label="What is compared beside throughput times">
        <Select
          label="Compared beside throughput times"
          size="xs"
          placeholder="nothing"
          data={keys}
          value={state.measure ?? null}
          clearable
          searchable
          comboboxProps={{ withinPortal: false }}
          onChange={measure => set({ measure: measure ?? undefined, measureOf: undefined })}
        />
        {isOfEvents && (
          <Select
            label="Of its values in a case"
            size="xs"
            mt={8}
            allowDeselect={false}
            value={state.measureOf ?? 'mean'}
            data={Object.entries(measuresOf).map(([value, label]) => ({ value, label }))}
            comboboxProps={{ withinPortal: false }}
            onChange={of =>
              set({ measureOf: of === 'mean' || of === null ? undefined : (of as ConformanceState['measureOf']) })
            }
          />
        )}
      </Popover.Dropdown>
    </Popover>
  )
}
const measuresOf = { mean: 'mean', total: 'total', min: 'smallest', max: 'largest' } as const

/** Which cases still run: nothing that may still come is missing in them. */
export function RunningChoice(props: {
  readonly state: ConformanceState
  readonly set: SetState
  readonly activities: readonly string[]
}) {
  const { endedBy = [], runningDays = 0, timeBy } = props.state
  const { set } = props
  const says = [
    ...(endedBy.length > 0 ? [plural(endedBy.length, 'last activity', 'last activities')] : []),
    ...(runningDays > 0 ? [`${plural(runningDays, 'day')}`] : []),
  ]
  return (
    <Popover position="bottom-end" width={320} trapFocus>
      <Popover.Target>
        <Button size="xs" variant="default" maw={200} rightSection={<Icon name="chevron" size={16} />}>
          <span className="ellipsis">{says.length === 0 ? 'All cases ended' : `Running: ${says.join(', ')}`}</span>
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label="Which cases still run">
        <div className="small muted" style={{ marginBottom: 8 }}>
          In a case that still runs nothing is missing that may yet come. With both, both must hold.
        </div>
        <RunningDays days={runningDays} set={days => set({ runningDays: days || undefined })} />
        <MultiSelect
          label="A case has ended with one of"
          size="xs"
          mt={8}
          searchable
          clearable
          data={[...props.activities]}
          value={[...endedBy]}
          comboboxProps={{ withinPortal: false }}
          onChange={value => set({ endedBy: value.length > 0 ? value : undefined })}
        />
        <div className="small" style={{ margin: '12px 0 4px' }}>
          Over time a case counts
        </div>
        <SegmentedControl
          aria-label="Over time a case counts"
          size="xs"
          fullWidth
          value={timeBy ?? 'start'}
          data={[
            { value: 'start', label: 'where it begins' },
            { value: 'end', label: 'where it ends' },
          ]}
          onChange={value => set({ timeBy: value === 'end' ? 'end' : undefined })}
        />
      </Popover.Dropdown>
    </Popover>
  )
}

/** What is typed counts on Enter and when one leaves the field; the address may change it. */
function RunningDays({ days, set }: { readonly days: number; readonly set: (days: number) => void }) {
  const [typed, setTyped] = useState<number | string>(days || '')
  useEffect(() => setTyped(days || ''), [days])
  const done = () => {
    const value = Math.max(0, Number(typed) || 0)
    if (value !== days) set(value)
  }
  return (
    <NumberInput
      label="It runs if its last event lies in the last days of the log"
      size="xs"
      min={0}
      max={36_500}
      value={typed}
      onChange={setTyped}
      onBlur={done}
      onKeyDown={event => event.key === 'Enter' && done()}
    />
  )
}
