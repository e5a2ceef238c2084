import { Button } from '@mantine/core'
import { chooseFiles, useOpenFiles } from '../../app/open-file.ts'
import { EmptyState } from '../../parts/empty-state.tsx'
import { staged } from '../../state/staged.ts'
import { useStore } from '../../state/store.ts'
import { CaseWizard } from './case-wizard.tsx'
import { UiWizard } from './ui-wizard.tsx'

/** A table becomes a log: what its columns mean is proposed with reasons, and every part of it can be changed. */
export default function ImportPage() {
  const waiting = useStore(staged)
  const open = useOpenFiles()
  if (!waiting)
    return (
      <EmptyState
        icon="import"
        title="Open a table of events"
        action={<Button onClick={async () => open(await chooseFiles())}>Choose a file</Button>}
      >
        Drop a CSV, Excel, JSON or Parquet file anywhere on the page: events of cases, or what people did on screens. It
        is read in this browser; nothing is sent anywhere unless you say so.
      </EmptyState>
    )
  const key = waiting.files.map(({ name, size, lastModified }) => `${name}:${size}:${lastModified}`).join()
  return waiting.kind === 'ui-log' ? (
    <UiWizard key={`ui ${key}`} staged={waiting} />
  ) : (
    <CaseWizard key={key} staged={waiting} />
  )
}
