import { useRouter, useRouterState } from '@tanstack/react-router'
import { useEffect, useMemo } from 'react'
import { notify } from './notices.ts'
import { store, useStore } from './store.ts'

/** Undo and redo are the browser's history: every change of the address that was not a replacement is a step. */
const last = store(Number(sessionStorage.getItem('parfocal.last') ?? 0) || 0)
const setLast = (index: number) => {
  last.set(index)
  sessionStorage.setItem('parfocal.last', String(index))
}

/** A change of what is kept, not of the address: a step of undo at the place in the history where it was made. */
interface KeptChange {
  readonly at: number
  /** Both tell whether it was done. */
  readonly back: () => Promise<boolean>
  readonly again: () => Promise<boolean>
}
const done = store<readonly KeptChange[]>([])
const undone = store<readonly KeptChange[]>([])
const MOST = 50

const placeNow = (): number => Number((window.history.state as Record<string, unknown> | null)?.['__TSR_index'] ?? 0)

/** Tells undo of a change that was just made; what could be done again before is no longer what it was. */
export function didChange(back: KeptChange['back'], again: KeptChange['again']): void {
  const at = placeNow()
  done.set([...done.get(), { at, back, again }].slice(-MOST))
  undone.set([])
  setLast(at)
}

const lastAt = (changes: readonly KeptChange[], at: number) => changes.findLast(change => change.at === at)

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
  const end = useStore(last)
  const back = lastAt(useStore(done), at)
  const again = lastAt(useStore(undone), at)
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
  return useMemo(
    () => ({
      canUndo: back !== undefined || at > 0,
      canRedo: again !== undefined || at < end,
      undo: () => (back ? void move(back, 'back') : router.history.back()),
      redo: () => (again ? void move(again, 'again') : router.history.forward()),
    }),
    [router, at, end, back, again],
  )
}
