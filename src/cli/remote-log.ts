import type { Answer } from '../analyses/index.ts'
import type { Json } from '../base/json.ts'
import { remoteEngine } from '../engine/index.ts'
import { formats } from '../formats/index.ts'
import type { Engine } from '../log/engine.ts'
import type { Mapping } from '../log/mapping.ts'
import { UsageError } from './exit.ts'
import type { Io } from './io.ts'
import type { LogOptions } from './options.ts'
import { type ServerClient, serverClient } from './server-client.ts'
import { onOneLine } from './text-table.ts'
import { filterOf, viewOf } from './view.ts'
import type { Workspace } from './workspace.ts'

/** What a server tells of a log beside what its engine answers. */
interface ShownLog {
  readonly format: string | null
  readonly mapping: Json
}

/** Options that say how a file is read, or lift the gate from one's own: a server has done the one, and decides the other. */
const ofFiles = [
  ['mapping', '--mapping'],
  ['key', '--key'],
  ['objectType', '--object-type'],
  ['showPeople', '--show-people'],
] as const

/**
 * A log of a server, ready for questions. It is the server that answers, so its person gate holds. Throws UsageError with the
 * logs of the server where `name` is missing, unknown or the name of several.
 */
export async function openRemote(
  name: string | undefined,
  options: LogOptions & { readonly server: string },
  io: Io,
): Promise<Workspace> {
  for (const [key, flag] of ofFiles)
    if (options[key] !== undefined)
      throw new UsageError(`${flag} is about a file; with --server the log lies on the server, whose rules hold.`)
  const filter = await filterOf(options)
  const client = serverClient(options.server, options.token ?? (process.env['PARFOCAL_TOKEN'] || undefined))
  const engine = engineOf(client, io)
  const log = await find(name, engine, client.url, io)
  const description = await engine.describe({ log }, io.cancel)
  const shown = (await client.get(`/api/logs/${encodeURIComponent(log)}`, io.cancel)) as unknown as ShownLog
  const keys = description.attributes.filter(({ scope }) => scope === 'event').map(({ key }) => key)
  const view = await viewOf(options, { classifiers: description.classifiers, eventAttributes: new Set(keys) })
  const ask = { log, view, filter }
  return {
    engine,
    ask,
    description,
    format: formats.find(({ id }) => id === shown.format)?.title ?? shown.format ?? 'unknown',
    mapping: (shown.mapping ?? null) as unknown as Mapping | null,
    objects: null,
    analyse: async (analysis, params) =>
      (await client.post(`/api/analyses/${analysis.id}`, { ...ask, params }, io.cancel)) as unknown as Answer,
  }
}

/** The id of the log of a server that is called so. */
export const findLog = (name: string, client: ServerClient, io: Io): Promise<string> =>
  find(name, engineOf(client, io), client.url, io)

const engineOf = (client: ServerClient, io: Io) =>
  remoteEngine((question, params, cancel) => client.post(`/api/ask/${question}`, params as object, cancel ?? io.cancel))

/** The id of the log that is called so: by its id, else by its name. */
async function find(name: string | undefined, engine: Engine, url: string, io: Io): Promise<string> {
  const logs = await engine.logs(io.cancel)
  const found = logs.filter(({ id }) => id === name)
  if (found.length === 0) found.push(...logs.filter(log => log.name === name))
  if (found.length === 1) return found[0]!.id
  const list = (some: typeof logs) => some.map(log => `  ${log.id}  ${onOneLine(log.name)}`).join('\n')
  if (logs.length === 0) throw new UsageError(`The server at ${url} has no logs.`)
  if (found.length > 1) throw new UsageError(`Several logs are called "${name}": name one by its id.\n${list(found)}`)
  const what = name === undefined ? 'Name a log of the server' : `The server at ${url} has no log "${name}"`
  throw new UsageError(`${what}, by id or name:\n${list(logs)}`)
}
