import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { EmptyState } from '../../parts/empty-state.tsx'
import { useFilter } from '../../state/place.ts'
import { useWords } from '../../state/words.ts'

/** The filter left nothing: which clause to take back. */
export function EmptyMap({ children }: { readonly children?: ReactNode }) {
  const { filter, remove, set } = useFilter()
  const words = useWords()
  return (
    <EmptyState
      icon="filter"
      title={words('No case passes this filter')}
      action={
        <div style={{ display: 'flex', gap: 8 }}>
          {filter.length > 0 && <Button onClick={() => remove(filter.length - 1)}>Remove the last filter</Button>}
          {filter.length > 1 && (
            <Button variant="default" onClick={() => set([])}>
              Remove all
            </Button>
          )}
        </div>
      }
    >
      {children ?? words('The map shows the paths of the cases that the filters above leave.')} Switch one off, or take
      it away.
    </EmptyState>
  )
}
