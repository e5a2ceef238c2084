import { Button, Group, Modal, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { uiLogOf } from '../engine/log-ids.ts'
import { request } from '../engine/remote.ts'
import { SERVER_LOGS } from '../engine/server-logs.ts'
import { notify, sentenceOf } from '../state/notices.ts'
import { drawn, useGo, usePlace } from '../state/place.ts'

export type LogAction = 'rename' | 'delete'
interface Props {
  readonly action: LogAction
  readonly log: string
  readonly name: string
  readonly close: () => void
}

const pathOf = (log: string) => {
  const uiLog = uiLogOf(log)
  return uiLog === null ? `api/logs/${encodeURIComponent(log)}` : `api/ui-logs/${encodeURIComponent(uiLog)}`
}

/** What can be done with a log on the server: a new name, or its end after a confirmation. */
export function LogActionDialog({ action, log, name, close }: Props) {
  const [title, setTitle] = useState(name)
  const [busy, setBusy] = useState(false)
  const queries = useQueryClient()
  const go = useGo()
  const { log: opened } = usePlace()
  const path = pathOf(log)
  const run = async (work: () => Promise<void>) => {
    setBusy(true)
    try {
      await work()
      close()
    } catch (error) {
      setBusy(false)
      notify(sentenceOf(error), 'error')
    }
  }
  const rename = () =>
    run(async () => {
      await request(path, { method: 'PATCH', body: JSON.stringify({ name: title.trim() }) })
      await queries.invalidateQueries({ queryKey: SERVER_LOGS })
      await queries.invalidateQueries({ queryKey: ['describe', { log }] })
      await queries.invalidateQueries({ queryKey: ['tasks', { log }] })
    })
  const remove = () =>
    run(async () => {
      await request(path, { method: 'DELETE', headers: { 'x-parfocal': '1' } })
      // First the pages go, then what they knew: asked again, it would not be there.
      if (log === opened) await go({ log: null, page: '' })
      await drawn()
      queries.removeQueries({ predicate: query => (query.queryKey[1] as { log?: string } | undefined)?.log === log })
      await queries.invalidateQueries({ queryKey: SERVER_LOGS })
      notify(`“${name}” is deleted.`)
    })
  if (action === 'delete')
    return (
      <Modal opened onClose={close} title="Delete this log?" centered>
        <p dir="auto" style={{ marginTop: 0 }}>
          “{name}” leaves the server with{' '}
          {uiLogOf(log) === null
            ? 'its views and everything counted from it'
            : 'its edits, its views and everything that was found in it'}
          . This cannot be undone.
        </p>
        <Group justify="flex-end">
          <Button variant="default" data-autofocus onClick={close}>
            Keep it
          </Button>
          <Button color="red" loading={busy} onClick={remove}>
            Delete for good
          </Button>
        </Group>
      </Modal>
    )
  return (
    <Modal opened onClose={close} title="Rename this log" centered>
      <form
        onSubmit={event => {
          event.preventDefault()
          void rename()
        }}
      >
        <TextInput
          data-autofocus
          label="Name"
          value={title}
          onChange={event => setTitle(event.currentTarget.value)}
          onKeyDown={event => event.stopPropagation()}
        />
        <Button type="submit" mt={16} loading={busy} disabled={title.trim() === '' || title.trim() === name}>
          Rename
        </Button>
      </form>
    </Modal>
  )
}
