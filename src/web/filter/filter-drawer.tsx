import { lazy, Suspense } from 'react'
import { useStore } from '../state/store.ts'
import { editing } from './editing.ts'

const FilterEditor = lazy(() => import('./filter-editor.tsx'))

/** The editor of clauses, loaded when it is first opened. */
export function FilterDrawer() {
  const what = useStore(editing)
  if (!what) return null
  return (
    <Suspense fallback={null}>
      <FilterEditor editing={what} close={() => editing.set(null)} />
    </Suspense>
  )
}
