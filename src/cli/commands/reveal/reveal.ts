import { readFile, writeFile } from 'node:fs/promises'
import { FormatError } from '../../../base/errors.ts'
import { formatInstant } from '../../../base/time.ts'
import { halfFor, newHolderKey, publicKeyOf } from '../../../privacy/sealed-names.node.ts'
import { brokenAt, type RevealEntry } from '../../../store/index.ts'
import { UsageError } from '../../exit.ts'
import type { Io } from '../../io.ts'
import { findLog } from '../../remote-log.ts'
import { type ServerClient, serverClient } from '../../server-client.ts'
import { onOneLine, textTable } from '../../text-table.ts'

export interface RevealOptions {
  readonly server?: string
  readonly token?: string
  readonly json?: boolean
  readonly key?: string
  readonly rule?: string
  readonly reason?: string
  readonly since?: string
}
interface Shown {
  readonly id: string
  readonly log: string
  readonly case: string
  readonly rule: string
  readonly reason: string
  readonly state: string
  readonly askedBy: string
  readonly decidedBy: string | null
  readonly asked: number
  readonly until: number | null
}

function clientOf({ server, token }: RevealOptions): ServerClient {
  if (server === undefined) throw new UsageError('Names are revealed by a server: name it with --server.')
  return serverClient(server, token ?? (process.env['PARFOCAL_TOKEN'] || undefined))
}
const pathOf = (id: string, what: string) => `/api/reveals/${encodeURIComponent(id)}/${what}`

/** Writes a new key for its owner alone; one that is there is told to the server again. */
export async function makeKey(file: string, options: RevealOptions, io: Io): Promise<void> {
  const client = clientOf(options)
  const made = newHolderKey()
  const isNew = await writeFile(file, made.privateKey, { flag: 'wx', mode: 0o600 }).then(
    () => true,
    error => {
      if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
      throw new UsageError(`${file} cannot be written (${(error as Error).message}).`)
    },
  )
  const publicKey = isNew ? made.publicKey : publicKeyOf(await keyIn(file))
  const told = await client.put('/api/reveal-key', { publicKey }, io.cancel)
  if (isNew) io.note(`Wrote ${file}. Whoever has it stands for you, and without it nothing can be revealed to you.`)
  if (options.json) return io.write(`${JSON.stringify(told)}\n`)
  return io.write(`Names of later imports can be sealed to "${(told as { name: string }).name}".\n`)
}

async function keyIn(file: string): Promise<string> {
  return readFile(file, 'utf8').catch(error => {
    throw new UsageError(`--key: ${file} cannot be read (${(error as Error).message}).`)
  })
}

/** The halves for one case, made here: the key stays, and opens no other case by them. */
async function halvesFor(client: ServerClient, log: string, caseId: string, file: string, io: Io) {
  const privateKey = await keyIn(file)
  const parts = await client.post('/api/reveals/part', { log, case: caseId }, io.cancel)
  return Object.fromEntries(
    (parts as unknown as { seal: string; id: string; ephemeral: string; box: string }[]).map(part => [
      part.seal,
      halfFor(part.seal, part, privateKey, caseId),
    ]),
  )
}

export async function ask(name: string, caseId: string, options: RevealOptions, io: Io): Promise<void> {
  const client = clientOf(options)
  const log = await findLog(name, client, io)
  const halves = await halvesFor(client, log, caseId, options.key!, io)
  const { rule, reason } = options
  const asked = (await client.post('/api/reveals', { log, case: caseId, rule, reason, halves }, io.cancel)) as never
  return tell(asked, options, io)
}

export async function approve(id: string, options: RevealOptions, io: Io): Promise<void> {
  const client = clientOf(options)
  const all = (await client.get('/api/reveals', io.cancel)) as unknown as Shown[]
  const found = all.find(each => each.id === id)
  if (!found) throw new UsageError(`There is no reveal "${id}" that you have to do with: see \`parfocal reveal list\`.`)
  const halves = await halvesFor(client, found.log, found.case, options.key!, io)
  const approved = (await client.post(pathOf(id, 'approve'), { halves }, io.cancel)) as never
  await tell(approved, options, io)
  io.note(`Both of you see the names now: parfocal reveal names ${id}`)
}

export async function refuse(id: string, options: RevealOptions, io: Io): Promise<void> {
  return tell((await clientOf(options).post(pathOf(id, 'refuse'), {}, io.cancel)) as never, options, io)
}

export async function names(id: string, options: RevealOptions, io: Io): Promise<void> {
  const told = (await clientOf(options).post(pathOf(id, 'names'), {}, io.cancel)) as unknown as {
    case: string
    caseName: string | null
    steps: { activity: string; complete: number | null; people: Record<string, string> }[]
    people: Record<string, string>
  }
  if (options.json) return io.write(`${JSON.stringify(told)}\n`)
  const keys = [...new Set(told.steps.flatMap(({ people }) => Object.keys(people)))]
  const rows = told.steps.map(({ activity, complete, people }) => [
    activity,
    complete === null ? null : formatInstant(complete),
    ...keys.map(key => people[key] ?? null),
  ])
  const ofCase = Object.entries(told.people).map(([key, name]) => `${onOneLine(key)}: ${onOneLine(name)}\n`)
  const caseName = told.caseName === null ? [] : [`case: ${onOneLine(told.caseName)}\n`]
  return io.write([...caseName, ...ofCase, textTable(['activity', 'time', ...keys], rows)].join(''))
}

export async function list(options: RevealOptions, io: Io): Promise<void> {
  const all = (await clientOf(options).get('/api/reveals', io.cancel)) as unknown as Shown[]
  if (options.json) return io.write(`${JSON.stringify(all)}\n`)
  if (all.length === 0) return io.write('No reveals.\n')
  return io.write(tableOf(all))
}

const tell = (one: Shown, options: RevealOptions, io: Io): Promise<void> =>
  io.write(options.json ? `${JSON.stringify(one)}\n` : tableOf([one]))

const tableOf = (all: readonly Shown[]) =>
  textTable(
    ['id', 'state', 'case', 'asked by', 'decided by', 'until', 'rule', 'reason'],
    all.map(each => [
      ...[each.id, each.state, each.case, each.askedBy, each.decidedBy],
      ...[each.until === null ? null : formatInstant(each.until), each.rule, each.reason],
    ]),
  )

/** Checked here, not by the server that it is about. Throws `FormatError` where the chain is broken. */
export async function log(options: RevealOptions, io: Io): Promise<void> {
  const told = (await clientOf(options).get('/api/reveal-log', io.cancel)) as unknown as { entries: RevealEntry[] }
  const { entries } = told
  const broken = brokenAt(entries)
  const kept = options.since === undefined ? -1 : entries.findIndex(({ hash }) => hash === options.since)
  const shown = entries.slice(kept + 1)
  const head = entries.at(-1)?.hash ?? null
  if (options.json) await io.write(`${JSON.stringify({ entries: shown, brokenAt: broken, head })}\n`)
  else if (shown.length > 0)
    await io.write(
      textTable(
        ['#', 'at', 'step', 'by', 'case', 'rule', 'reason', 'reveal'],
        shown.map(({ position, at, step, name, case: caseId, rule, reason, reveal }) => [
          ...[position, formatInstant(at), step, name, caseId, rule, reason, reveal],
        ]),
      ),
    )
  const fix = 'Compare it with what was kept before, and look at who can write to the database.'
  if (broken !== null)
    throw new FormatError(`The log of reveals was changed: entry ${broken} is not what was written.`, { fix })
  if (options.since !== undefined && kept < 0)
    throw new FormatError('The log of reveals was cut: the hash that you kept is not in it.', { fix })
  io.note(head === null ? 'Nothing was revealed.' : `The chain is whole. Keep its last hash: ${head}`)
}
