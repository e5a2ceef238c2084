import { memoryTasks, remoteTasks, type TaskEngine } from '../../../analyses/index.ts'
import { type Assumptions, assumptionsFrom, type Edits } from '../../../tasks/index.ts'
import { UsageError } from '../../exit.ts'
import type { Io } from '../../io.ts'
import { type ServerClient, serverClient } from '../../server-client.ts'
import { onOneLine } from '../../text-table.ts'
import type { AskUiOptions } from './options.ts'
import { editUi, peopleRule } from './read-ui.ts'

/** A UI log that can be asked, of files or of a server, with what its edits say of candidates. */
export interface OpenTasks {
  readonly tasks: TaskEngine
  readonly assumptions: Assumptions
  readonly edits: Readonly<Record<string, Edits>>
}

/** Options that say how a file is read, or lift the rule from one's own: a server has done the one, and decides the other. */
const ofFiles = [
  ['ignoreTime', '--ignore-time'],
  ['keepValues', '--keep-values'],
  ['key', '--key'],
  ['identifiers', '--identifiers'],
  ['projectKey', '--project-key'],
  ['maskRules', '--mask-rules'],
  ['format', '--format'],
  ['mapping', '--mapping'],
  ['showPeople', '--show-people'],
] as const

/** Mine the files; or, with `--server`, ask the UI log that is named. */
export async function openTasks(files: readonly string[], options: AskUiOptions, io: Io): Promise<OpenTasks> {
  const { server } = options
  const tasks =
    server === undefined
      ? memoryTasks(await editUi(files, options, io), peopleRule(options))
      : await openServerTasks(files, { ...options, server }, io)
  const { edits } = await tasks.edits(io.cancel)
  return { tasks, assumptions: assumptionsFrom(edits.assumptions), edits: edits.candidates }
}

/** The UI log of a server that is named, by id or name. Throws UsageError with those of the server where there is none. */
export async function openServerTasks(
  files: readonly string[],
  options: AskUiOptions & { readonly server: string },
  io: Io,
): Promise<TaskEngine> {
  for (const [key, flag] of ofFiles)
    if (options[key] !== undefined)
      throw new UsageError(`${flag} is about a file; with --server the UI log lies on the server, whose rules hold.`)
  if (options.edits !== undefined)
    throw new UsageError(
      '--edits is about a file; with --server the edits that are kept there count: `parfocal ui edits` replaces them.',
    )
  if (files.length !== 1) throw new UsageError('With --server one UI log is asked: name one, by id or name.')
  const client = serverClient(options.server, options.token ?? (process.env['PARFOCAL_TOKEN'] || undefined))
  const id = await find(files[0]!, client, io)
  return remoteTasks(id, ({ method, path, body }, cancel = io.cancel) => {
    if (method === 'GET') return client.get(path, cancel)
    return method === 'PUT' ? client.put(path, body as object, cancel) : client.post(path, body as object, cancel)
  })
}

/** The id of the UI log that is called so: by its id, else by its name. */
async function find(name: string, client: ServerClient, io: Io): Promise<string> {
  const uiLogs = (await client.get('/api/ui-logs', io.cancel)) as unknown as readonly { id: string; name: string }[]
  const byId = uiLogs.filter(({ id }) => id === name)
  const found = byId.length > 0 ? byId : uiLogs.filter(log => log.name === name)
  if (found.length === 1) return found[0]!.id
  const list = (some: typeof uiLogs) => some.map(log => `  ${log.id}  ${onOneLine(log.name)}`).join('\n')
  if (uiLogs.length === 0) throw new UsageError(`The server at ${client.url} has no UI logs.`)
  if (found.length > 1)
    throw new UsageError(`Several UI logs are called "${name}": name one by its id.\n${list(found)}`)
  throw new UsageError(`The server at ${client.url} has no UI log "${name}". It has:\n${list(uiLogs)}`)
}
