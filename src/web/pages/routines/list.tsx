import { Checkbox } from '@mantine/core'
import type { KeyboardEvent } from 'react'
import type { RoutineSummary } from '../../../analyses/index.ts'
import { formatDuration, formatShare, plural } from '../../format/numbers.ts'
import { formatPeople } from '../../format/people.ts'
import own from './routines.module.css'

/** The routines, the most common first; ticked ones can be merged. */
export function RoutineList(props: {
  readonly routines: readonly RoutineSummary[]
  readonly selected: string | null
  readonly select: (id: string) => void
  readonly ticked: ReadonlySet<string>
  /** null: nothing may be edited. */
  readonly tick: ((id: string) => void) | null
}) {
  const { routines, selected, ticked } = props
  const move = (event: KeyboardEvent<HTMLElement>) => {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
    const buttons = [...event.currentTarget.querySelectorAll('button')]
    const at = buttons.indexOf(document.activeElement as HTMLButtonElement)
    if (at < 0) return
    event.preventDefault()
    const next = buttons[at + (event.key === 'ArrowDown' ? 1 : -1)]
    next?.focus()
    next?.click()
  }
  return (
    <ul className={own.list} aria-label="Routines" onKeyDown={move}>
      {routines.map(routine => (
        <li key={routine.id} className={own.item} data-selected={routine.id === selected || undefined}>
          <Checkbox
            aria-label={`Tick ${routine.name} to merge it`}
            checked={ticked.has(routine.id)}
            disabled={routines.length < 2 || props.tick === null}
            onChange={() => props.tick?.(routine.id)}
          />
          <button
            type="button"
            className={own.itemButton}
            aria-current={routine.id === selected}
            onClick={() => props.select(routine.id)}
          >
            <span className={own.itemName} dir="auto">
              {routine.name}
            </span>
            <span className="muted small">
              {plural(routine.instances, 'run')} · {plural(routine.steps.length, 'step')}
              {routine.handsOnMs !== null && ` · median ${formatDuration(routine.handsOnMs)}`}
            </span>
            <span className="muted small">
              {formatShare(routine.coverage, 1)} of events ·{' '}
              {`${formatPeople(routine.people)} people`.replaceAll(' ', '\u00a0')}
            </span>
            <span className="muted small" dir="auto">
              {routine.applications.join(', ')}
            </span>
          </button>
        </li>
      ))}
    </ul>
  )
}
