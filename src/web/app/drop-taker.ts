import { useEffect } from 'react'
import { store } from '../state/store.ts'

/** A page that takes some of the files dropped on it; whether it did. */
export type DropTaker = (files: readonly File[]) => Promise<boolean>
export const dropTaker = store<DropTaker | null>(null)

/** While the component is shown. What the page does not take is opened as a log. */
export function useDropTaker(take: DropTaker): void {
  useEffect(() => {
    dropTaker.set(take)
    return () => {
      if (dropTaker.get() === take) dropTaker.set(null)
    }
  }, [take])
}
