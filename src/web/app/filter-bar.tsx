import { Button, Menu, Tooltip } from '@mantine/core'
import { type KeyboardEvent, useMemo, useRef, useState } from 'react'
import type { Clause } from '../../log/filter.ts'
import { useAnswer } from '../engine/use-answer.ts'
import { describeClause, scopeOf, titleOf } from '../filter/describe-clause.ts'
import { editing } from '../filter/editing.ts'
import { FilterDrawer } from '../filter/filter-drawer.tsx'
import { ViewsMenu } from '../filter/views-menu.tsx'
import { formatNumber, formatShare, plural } from '../format/numbers.ts'
import { Icon } from '../parts/icon.tsx'
import { useAsk, useDescription, useFilter } from '../state/place.ts'
import { useWords } from '../state/words.ts'
import css from './shell.module.css'

/** The filter stack, always in sight: what it leaves, its clauses in the order they apply, and ways to change it. */
export function FilterBar() {
  const ask = useAsk()
  const { filter } = useFilter()
  if (!ask) return <div className={css.bar} style={{ padding: 0 }} />
  return (
    <div className={css.bar}>
      <SizeNote />
      <section className={css.chips} aria-label="Filters, in the order in which they apply">
        <Chips />
        <Button
          variant="subtle"
          size="compact-sm"
          h={28}
          leftSection={<Icon name="plus" size={14} />}
          onClick={() => editing.set({ at: null })}
        >
          {filter.length ? 'Filter' : 'Add a filter'}
        </Button>
      </section>
      <ViewsMenu />
      <FilterDrawer />
    </div>
  )
}

function SizeNote() {
  const ask = useAsk()
  const { data, isPlaceholderData, error } = useAnswer('size', ask)
  const words = useWords()
  if (error)
    return (
      <div className={css.size} role="alert" style={{ color: 'var(--bad)' }}>
        <Tooltip label={error.message}>
          <span>{ask && ask.filter.length > 0 ? 'This filter cannot be applied' : 'This view cannot be counted'}</span>
        </Tooltip>
      </div>
    )
  if (!data) return <div className={css.size}>…</div>
  const emptied = data.emptied ? `${plural(data.emptied, words('case'))} left because no event of them remained.` : ''
  return (
    <Tooltip
      label={`${formatNumber(data.events)} of ${plural(data.totalEvents, 'event')} (${formatShare(data.events, data.totalEvents)}). ${emptied}`}
    >
      <div className={css.size} role="status" aria-busy={isPlaceholderData} data-testid="size">
        <b className="number">{formatNumber(data.cases)}</b> of{' '}
        <span className="number">{plural(data.totalCases, words('case'))}</span>{' '}
        <span className="number muted">({formatShare(data.cases, data.totalCases)})</span>
      </div>
    </Tooltip>
  )
}

/** Attributes whose numbers are instants, so that chips can show them as such. */
export function useDateKeys(): ReadonlySet<string> {
  const description = useDescription()
  return useMemo(
    () => new Set(description?.attributes.filter(attribute => attribute.type === 'date').map(({ key }) => key)),
    [description],
  )
}

function Chips() {
  const { filter, move } = useFilter()
  const [over, setOver] = useState<number | null>(null)
  const dragged = useRef<number | null>(null)
  const list = useRef<HTMLDivElement>(null)
  const shift = (from: number, to: number) => {
    move(from, to)
    // The chip that was moved keeps the focus.
    setTimeout(() => list.current?.querySelectorAll<HTMLElement>('[data-chip]')[to]?.focus(), 50)
  }
  return (
    <div ref={list} role="list" style={{ display: 'contents' }}>
      {filter.map((clause, at) => (
        <Chip
          key={at}
          clause={clause}
          at={at}
          last={filter.length - 1}
          shift={shift}
          marked={over === at}
          drag={{
            draggable: true,
            onDragStart: event => {
              dragged.current = at
              event.dataTransfer.effectAllowed = 'move'
              event.dataTransfer.setData('text/plain', '')
            },
            onDragOver: event => {
              if (dragged.current === null) return
              event.preventDefault()
              setOver(at)
            },
            onDragLeave: () => setOver(null),
            onDrop: event => {
              event.preventDefault()
              setOver(null)
              if (dragged.current !== null) move(dragged.current, at)
              dragged.current = null
            },
            onDragEnd: () => {
              dragged.current = null
              setOver(null)
            },
          }}
        />
      ))}
    </div>
  )
}

interface ChipProps {
  readonly clause: Clause
  readonly at: number
  readonly last: number
  readonly marked: boolean
  readonly shift: (from: number, to: number) => void
  readonly drag: Pick<
    React.HTMLAttributes<HTMLDivElement>,
    'draggable' | 'onDragStart' | 'onDragOver' | 'onDragLeave' | 'onDrop' | 'onDragEnd'
  >
}

function Chip({ clause, at, last, marked, shift, drag }: ChipProps) {
  const filter = useFilter()
  const dateKeys = useDateKeys()
  const words = useWords()
  const title = titleOf(clause, dateKeys, words)
  const sentence = describeClause(clause, dateKeys, words)
  const set = (change: Partial<Clause>) => filter.replace(at, cleaned({ ...clause, ...change } as Clause))
  const press = (event: KeyboardEvent) => {
    const step = !event.altKey ? 0 : event.key === 'ArrowLeft' ? -1 : event.key === 'ArrowRight' ? 1 : 0
    if (step && at + step >= 0 && at + step <= last) {
      event.preventDefault()
      shift(at, at + step)
    }
    if (event.key === 'Delete') {
      event.preventDefault()
      filter.remove(at)
    }
  }
  return (
    <div
      role="listitem"
      className={css.chip}
      data-off={clause.off || undefined}
      data-drop={marked || undefined}
      {...drag}
    >
      <Menu position="bottom-start" width={280} withinPortal>
        <Menu.Target>
          <Tooltip label={`${sentence}${clause.off ? ' (switched off)' : ''}: ${scopeOf(clause, words)}`}>
            <button
              type="button"
              className={css.chipButton}
              onKeyDown={press}
              data-chip={at}
              aria-label={`Filter ${at + 1}: ${title}${clause.off ? ', switched off' : ''}`}
            >
              <span className={`${css.chipText} ellipsis`} dir="auto">
                {title}
              </span>
            </button>
          </Tooltip>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label style={{ whiteSpace: 'normal' }}>{sentence}</Menu.Label>
          <Menu.Item leftSection={<Icon name="edit" size={16} />} onClick={() => editing.set({ at })}>
            Edit…
          </Menu.Item>
          <Menu.Item leftSection={<Icon name="off" size={16} />} onClick={() => set({ off: !clause.off })}>
            {clause.off ? 'Switch on' : 'Switch off'}
          </Menu.Item>
          <Menu.Item leftSection={<Icon name="not" size={16} />} onClick={() => set({ not: !clause.not })}>
            Turn into its opposite
          </Menu.Item>
          <Menu.Item leftSection={<Icon name="left" size={16} />} disabled={at === 0} onClick={() => shift(at, at - 1)}>
            Apply earlier (Alt+←)
          </Menu.Item>
          <Menu.Item
            leftSection={<Icon name="right" size={16} />}
            disabled={at === last}
            onClick={() => shift(at, at + 1)}
          >
            Apply later (Alt+→)
          </Menu.Item>
          <Menu.Item leftSection={<Icon name="trash" size={16} />} onClick={() => filter.remove(at)}>
            Remove (Delete)
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <button
        type="button"
        className={css.chipClose}
        aria-label={`Remove filter ${at + 1}`}
        onClick={() => filter.remove(at)}
      >
        <Icon name="close" size={13} />
      </button>
    </div>
  )
}

/** Without fields that say nothing, so that equal filters have equal addresses. */
function cleaned(clause: Clause): Clause {
  const entries = Object.entries(clause).filter(
    ([key, value]) => !((key === 'not' || key === 'off') && value === false),
  )
  return Object.fromEntries(entries) as unknown as Clause
}
