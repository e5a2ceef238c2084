import { ActionIcon, Button, Tooltip } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Cancelled } from '../../base/platform.ts'
import { request } from '../engine/remote.ts'
import { importUploaded } from '../engine/send-recordings.ts'
import { SERVER_LOGS } from '../engine/server-logs.ts'
import { useServerReadOnly } from '../engine/use-server.ts'
import { server } from '../engine/workspace.ts'
import { formatNumber } from '../format/numbers.ts'
import { Icon } from '../parts/icon.tsx'
import { notify, sentenceOf } from '../state/notices.ts'
import { useGo } from '../state/place.ts'
import css from './shell.module.css'

interface Upload {
  readonly id: string
  readonly name: string
  readonly bytes: number
}

const sizeOf = (bytes: number) =>
  bytes < 2 ** 20 ? `${formatNumber(Math.ceil(bytes / 1024), 0)} kB` : `${formatNumber(bytes / 2 ** 20)} MB`

const WAITING = ['waiting-uploads'] as const

/** Files that were sent and belong to no log: a page was left between sending and importing them. */
async function waitingUploads(): Promise<readonly Upload[]> {
  if (!(await server())) return []
  const [uploads, uiLogs, jobs] = await Promise.all([
    request<readonly Upload[]>('api/uploads'),
    request<readonly { readonly upload: string | null }[]>('api/ui-logs'),
    request<readonly { readonly status: string }[]>('api/jobs'),
  ])
  // One that is being imported as a log of cases waits for nobody; which it is, its job does not say.
  if (jobs.some(({ status }) => status === 'queued' || status === 'running')) return []
  const taken = new Set(uiLogs.map(({ upload }) => upload))
  return uploads.filter(({ id }) => !taken.has(id))
}

/** What was sent to the server and not imported: to be imported as a recording now, or removed. */
export function WaitingUploads() {
  const queries = useQueryClient()
  const go = useGo()
  const locked = useServerReadOnly() !== null
  const { data } = useQuery({ queryKey: WAITING, queryFn: waitingUploads, staleTime: 0 })
  // Who may not import has nothing to do here.
  if (locked || !data || data.length === 0) return null
  const run = async (work: () => Promise<unknown>) => {
    try {
      await work()
    } catch (error) {
      if (!(error instanceof Cancelled)) notify(sentenceOf(error), 'error')
    }
    await Promise.all([WAITING, SERVER_LOGS].map(queryKey => queries.invalidateQueries({ queryKey })))
  }
  return (
    <>
      <strong>Sent, but not imported</strong>
      <ul className={css.list} aria-label="Sent, but not imported">
        {data.map(({ id, name, bytes }) => (
          <li key={id}>
            <span className={css.listed}>
              <Icon name="file" />
              <span className="ellipsis" dir="auto" title={name}>
                {name}
              </span>
              <span style={{ flex: 1 }} />
              <span className={`${css.listNote} muted small`}>{sizeOf(bytes)}, removed after a day</span>
            </span>
            <Button
              variant="default"
              size="compact-sm"
              mr={8}
              onClick={() => run(async () => go({ log: await importUploaded(id, name), page: 'recordings' }))}
            >
              Import the recording
            </Button>
            <Tooltip label="Remove it from the server">
              <ActionIcon
                aria-label={`Remove ${name}`}
                mr={8}
                onClick={() =>
                  run(() => request(`api/uploads/${id}`, { method: 'DELETE', headers: { 'x-parfocal': '1' } }))
                }
              >
                <Icon name="trash" />
              </ActionIcon>
            </Tooltip>
          </li>
        ))}
      </ul>
    </>
  )
}
