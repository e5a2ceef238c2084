import { Button } from '@mantine/core'
import { chooseFiles, useStage } from '../../app/open-file.ts'
import { ErrorNote } from '../../parts/error-note.tsx'
import type { Staged } from '../../state/staged.ts'
import css from '../page.module.css'
import { KindChoice } from './kind-choice.tsx'

/** Nothing can be made of the file as a table: why, and what else can be done. */
export function Unreadable({ staged, error }: { readonly staged: Staged; readonly error: Error }) {
  const stage = useStage()
  return (
    <>
      <ErrorNote error={error} title={`${staged.files[0].name} cannot be read as a table.`} />
      <div className={css.buttons} style={{ padding: 16 }}>
        <KindChoice staged={staged} />
        <Button onClick={async () => stage(staged.kind, await chooseFiles())}>Choose another file</Button>
      </div>
    </>
  )
}
