import { useRouter, useRouterState } from '@tanstack/react-router'
import { useEffect, useMemo } from 'react'
import { notify } from './notices.ts'
import type { Search } from './place.ts'
import { store, useStore } from './store.ts'
import { type Entries, type Entry, entryOf, stepBack, stepForward } from './undo-steps.ts'

/** Undo and redo are steps of the browser's history that changed what the address says. */
const last = store(Number(sessionStorage.getItem('parfocal.last') ?? 0) || 0)
const setLast = (index: number) => {
  last.set(index)
  sessionStorage.setItem('parfocal.last', String(index))
}

/** What the steps of this tab were, by index; remembered, since the history outlives a reload. */
const entries = store<Entries>(readEntries())
function readEntries(): Entries {
  try {
    const value: unknown = JSON.parse(sessionStorage.getItem('parfocal.steps') ?? '[]')
    return Array.isArray(value) ? (value as Entries) : []
  } catch {
    return []
  }
}

function setEntry(at: number, entry: Entry): void {
  const before = entries.get()
  if (JSON.stringify(before[at]) === JSON.stringify(entry)) return
  const next = [...before]
  next[at] = entry
  for (let i = 0; i <= at - STEPS; i++) next[i] = null
  entries.set(next)
  try {
    sessionStorage.setItem('parfocal.steps', JSON.stringify(next))
  } catch {
    // Full memory: the steps last as long as the page.
  }
}

/** A change of what is kept, not of the address: a step of undo on the page where it was made. */
interface KeptChange {
  readonly at: number
  readonly entry: Entry | null
  /** Both tell whether it was done. */
  readonly back: () => Promise<boolean>
  readonly again: () => Promise<boolean>
}
const done = store<readonly KeptChange[]>([])
const undone = store<readonly KeptChange[]>([])
const MOST = 50
/** Steps that are remembered. */
const STEPS = 200

const placeNow = (): number => Number((window.history.state as Record<string, unknown> | null)?.['__TSR_index'] ?? 0)

/** Tells undo of a change that was just made; what could be done again before is no longer what it was. */
export function didChange(back: KeptChange['back'], again: KeptChange['again']): void {
  const at = placeNow()
  done.set([...done.get(), { at, entry: entries.get()[at] ?? null, back, again }].slice(-MOST))
  undone.set([])
  setLast(at)
}

/** The last of the changes that were made on this page of this log. */
const lastHere = (changes: readonly KeptChange[], here: Entry) =>
  changes.findLast(({ entry }) => entry?.page === here.page && entry.log === here.log)

/** Moves a change from one list to the other, unless it could not be made. */
async function move(change: KeptChange, way: 'back' | 'again'): Promise<void> {
  const [from, to] = way === 'back' ? [done, undone] : [undone, done]
  from.set(from.get().filter(one => one !== change))
  to.set([...to.get(), change])
  if (!(await change[way]())) return to.set(to.get().filter(one => one !== change))
  notify(way === 'back' ? 'The last edit is taken back (Ctrl+Shift+Z makes it again).' : 'The edit is made again.')
}

export function useUndo() {
  const router = useRouter()
  const at = useRouterState({ select: state => Number(state.location.state['__TSR_index'] ?? 0) })
  const page = useRouterState({ select: state => state.location.pathname })
  const search = useRouterState({ select: state => state.location.search as Search })
  const end = useStore(last)
  const known = useStore(entries)
  const here = useMemo(() => entryOf(page, search), [page, search])
  const back = lastHere(useStore(done), here)
  const again = lastHere(useStore(undone), here)
  useEffect(() => setEntry(at, here), [at, here])
  useEffect(
    () =>
      router.history.subscribe(({ location, action }: { location: { state: object }; action: { type: string } }) => {
        if (action.type !== 'PUSH') return
        const index = Number((location.state as Record<string, unknown>)['__TSR_index'] ?? 0)
        setLast(index)
        done.set(done.get().filter(one => one.at < index))
        undone.set([])
      }),
    [router],
  )
  return useMemo(() => {
    const to = stepBack(known, at)
    const on = stepForward(known, at, end)
    const isKept = back !== undefined && (to === null || back.at > to)
    return {
      canUndo: isKept || to !== null,
      canRedo: again !== undefined || on !== null,
      undo: () => {
        if (isKept) void move(back, 'back')
        else if (to !== null) router.history.go(to - at)
      },
      redo: () => {
        if (again) void move(again, 'again')
        else if (on !== null) router.history.go(on - at)
      },
    }
  }, [router, known, at, end, back, again])
}
