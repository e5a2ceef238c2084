import { Button } from '@mantine/core'
import type { Filter } from '../../../log/filter.ts'
import { useFilter } from '../../state/place.ts'
import map from '../map/map.module.css'
import { showCases } from '../map/show-cases.tsx'

/** What can be done with the cases that a filter keeps: to go on with them alone, or to look at them. */
export function CaseActions({ evidence }: { readonly evidence: Filter }) {
  const { add } = useFilter()
  return (
    <div className={map.actions}>
      <Button variant="default" onClick={() => add(evidence)}>
        Keep these cases
      </Button>
      <Button onClick={() => add(evidence, showCases)}>Show the cases</Button>
    </div>
  )
}
