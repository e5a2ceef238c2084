import { ActionIcon, Button, Tooltip } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { isTaskLog } from '../engine/log-ids.ts'
import { useServerLogs } from '../engine/server-logs.ts'
import { forgetFile, storedFiles } from '../engine/stored-files.ts'
import { formatInstantIn } from '../format/numbers.ts'
import { ErrorNote } from '../parts/error-note.tsx'
import { Icon } from '../parts/icon.tsx'
import { notify, sentenceOf } from '../state/notices.ts'
import { DestinationChoice } from './destination-choice.tsx'
import { chooseFiles, useOpenFiles } from './open-file.ts'
import { firstPage } from './pages.ts'
import { ServerLogList } from './server-log-list.tsx'
import css from './shell.module.css'
import { WaitingUploads } from './waiting-uploads.tsx'

const samples = import.meta.glob<string>('../../../samples/order-to-cash.csv', { query: '?url', import: 'default' })
const sample = Object.values(samples)[0]

export const useStoredFiles = () => useQuery({ queryKey: ['stored-files'], queryFn: () => storedFiles(), staleTime: 0 })

/** Nothing is open yet: what can be opened, and how. */
export function StartPage() {
  const open = useOpenFiles()
  const queries = useQueryClient()
  const server = useServerLogs()
  const files = useStoredFiles()
  const choose = async () => {
    await open(await chooseFiles())
  }
  const openSample = async () => {
    try {
      const answer = await fetch(await sample!())
      if (!answer.ok) throw new Error(`The sample could not be loaded (status ${answer.status}).`)
      await open([new File([await answer.blob()], 'order-to-cash.csv', { lastModified: 0 })], { directly: true })
    } catch (error) {
      notify(sentenceOf(error), 'error')
    }
  }
  return (
    <div className={css.start}>
      <h1>See how the work really runs</h1>
      <div className="muted">
        Parfocal reads an event log (one line an event: case, activity, time) and draws the process behind it, or a
        recording of work on screens, and shows the routines in it.
      </div>
      <div className={css.dropzone}>
        <Icon name="import" size={32} />
        <strong>Drop a log or recordings here</strong>
        <span className="muted small">XES, CSV, JSON, Parquet, XLSX or OCEL, also packed with gzip</span>
        <span className="muted small">
          Recordings: Action Logger, SmartRPA, Chrome Recorder, rrweb, Steps Recorder and more
        </span>
        <div style={{ display: 'flex', gap: 8, marginTop: 8 }}>
          <Button onClick={choose}>Choose a file…</Button>
          {sample && (
            <Button variant="default" onClick={openSample}>
              Try the sample
            </Button>
          )}
        </div>
        <DestinationChoice />
      </div>
      {server.error && <ErrorNote error={server.error} title="The server did not say which logs it has." />}
      {server.data && server.data.length > 0 && <ServerLogList logs={server.data} />}
      <WaitingUploads />
      {files.data && files.data.length > 0 && (
        <>
          <strong>Opened in this browser before</strong>
          <ul className={css.list}>
            {files.data.map(file => (
              <li key={file.id}>
                <Link to={`/${firstPage(file.id)}` as '/'} search={{ log: file.id }}>
                  <Icon name={isTaskLog(file.id) ? 'record' : 'file'} />
                  <span className="ellipsis" dir="auto">
                    {file.name}
                  </span>
                  <span style={{ flex: 1 }} />
                  <span className="muted small number">{formatInstantIn(file.opened, undefined)}</span>
                </Link>
                <Tooltip label="Delete the copy that this browser keeps">
                  <ActionIcon
                    aria-label={`Forget ${file.name}`}
                    mr={8}
                    onClick={async () => {
                      await forgetFile(file.id)
                      await queries.invalidateQueries({ queryKey: ['stored-files'] })
                    }}
                  >
                    <Icon name="trash" />
                  </ActionIcon>
                </Tooltip>
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  )
}
