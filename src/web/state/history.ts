import { useRouter, useRouterState } from '@tanstack/react-router'
import { useEffect, useMemo } from 'react'
import { store, useStore } from './store.ts'

/** Undo and redo are the browser's history: every change of the address that was not a replacement is a step. */
const last = store(Number(sessionStorage.getItem('parfocal.last') ?? 0) || 0)

export function useUndo() {
  const router = useRouter()
  const at = useRouterState({ select: state => Number(state.location.state['__TSR_index'] ?? 0) })
  const end = useStore(last)
  useEffect(
    () =>
      router.history.subscribe(({ location, action }: { location: { state: object }; action: { type: string } }) => {
        if (action.type !== 'PUSH') return
        const index = Number((location.state as Record<string, unknown>)['__TSR_index'] ?? 0)
        last.set(index)
        sessionStorage.setItem('parfocal.last', String(index))
      }),
    [router],
  )
  return useMemo(
    () => ({
      canUndo: at > 0,
      canRedo: at < end,
      undo: () => router.history.back(),
      redo: () => router.history.forward(),
    }),
    [router, at, end],
  )
}
