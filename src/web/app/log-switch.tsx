import { Menu } from '@mantine/core'
import { useEffect, useState } from 'react'
import { isHere, isTaskLog } from '../engine/log-ids.ts'
import { useServerLogs } from '../engine/server-logs.ts'
import { useServer, useServerReadOnly } from '../engine/use-server.ts'
import { Icon } from '../parts/icon.tsx'
import { useDescription, useGo, usePlace } from '../state/place.ts'
import { type LogAction, LogActionDialog } from './log-actions.tsx'
import { useKeepOnServer, useLogFile } from './log-files.ts'
import { chooseFiles, useOpenFiles } from './open-file.ts'
import { firstPage } from './pages.ts'
import css from './shell.module.css'
import { useStoredFiles } from './start-page.tsx'

/** The log that is open, what can be done with it, and the others that can be opened. */
export function LogSwitch() {
  const description = useDescription()
  const [open, setOpen] = useState(false)
  const openFile = useOpenFiles()
  const go = useGo()
  const server = useServerLogs()
  const files = useStoredFiles()
  const { log } = usePlace()
  const [action, setAction] = useState<LogAction | null>(null)
  const onServer = log !== null && !isHere(log) && description !== null
  const fromFile = useLogFile()
  const keep = useKeepOnServer()
  const served = useServer() !== null
  const readOnly = useServerReadOnly(log !== null)
  const locked = readOnly !== null
  useEffect(() => {
    if (!open) return
    void server.refetch()
    void files.refetch()
  }, [open, server.refetch, files.refetch])
  return (
    <>
      <Menu opened={open} onChange={setOpen} position="bottom-start" width={320}>
        <Menu.Target>
          <button type="button" className={css.logButton}>
            <span className="ellipsis" dir="auto">
              {description?.name || 'No log open'}
            </span>
            <Icon name="chevron" size={16} />
          </button>
        </Menu.Target>
        <Menu.Dropdown mah="70vh" style={{ overflowY: 'auto' }}>
          <Menu.Item
            leftSection={<Icon name="import" size={16} />}
            onClick={async () => {
              const files = await chooseFiles()
              await openFile(files)
            }}
          >
            Open a file…
          </Menu.Item>
          {log !== null && isHere(log) && description !== null && served && (
            <Menu.Item leftSection={<Icon name="save" size={16} />} disabled={locked} onClick={() => keep(log)}>
              Keep this log on the server…
            </Menu.Item>
          )}
          {onServer && (
            <>
              <Menu.Item
                leftSection={<Icon name="edit" size={16} />}
                disabled={locked}
                onClick={() => setAction('rename')}
              >
                Rename this log…
              </Menu.Item>
              {!isTaskLog(log) && (
                <>
                  <Menu.Item
                    leftSection={<Icon name="plus" size={16} />}
                    disabled={locked}
                    onClick={() => fromFile(log, 'append')}
                  >
                    Add the events of a file…
                  </Menu.Item>
                  <Menu.Item
                    leftSection={<Icon name="redo" size={16} />}
                    disabled={locked}
                    onClick={() => fromFile(log, 'replace')}
                  >
                    Read it anew from a file…
                  </Menu.Item>
                </>
              )}
              <Menu.Item
                leftSection={<Icon name="trash" size={16} />}
                disabled={locked}
                onClick={() => setAction('delete')}
              >
                Delete this log…
              </Menu.Item>
            </>
          )}
          {locked && <Menu.Label style={{ whiteSpace: 'normal' }}>{readOnly}</Menu.Label>}
          {!!server.data?.length && <Menu.Label>On the server</Menu.Label>}
          {server.data?.map(({ log, name, kind, blocked }) => (
            <Menu.Item
              key={log}
              disabled={blocked !== null}
              leftSection={<Icon name={kind === 'tasks' ? 'record' : 'file'} size={16} />}
              onClick={() => go({ log, page: firstPage(log) })}
            >
              <span dir="auto">{name}</span>
              {blocked !== null && <div className="muted small">{blocked}</div>}
            </Menu.Item>
          ))}
          {!!files.data?.length && <Menu.Label>Opened in this browser before</Menu.Label>}
          {files.data?.map(file => (
            <Menu.Item
              key={file.id}
              leftSection={<Icon name={isTaskLog(file.id) ? 'record' : 'file'} size={16} />}
              onClick={() => go({ log: file.id, page: firstPage(file.id) })}
            >
              <span dir="auto">{file.name}</span>
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      {action && onServer && (
        <LogActionDialog action={action} log={log} name={description.name} close={() => setAction(null)} />
      )}
    </>
  )
}
