import { SegmentedControl } from '@mantine/core'
import { useStage } from '../../app/open-file.ts'
import type { Staged } from '../../state/staged.ts'

/** What the rows of a table are: only a person knows where both would fit. */
export function KindChoice({ staged }: { readonly staged: Staged }) {
  const stage = useStage()
  return (
    <SegmentedControl
      aria-label="What its rows are"
      value={staged.kind}
      data={[
        { value: 'event-log', label: 'Events of cases' },
        { value: 'ui-log', label: 'Work on screens' },
      ]}
      onChange={kind => stage(kind as Staged['kind'], staged.files)}
    />
  )
}
