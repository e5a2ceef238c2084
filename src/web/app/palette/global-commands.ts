import { type MantineColorScheme, useMantineColorScheme } from '@mantine/core'
import { useMemo, useRef } from 'react'
import type { LogDescription } from '../../../log/engine.ts'
import type { Filter } from '../../../log/filter.ts'
import { describeClause } from '../../filter/describe-clause.ts'
import { editing } from '../../filter/editing.ts'
import { useUndo } from '../../state/history.ts'
import { useDescription, useFilter, useGo, usePlace } from '../../state/place.ts'
import { wordsOf } from '../../state/words.ts'
import { type Command, palette, useCommands } from '../commands.ts'
import { blockedBy, digitOf, pagesOf } from '../pages.ts'
import { useShare } from '../top-bar.tsx'

/** What commands do, as it stands when one is run. */
interface Hands {
  readonly current: {
    readonly go: ReturnType<typeof useGo>
    readonly undo: ReturnType<typeof useUndo>
    readonly share: () => void
    readonly filter: ReturnType<typeof useFilter>
  }
}

/** Everything that can be reached from anywhere. */
export function useGlobalCommands(): void {
  const go = useGo()
  const undo = useUndo()
  const share = useShare()
  const filter = useFilter()
  const description = useDescription()
  const { log } = usePlace()
  const { setColorScheme } = useMantineColorScheme()
  const latest = useRef({ go, undo, share, filter })
  latest.current = { go, undo, share, filter }
  const clauses = filter.filter
  const list = useMemo<readonly Command[]>(
    () => [
      ...pageCommands(log, description, latest),
      ...(description ? logCommands(latest) : []),
      ...clauseCommands(clauses, log, latest),
      ...historyCommands(latest),
      ...themeCommands(setColorScheme),
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
}

const pageCommands = (log: string | null, description: LogDescription | null, hands: Hands): readonly Command[] =>
  pagesOf(log)
    .filter(page => blockedBy(page, log, description) === null)
    .map(page => {
      const digit = digitOf(page, log)
      return {
        id: `page-${page.id}`,
        title: page.title,
        group: 'Pages',
        icon: page.icon,
        ...(digit === null ? {} : { hint: `Alt+${digit}` }),
        run: () => hands.current.go({ page: page.id }),
      }
    })

const logCommands = (hands: Hands): readonly Command[] => [
  {
    id: 'add-filter',
    title: 'Add a filter…',
    group: 'Filter',
    icon: 'filter',
    hint: 'F',
    run: () => editing.set({ at: null }),
  },
  {
    id: 'share',
    title: 'Copy the address of this view',
    group: 'This view',
    icon: 'share',
    run: () => hands.current.share(),
  },
]

const clauseCommands = (clauses: Filter, log: string | null, hands: Hands): readonly Command[] => [
  ...clauses.map(
    (clause, i): Command => ({
      id: `filter-${i}`,
      title: `Remove: ${clause.label ?? describeClause(clause, undefined, wordsOf(log))}`,
      group: 'Filter',
      icon: 'close',
      run: () => hands.current.filter.remove(i),
    }),
  ),
  ...(clauses.length > 1
    ? [
        {
          id: 'clear',
          title: 'Remove all filters',
          group: 'Filter',
          icon: 'trash' as const,
          run: () => hands.current.filter.set([]),
        },
      ]
    : []),
]

const historyCommands = (hands: Hands): readonly Command[] => [
  {
    id: 'undo',
    title: 'Undo',
    group: 'This view',
    icon: 'undo',
    hint: 'Ctrl+Z',
    run: () => hands.current.undo.undo(),
  },
  {
    id: 'redo',
    title: 'Redo',
    group: 'This view',
    icon: 'redo',
    hint: 'Ctrl+Shift+Z',
    run: () => hands.current.undo.redo(),
  },
]

const themeCommands = (set: (scheme: MantineColorScheme) => void): readonly Command[] => [
  { id: 'light', title: 'Light theme', group: 'Theme', icon: 'sun', run: () => set('light') },
  { id: 'dark', title: 'Dark theme', group: 'Theme', icon: 'moon', run: () => set('dark') },
  { id: 'auto', title: 'Theme of the system', group: 'Theme', icon: 'auto', run: () => set('auto') },
]
