import { Kbd, Modal, TextInput, useMantineColorScheme } from '@mantine/core'
import { type KeyboardEvent as Key, useEffect, useId, useMemo, useRef, useState } from 'react'
import type { Ask } from '../../log/engine.ts'
import { useAnswer } from '../engine/use-answer.ts'
import { describeClause } from '../filter/describe-clause.ts'
import { editing } from '../filter/editing.ts'
import { plural } from '../format/numbers.ts'
import { Icon } from '../parts/icon.tsx'
import { useUndo } from '../state/history.ts'
import { useAsk, useDescription, useFilter, useGo, usePlace } from '../state/place.ts'
import { store, useStore } from '../state/store.ts'
import { useWords, wordsOf } from '../state/words.ts'
import { type Command, commands, isTyping, shortcuts, useCommands } from './commands.ts'
import { blockedBy, pagesOf } from './pages.ts'
import css from './shell.module.css'
import { useShare } from './top-bar.tsx'

/** What is open over the page: the search for commands, the list of keys, or nothing. */
export const palette = store<'find' | 'keys' | null>(null)

/** Everything that can be reached from anywhere, with its keys. */
export function useGlobalCommands(): void {
  const go = useGo()
  const undo = useUndo()
  const share = useShare()
  const filter = useFilter()
  const description = useDescription()
  const { log } = usePlace()
  const { setColorScheme } = useMantineColorScheme()
  const latest = useRef({ go, undo, share, filter, log })
  latest.current = { go, undo, share, filter, log }
  const clauses = filter.filter
  const list = useMemo<readonly Command[]>(
    () => [
      ...pagesOf(log)
        .filter(page => blockedBy(page, log, description) === null)
        .map(
          (page, i): Command => ({
            id: `page-${page.id}`,
            title: page.title,
            group: 'Pages',
            icon: page.icon,
            hint: `Alt+${i + 1}`,
            run: () => latest.current.go({ page: page.id }),
          }),
        ),
      ...(description
        ? [
            {
              id: 'add-filter',
              title: 'Add a filter…',
              group: 'Filter',
              icon: 'filter' as const,
              hint: 'F',
              run: () => editing.set({ at: null }),
            },
            {
              id: 'share',
              title: 'Copy the address of this view',
              group: 'This view',
              icon: 'share' as const,
              run: () => latest.current.share(),
            },
          ]
        : []),
      ...clauses.map(
        (clause, i): Command => ({
          id: `filter-${i}`,
          title: `Remove: ${clause.label ?? describeClause(clause, undefined, wordsOf(log))}`,
          group: 'Filter',
          icon: 'close',
          run: () => latest.current.filter.remove(i),
        }),
      ),
      ...(clauses.length > 1
        ? [
            {
              id: 'clear',
              title: 'Remove all filters',
              group: 'Filter',
              icon: 'trash' as const,
              run: () => latest.current.filter.set([]),
            },
          ]
        : []),
      {
        id: 'undo',
        title: 'Undo',
        group: 'This view',
        icon: 'undo',
        hint: 'Ctrl+Z',
        run: () => latest.current.undo.undo(),
      },
      {
        id: 'redo',
        title: 'Redo',
        group: 'This view',
        icon: 'redo',
        hint: 'Ctrl+Shift+Z',
        run: () => latest.current.undo.redo(),
      },
      { id: 'light', title: 'Light theme', group: 'Theme', icon: 'sun', run: () => setColorScheme('light') },
      { id: 'dark', title: 'Dark theme', group: 'Theme', icon: 'moon', run: () => setColorScheme('dark') },
      { id: 'auto', title: 'Theme of the system', group: 'Theme', icon: 'auto', run: () => setColorScheme('auto') },
      {
        id: 'keys',
        title: 'Keyboard shortcuts',
        group: 'Help',
        icon: 'help',
        hint: '?',
        run: () => palette.set('keys'),
      },
    ],
    [clauses, description, log, setColorScheme],
  )
  useCommands(list)
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const control = event.ctrlKey || event.metaKey
      const key = event.key.toLowerCase()
      const run = (id: string) => {
        event.preventDefault()
        commands
          .get()
          .find(command => command.id === id)
          ?.run()
      }
      if (control && key === 'k') {
        event.preventDefault()
        palette.set(palette.get() === 'find' ? null : 'find')
        return
      }
      if (isTyping(event) || palette.get() !== null) return
      if (control && key === 'z') run(event.shiftKey ? 'redo' : 'undo')
      else if (control && key === 'y') run('redo')
      else if (event.altKey && /^[1-9]$/.test(key)) {
        const page = pagesOf(latest.current.log)[Number(key) - 1]
        if (page) run(`page-${page.id}`)
      } else if (control || event.altKey) return
      else if (event.key === '?') run('keys')
      else if (key === 'f') run('add-filter')
    }
    window.addEventListener('keydown', press)
    return () => window.removeEventListener('keydown', press)
  }, [])
}

export function Palette() {
  const what = useStore(palette)
  const close = () => palette.set(null)
  return (
    <>
      <Modal
        opened={what === 'find'}
        onClose={close}
        withCloseButton={false}
        title="Find anything"
        styles={{ header: { display: 'none' } }}
        size="lg"
        yOffset="12vh"
        padding="sm"
        transitionProps={{ duration: 0 }}
      >
        <Finder close={close} />
      </Modal>
      <Modal
        opened={what === 'keys'}
        onClose={close}
        title="Keyboard shortcuts"
        size="md"
        transitionProps={{ duration: 0 }}
      >
        <Keys />
      </Modal>
    </>
  )
}

function useActivityCommands(): readonly Command[] {
  const ask = useAsk()
  const unfiltered: Ask | null = useMemo(() => ask && { ...ask, filter: [] }, [ask])
  const { data } = useAnswer('activities', unfiltered)
  const go = useGo()
  const words = useWords()
  return useMemo(
    () =>
      data?.activity.map(
        (activity, i): Command => ({
          id: `activity-${activity}`,
          title: activity,
          group: 'Activities',
          icon: 'map',
          hint: plural(data.caseFrequency[i]!, words('case')),
          run: () => go({ page: 'map', pages: { map: { node: activity, arc: undefined } } }),
        }),
      ) ?? [],
    [data, go, words],
  )
}

const SHOWN = 60

function Finder({ close }: { readonly close: () => void }) {
  const [text, setText] = useState('')
  const [at, setAt] = useState(0)
  const list = useStore(commands)
  const activities = useActivityCommands()
  const id = useId()
  const found = useMemo(() => {
    const words = text.toLowerCase().split(/\s+/).filter(Boolean)
    const fits = (command: Command) => {
      const title = `${command.group} ${command.title}`.toLowerCase()
      return words.every(word => title.includes(word))
    }
    const hits = [...list, ...activities].filter(fits).slice(0, SHOWN)
    const groups = [...new Set(hits.map(command => command.group))]
    return groups.flatMap(group => hits.filter(command => command.group === group))
  }, [text, list, activities])
  const current = Math.min(at, found.length - 1)
  const run = (command: Command | undefined) => {
    if (!command) return
    close()
    command.run()
  }
  const press = (event: Key) => {
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
            {/* The keyboard reaches the options through the field, as a combobox does. */}
            <div
              id={`${id}-${i}`}
              role="option"
              tabIndex={-1}
              aria-selected={i === current}
              className={css.paletteItem}
              onPointerMove={() => setAt(i)}
              onClick={() => run(command)}
              onKeyDown={press}
            >
              {command.icon && <Icon name={command.icon} size={16} />}
              <span className="ellipsis" dir="auto">
                {command.title}
              </span>
              <span style={{ flex: 1 }} />
              {command.hint && <span className="muted small number">{command.hint}</span>}
            </div>
          </div>
        ))}
        {found.length === 0 && <div className={css.paletteGroup}>Nothing is called so.</div>}
      </div>
    </div>
  )
}

const everywhere = [
  { keys: 'Ctrl+K', does: 'Find anything' },
  { keys: 'Alt+1 … 9', does: 'Go to a page' },
  { keys: 'F', does: 'Add a filter' },
  { keys: 'Ctrl+Z', does: 'Undo' },
  { keys: 'Ctrl+Shift+Z', does: 'Redo' },
  { keys: 'Escape', does: 'Close the panel' },
  { keys: '?', does: 'Show this list' },
]

function Keys() {
  const lists = [{ title: 'Everywhere', list: everywhere }, ...useStore(shortcuts)]
  return lists.map(({ title, list }) => (
    <section key={title}>
      <h2 style={{ fontSize: 14, margin: '0 0 8px' }}>{title}</h2>
      <dl className={css.keys}>
        {list.map(({ keys, does }) => (
          <div key={keys} style={{ display: 'contents' }}>
            <dt>
              <Kbd>{keys}</Kbd>
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
    </section>
  ))
}
