import type { OutputKind } from '../../../actions/index.ts'
import { uiLogOf } from '../../engine/log-ids.ts'
import { EngineError } from '../../engine/protocol.ts'
import { askTasks } from '../../engine/recordings.ts'
import { request } from '../../engine/remote.ts'
import type { MadeOutput } from './make-outputs.ts'

export type Kind = Pick<OutputKind, 'id' | 'title' | 'state'>

/** What a routine can become, and the making of it: by the server for its logs, else in this browser. */
export interface OutputMaker {
  kinds(signal: AbortSignal): Promise<readonly Kind[]>
  make(routine: string, kind: Kind, signal: AbortSignal): Promise<MadeOutput>
}

/** What is made of a procedure is a part of its own: it is fetched when somebody wants it. */
const maker = () => import('./make-outputs.ts')

const here = (log: string): OutputMaker => ({
  kinds: async () => (await maker()).kinds,
  async make(routine, { id }, signal) {
    const [{ makeOutputs }, procedure] = await Promise.all([maker(), askTasks(log, 'procedure', [routine], signal)])
    const made = procedure && makeOutputs(procedure, [id])[0]
    if (!made) throw new EngineError({ name: 'RequestError', message: 'There is no such routine any more.' })
    return made
  },
})

interface Sent {
  readonly files: readonly {
    readonly path: string
    readonly encoding: 'utf-8' | 'base64'
    readonly content: string
  }[]
  readonly toDo: readonly string[]
}

const onServer = (uiLog: string): OutputMaker => {
  const base = `api/ui-logs/${encodeURIComponent(uiLog)}/outputs`
  return {
    kinds: signal => request<readonly Kind[]>(base, { signal }),
    async make(routine, { id, title }, signal) {
      const query = new URLSearchParams({ routine, as: 'json' })
      const { files, toDo } = await request<Sent>(`${base}/${encodeURIComponent(id)}?${query}`, { signal })
      const content = (file: Sent['files'][number]) =>
        file.encoding === 'utf-8' ? file.content : bytesOf(file.content)
      return { id, title, toDo, files: files.map(file => ({ path: file.path, content: content(file) })) }
    },
  }
}

const bytesOf = (base64: string) => Uint8Array.from(atob(base64), char => char.charCodeAt(0))

export function outputMaker(log: string): OutputMaker {
  const uiLog = uiLogOf(log)
  return uiLog === null ? here(log) : onServer(uiLog)
}
