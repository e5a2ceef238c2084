import { createHash } from 'node:crypto'
import { link, mkdir, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { parentPort, workerData } from 'node:worker_threads'
import { RequestError } from '../base/errors.ts'
import { fileSource, nodePlatform } from '../base/platform.node.ts'
import type { Progress } from '../base/platform.ts'
import type { ReadOptions } from '../formats/format.ts'
import { identify, type LogFormat, ocelFormats, openLog, type Reading } from '../formats/index.ts'
import { appendSegment, openLogFolder, writeLogFolder } from '../formats/log-folder/log-folder.node.ts'
import { mergeLogs, mergeProblems } from '../formats/log-folder/merge.ts'
import { openSqlite } from '../formats/ocel/sqlite.node.ts'
import { proposeForTable } from '../formats/table/propose.ts'
import type { TabularFormat } from '../formats/table/tabular-format.ts'
import { mappingFrom } from '../log/mapping.ts'
import { tellsAboutPeople, withoutValues } from '../privacy/index.ts'
import { duckParquet } from '../sources/duckdb.node.ts'
import { flagCancel } from './flag-cancel.ts'
import { keepSeals, writeSeal } from './seal-files.ts'
import { importUi } from './ui-import.ts'
import { type FromWorker, failureOf, type Imported, type Part, type Proposed, type Results, type Work } from './work.ts'

/** Parts that a stored log may consist of before an append writes it anew as one. */
const MOST_SEGMENTS = 8
/** Progress is told at most this often, in ms. */
const TELL = 100

const { work, flag } = workerData as { work: Exclude<Work, { kind: 'model' }>; flag: Int32Array }
const tell = (message: FromWorker) => parentPort!.postMessage(message)

const cancel = flagCancel(flag)

let told = 0
let phase = ''
const progress: Progress = report => {
  const now = Date.now()
  if (now - told < TELL && report.phase === phase) return
  told = now
  phase = report.phase
  tell({ kind: 'progress', report })
}

async function importParts(work: Extract<Work, { kind: 'import' }>): Promise<Imported> {
  const readings: Awaited<ReturnType<typeof read>>[] = []
  const names = new Map<string, string>()
  const tellPseudonym = (pseudonym: string, text: string) => void names.set(pseudonym, text)
  for (const part of work.parts) readings.push(await read(part, work, work.seal === null ? {} : { tellPseudonym }))
  const merged = mergeLogs(readings.map(({ log }) => log))
  const one = readings.length === 1 ? readings[0]! : null
  const log = { ...(one ?? merged).log, name: work.logName }
  const problems = one ? one.problems : mergeProblems([...readings.map(reading => reading.problems), merged.problems])
  const options = { progress, cancel }
  if (work.base === null) await writeLogFolder(work.target, log, problems, options)
  else await append(work.base, work.target, log, problems)
  if (work.base !== null) await keepSeals(work.base, work.target)
  if (work.seal !== null) await seal(work.target, log, names, work.seal)
  const stored = await openLogFolder(work.target)
  try {
    return {
      cases: stored.log.caseCount,
      events: stored.log.eventCount,
      activities: stored.log.activity.dictionary.size,
      fingerprint: fingerprintOf(stored.json),
      problems: tellsAboutPeople(stored.log) ? withoutValues(stored.problems) : stored.problems,
      parts: readings.map(({ format, mapping, objects }) => ({
        format,
        mapping,
        ...(objects ? { objectType: objects.objectType } : {}),
      })),
    }
  } finally {
    stored.close()
  }
}

async function seal(
  target: string,
  log: Reading['log'],
  names: ReadonlyMap<string, string>,
  { holders, must }: SealWork,
) {
  if (names.size > 0) await writeSeal(target, log, names, holders, cancel)
  else if (must) throw new RequestError('The mapping pseudonymises no column, so there are no names to seal.')
}
type SealWork = NonNullable<Extract<Work, { kind: 'import' }>['seal']>

async function read(
  part: Part,
  { key, limits }: Extract<Work, { kind: 'import' }>,
  tell: Pick<ReadOptions, 'tellPseudonym'>,
) {
  const reading = await openLog(await source(part), {
    platform: nodePlatform,
    cancel,
    progress,
    limits,
    openSqlite,
    readParquet: duckParquet(part.path),
    ...(part.mapping === null ? {} : { mapping: part.mapping }),
    ...(part.objectType === undefined ? {} : { objectType: part.objectType }),
    ...(key === null ? {} : { pseudonymKey: key }),
    ...tell,
  })
  const { log, problems, format = 'unknown', mapping = null, objects = null } = reading
  return { log, problems, format, mapping, objects }
}

/** Uploads lie under names of ours; for the format and in what is told they have their own. */
const source = async ({ path, name }: Part) => ({ ...(await fileSource(path)), name })

/** The stored log with one segment more: its files get a second name, none of them is changed. */
async function append(base: string, target: string, log: Reading['log'], problems: Reading['problems']): Promise<void> {
  const stored = await openLogFolder(base)
  try {
    if (stored.json.segments.length + 1 < MOST_SEGMENTS) {
      await linkTree(base, target)
      await appendSegment(target, log, problems, { progress, cancel })
      return
    }
    const all = mergeLogs([stored.log, log])
    const told = mergeProblems([stored.problems, problems, all.problems])
    await writeLogFolder(target, { ...all.log, name: stored.log.name }, told, { progress, cancel })
  } finally {
    stored.close()
  }
}

async function linkTree(from: string, to: string): Promise<void> {
  await mkdir(to, { recursive: true })
  for (const entry of await readdir(from, { withFileTypes: true })) {
    const [old, made] = [join(from, entry.name), join(to, entry.name)]
    if (entry.isDirectory()) await linkTree(old, made)
    else await link(old, made)
  }
}

function fingerprintOf({ fingerprint, segments }: Stored): string {
  if (segments.length === 0) return fingerprint
  const all = [fingerprint, ...segments.map(segment => segment.fingerprint)]
  return `sha256:${createHash('sha256').update(all.join('\n')).digest('hex')}`
}
type Stored = Awaited<ReturnType<typeof openLogFolder>>['json']

/** How a file would be read; formats that say themselves what is what need no mapping and propose none. */
async function propose({ part, limits }: Extract<Work, { kind: 'propose' }>): Promise<Proposed> {
  const options = { platform: nodePlatform, cancel, progress, limits, readParquet: duckParquet(part.path) }
  const { format, source: bytes } = await identify(await source(part), options)
  const found = { format: format.id, formatTitle: format.title }
  const none = { proposal: null, preview: null, objectTypes: null, problems: [] }
  if (ocelFormats.some(({ id }) => id === format.id)) {
    const { objects, problems } = await format.read(bytes, { ...options, openSqlite })
    return { ...found, ...none, objectTypes: objects?.objectTypes ?? null, problems }
  }
  if (!isTabular(format)) return { ...found, ...none }
  const given = part.mapping === null ? null : mappingFrom(part.mapping)
  const table = await format.open(bytes, { ...options, ...(given ? { settings: given.table } : {}) })
  const zone = given ? { timeZone: given.timeZone } : {}
  const { preview, problems, ...proposal } = await proposeForTable(format.id, table, { ...options, ...zone })
  return { ...found, proposal, preview, objectTypes: null, problems }
}

const isTabular = (format: LogFormat): format is TabularFormat => 'open' in format

async function done(): Promise<Results['import' | 'propose' | 'ui-import']> {
  if (work.kind === 'ui-import') return importUi(work, { progress, cancel })
  return work.kind === 'import' ? importParts(work) : propose(work)
}

try {
  tell({ kind: 'done', result: await done() })
} catch (error) {
  tell({ kind: 'failed', error: failureOf(error) })
}
