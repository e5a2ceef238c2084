import { useQuery } from '@tanstack/react-query'
import { routineLogId } from './log-ids.ts'
import { remoteEngine, request } from './remote.ts'
import { server } from './workspace.ts'

/** A log on our server, of cases or of interactions. */
export interface ServerLog {
  /** As addresses name it. */
  readonly log: string
  readonly name: string
  readonly kind: 'cases' | 'tasks'
  /** Why it cannot be opened (yet); null where it can. */
  readonly blocked: string | null
  readonly importing: boolean
  /** Of a UI log, where it is known. */
  readonly events: number | null
}

interface UiLog {
  readonly id: string
  readonly name: string
  readonly status: 'importing' | 'ready' | 'failed' | 'interrupted' | 'cancelled'
  readonly error: string | null
  readonly events: number | null
}

/** Logs of cases, then UI logs, each the oldest first. */
async function serverLogs(): Promise<readonly ServerLog[]> {
  if (!(await server())) return []
  const [logs, uiLogs] = await Promise.all([remoteEngine.logs(), request<readonly UiLog[]>('api/ui-logs')])
  return [
    ...logs.map(
      ({ id, name }): ServerLog => ({ log: id, name, kind: 'cases', blocked: null, importing: false, events: null }),
    ),
    ...uiLogs.map(
      ({ id, name, status, error, events }): ServerLog => ({
        log: routineLogId(id),
        name,
        kind: 'tasks',
        blocked: status === 'ready' ? null : (whys[status] ?? `was not imported: ${error ?? 'it failed'}`),
        importing: status === 'importing',
        events,
      }),
    ),
  ]
}

const whys: { readonly [status: string]: string } = {
  importing: 'is being imported',
  interrupted: 'was not imported: the server was stopped',
  cancelled: 'was not imported: it was cancelled',
}

/** ms between looks while something is being imported. */
const LOOK = 2000

export const SERVER_LOGS = ['server-logs'] as const
export const useServerLogs = () =>
  useQuery({
    queryKey: SERVER_LOGS,
    queryFn: serverLogs,
    staleTime: 0,
    refetchInterval: ({ state }) => (state.data?.some(({ importing }) => importing) ? LOOK : false),
  })
