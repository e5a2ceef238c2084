import { ActionIcon, Tooltip } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { ServerLog } from '../engine/server-logs.ts'
import { plural } from '../format/numbers.ts'
import { Icon } from '../parts/icon.tsx'
import { LogActionDialog } from './log-actions.tsx'
import { firstPage } from './pages.ts'
import css from './shell.module.css'

/** The logs of the server, of cases and of interactions; one that cannot be opened says why, and can be deleted here. */
export function ServerLogList({ logs }: { readonly logs: readonly ServerLog[] }) {
  const [leaving, setLeaving] = useState<ServerLog | null>(null)
  return (
    <>
      <strong>On the server</strong>
      <ul className={css.list} aria-label="On the server">
        {logs.map(entry => (
          <li key={entry.log}>
            {entry.blocked === null ? (
              <Link to={`/${firstPage(entry.log)}` as '/'} search={{ log: entry.log }}>
                <Name entry={entry} />
              </Link>
            ) : (
              <>
                <span className={css.listed}>
                  <Name entry={entry} />
                </span>
                {!entry.importing && (
                  <Tooltip label="Delete what is left of it">
                    <ActionIcon aria-label={`Delete ${entry.name}`} mr={8} onClick={() => setLeaving(entry)}>
                      <Icon name="trash" />
                    </ActionIcon>
                  </Tooltip>
                )}
              </>
            )}
          </li>
        ))}
      </ul>
      {leaving && (
        <LogActionDialog action="delete" log={leaving.log} name={leaving.name} close={() => setLeaving(null)} />
      )}
    </>
  )
}

const Name = ({ entry }: { readonly entry: ServerLog }) => (
  <>
    <Icon name={entry.kind === 'tasks' ? 'record' : 'file'} />
    <span className="ellipsis" dir="auto" title={entry.name}>
      {entry.name}
    </span>
    <span style={{ flex: 1 }} />
    <span className={`${css.listNote} muted small`}>
      {entry.blocked ?? (entry.kind === 'tasks' ? `recording of work, ${plural(entry.events ?? 0, 'event')}` : '')}
    </span>
  </>
)
