import { Button, Checkbox } from '@mantine/core'
import { useState } from 'react'
import { chooseFile, chooseFiles, useStage } from '../../app/open-file.ts'
import { useDestination, useServer, useServerReadOnly } from '../../engine/use-server.ts'
import { download } from '../../format/download.ts'
import type { Destination } from '../../state/destination.ts'
import { notify, sentenceOf } from '../../state/notices.ts'
import type { Staged } from '../../state/staged.ts'
import css from '../page.module.css'

/** Opens tables here or on the server, and keeps their mapping for the next time. */
export function Finish(props: {
  readonly staged: Staged
  /** As it is saved: JSON. */
  readonly mapping: object
  /** Takes a mapping out of JSON; throws where it is none. */
  readonly load: (value: unknown) => void
  /** Whether it can be opened like this. */
  readonly ready: boolean
  readonly open: (to: Destination) => Promise<void>
}) {
  const { staged, mapping, ready } = props
  const [first] = staged.files
  const stage = useStage()
  const served = useServer() !== null
  const usual = useDestination()
  const readOnly = useServerReadOnly()
  const [chosen, setChosen] = useState<Destination | null>(null)
  const [busy, setBusy] = useState(false)
  const to = chosen ?? usual
  const load = async () => {
    const file = await chooseFile()
    if (!file) return
    try {
      props.load(JSON.parse(await file.text()))
    } catch (error) {
      notify(`${file.name} is no mapping: ${sentenceOf(error)}`, 'error')
    }
  }
  const finish = async () => {
    setBusy(true)
    await props.open(to)
    setBusy(false)
  }
  return (
    <div className={css.buttons} style={{ alignItems: 'center', padding: 0 }}>
      <Button variant="default" onClick={() => void load()}>
        Load a mapping
      </Button>
      <Button
        variant="default"
        onClick={() => download(`${first.name}.mapping.json`, JSON.stringify(mapping, null, 2), 'application/json')}
      >
        Save the mapping
      </Button>
      <Button variant="default" onClick={async () => stage(staged.kind, await chooseFiles())}>
        Another file
      </Button>
      {served && (
        <Checkbox
          label="Keep it on the server"
          checked={to === 'server'}
          disabled={readOnly !== null}
          {...(readOnly === null ? {} : { description: readOnly })}
          onChange={event => setChosen(event.currentTarget.checked ? 'server' : 'here')}
        />
      )}
      <Button disabled={!ready} loading={busy} onClick={() => void finish()}>
        {to === 'server' ? 'Send and open' : 'Open here'}
      </Button>
    </div>
  )
}
