import { SegmentedControl } from '@mantine/core'
import { useState } from 'react'
import type { InstanceStrip, RoutineAnswer } from '../../../analyses/index.ts'
import { isHere } from '../../engine/log-ids.ts'
import { formatDuration, plural } from '../../format/numbers.ts'
import { activityBackground } from '../../parts/activity-color.ts'
import { EmptyState } from '../../parts/empty-state.tsx'
import { PeopleSwitch } from '../../parts/people-switch.tsx'
import { Strip } from '../../parts/strip.tsx'
import { useActivityColors } from '../../parts/use-activity-colors.ts'
import { usePlace } from '../../state/place.ts'
import own from './routines.module.css'

/** Single runs as strips of steps, in order or along their time; nobody's name, no clock time. */
export function Runs({ routine }: { readonly routine: RoutineAnswer }) {
  const { log } = usePlace()
  const { examples, summary } = routine
  const timed = examples?.some(({ steps }) => steps.some(({ sinceMs }) => sinceMs !== null)) ?? false
  const [by, setBy] = useState<'time' | 'order'>('order')
  if (examples === null)
    return (
      <EmptyState
        icon="routines"
        title="Single runs are not shown: fewer than 5 people did this"
        {...(log === null ? {} : { action: <PeopleSwitch log={log} /> })}
      >
        A single run could tell who it was. Tasks that were recorded on purpose, as demonstrations, are shown always.
        {log !== null && !isHere(log) && ' Its steps, variants and figures are those of all its runs together.'}
      </EmptyState>
    )
  const longest = Math.max(1, ...examples.map(lengthOf))
  const along = timed && by === 'time'
  return (
    <>
      <div className={`${own.headLine} ${own.note}`} style={{ paddingBottom: 8 }}>
        <span className="muted small">
          {examples.length < summary.instances
            ? `The first ${plural(examples.length, 'run')} of ${summary.instances}.`
            : `${plural(examples.length, 'run')}.`}{' '}
          {along && 'A mark is a step where it ends; outlined ones are no step of the routine. '}
        </span>
        <span style={{ flex: 1 }} />
        {timed && (
          <SegmentedControl
            aria-label="Draw runs"
            value={by}
            data={[
              { value: 'order', label: 'By order' },
              { value: 'time', label: 'By time' },
            ]}
            onChange={value => setBy(value as 'time' | 'order')}
          />
        )}
      </div>
      <ul className={own.runs} aria-label="Runs">
        {examples.map((example, at) => (
          <li key={at}>
            <span className="muted number">{at + 1}</span>
            {along ? (
              <TimeStrip example={example} longest={longest} />
            ) : (
              <Strip activities={example.steps.map(labelOf)} />
            )}
            <span className="number" style={{ textAlign: 'right' }}>
              {timed ? formatDuration(lengthOf(example)) : plural(example.steps.length, 'step')}
            </span>
          </li>
        ))}
      </ul>
      <Legend examples={examples} />
    </>
  )
}

const labelOf = ({ label }: InstanceStrip['steps'][number]) => label
const lengthOf = ({ steps }: InstanceStrip) => Math.max(0, ...steps.map(({ sinceMs }) => sinceMs ?? 0))

function TimeStrip({ example, longest }: { readonly example: InstanceStrip; readonly longest: number }) {
  const colorOf = useActivityColors()
  return (
    <div className={own.time} role="img" aria-label={example.steps.map(textOf).join(', then ')}>
      {example.steps.map((step, at) => (
        <span
          key={at}
          className={own.mark}
          data-own={step.step === null || undefined}
          title={textOf(step)}
          style={{
            left: `calc(6px + (100% - 12px) * ${(step.sinceMs ?? 0) / longest})`,
            background: activityBackground(colorOf(step.label)),
          }}
        />
      ))}
    </div>
  )
}

const textOf = ({ label, sinceMs, application }: InstanceStrip['steps'][number]) =>
  `${label}${application ? ` in ${application}` : ''}${sinceMs === null ? '' : ` after ${formatDuration(sinceMs)}`}`

function Legend({ examples }: { readonly examples: readonly InstanceStrip[] }) {
  const colorOf = useActivityColors()
  const labels = [...new Set(examples.flatMap(({ steps }) => steps.map(labelOf)))].slice(0, 40)
  return (
    <div className={own.legend}>
      {labels.map(label => (
        <span key={label} dir="auto">
          <span className={own.swatch} style={{ background: activityBackground(colorOf(label)) }} aria-hidden="true" />
          {label}
        </span>
      ))}
    </div>
  )
}
