import { TextInput } from '@mantine/core'
import { type KeyboardEvent, useId, useMemo, useState } from 'react'
import { Icon } from '../../parts/icon.tsx'
import { useStore } from '../../state/store.ts'
import { type Command, commands } from '../commands.ts'
import css from '../shell.module.css'
import { useActivityCommands } from './activity-commands.ts'

const SHOWN = 60

/** A field, and below it the commands that what is typed fits. */
export function Finder({ close }: { readonly close: () => void }) {
  const [text, setText] = useState('')
  const [at, setAt] = useState(0)
  const list = useStore(commands)
  const activities = useActivityCommands()
  const id = useId()
  const found = useMemo(() => fitting([...list, ...activities], text), [text, list, activities])
  const current = Math.min(at, found.length - 1)
  const run = (command: Command | undefined) => {
    if (!command) return
    close()
    command.run()
  }
  const press = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (step && found.length) {
      event.preventDefault()
      const next = (current + step + found.length) % found.length
      setAt(next)
      document.getElementById(`${id}-${next}`)?.scrollIntoView({ block: 'nearest' })
    }
    if (event.key === 'Enter') {
      event.preventDefault()
      run(found[current])
    }
  }
  return (
    <div className={css.palette}>
      <TextInput
        data-autofocus
        autoFocus
        size="sm"
        aria-label="Find pages, activities, filters"
        placeholder="Find pages, activities, filters…"
        value={text}
        onChange={event => {
          setText(event.currentTarget.value)
          setAt(0)
        }}
        onKeyDown={press}
        role="combobox"
        aria-expanded="true"
        aria-controls={id}
        aria-activedescendant={found.length ? `${id}-${current}` : undefined}
        leftSection={<Icon name="search" size={16} />}
      />
      <div className={css.paletteList} role="listbox" id={id} aria-label="Found">
        {found.map((command, i) => (
          <div key={command.id}>
            {found[i - 1]?.group !== command.group && (
              <div className={css.paletteGroup} role="presentation">
                {command.group}
              </div>
            )}
            <Found
              id={`${id}-${i}`}
              command={command}
              isCurrent={i === current}
              point={() => setAt(i)}
              run={() => run(command)}
              press={press}
            />
          </div>
        ))}
        {found.length === 0 && <div className={css.paletteGroup}>Nothing is called so.</div>}
      </div>
    </div>
  )
}

/** Commands with every typed word in their group or title, group by group. */
function fitting(list: readonly Command[], text: string): readonly Command[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean)
  const fits = (command: Command) => {
    const title = `${command.group} ${command.title}`.toLowerCase()
    return words.every(word => title.includes(word))
  }
  const hits = list.filter(fits).slice(0, SHOWN)
  const groups = [...new Set(hits.map(command => command.group))]
  return groups.flatMap(group => hits.filter(command => command.group === group))
}

/** A command in the list. The keyboard reaches it through the field, as a combobox does. */
function Found(props: {
  readonly id: string
  readonly command: Command
  readonly isCurrent: boolean
  readonly point: () => void
  readonly run: () => void
  readonly press: (event: KeyboardEvent) => void
}) {
  const { icon, title, hint } = props.command
  return (
    <div
      id={props.id}
      role="option"
      tabIndex={-1}
      aria-selected={props.isCurrent}
      className={css.paletteItem}
      onPointerMove={props.point}
      onClick={props.run}
      onKeyDown={props.press}
    >
      {icon && <Icon name={icon} size={16} />}
      <span className="ellipsis" dir="auto">
        {title}
      </span>
      <span style={{ flex: 1 }} />
      {hint && <span className="muted small number">{hint}</span>}
    </div>
  )
}
