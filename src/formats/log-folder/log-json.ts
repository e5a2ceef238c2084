import { FormatError } from '../../base/errors.ts'
import type { Json } from '../../base/json.ts'
import type { AttributeType, Meaning, Personal } from '../../log/column.ts'
import type { Classifier, Extension, GlobalAttribute, OrderReport } from '../../log/event-log.ts'
import type { Problem } from '../../log/problems.ts'

/** Version of the layout that is written. A reader takes this and older ones (by upgraders), and refuses newer ones. */
export const VERSION = 1
export const FORMAT = 'parfocal-log'

/** What a column of the files is for. `attribute` is any but the named ones. */
export type Role = 'case' | 'case-id' | 'first-event' | 'activity' | 'complete' | 'start' | 'ordinal' | 'attribute'

export interface ColumnEntry {
  readonly key: string
  readonly role: Role
  readonly type: AttributeType
  readonly personal: Personal
  readonly meaning: Meaning | null
  /** Name of the column in the Arrow file (the key, unless another column has it), null where it is sparse. */
  readonly field: string | null
  /** Rows [from, to) of `events-sparse.arrow` or `cases-sparse.arrow`. */
  readonly sparse: readonly [number, number] | null
}
/** Of a column: rows with a value, and distinct values of a text (null for other types). */
export type PresenceEntry = readonly [present: number, distinct: number | null]
export interface FileEntry {
  readonly bytes: number
  readonly sha256: string
}
export interface SegmentEntry {
  readonly folder: string
  readonly events: number
  readonly cases: number
  readonly fingerprint: string
}

/** `log.json`. Attribute trees keep the nodes of `AttributeNode`, numbers that JSON lacks as text. */
export interface LogJson {
  readonly format: typeof FORMAT
  readonly version: number
  readonly name: string
  readonly events: number
  readonly cases: number
  /** `sha256:` of everything in the folder but the name and the problems: equal logs have equal fingerprints. */
  readonly fingerprint: string
  readonly resourceKey: string | null
  readonly order: OrderReport
  readonly columns: { readonly events: readonly ColumnEntry[]; readonly cases: readonly ColumnEntry[] }
  /** What the activity and the attributes hold, one entry a column; null for the other columns. Absent in older folders. */
  readonly presence?: {
    readonly events: readonly (PresenceEntry | null)[]
    readonly cases: readonly (PresenceEntry | null)[]
  }
  readonly classifiers: readonly Classifier[]
  readonly extensions: readonly Extension[]
  readonly globals: readonly GlobalAttribute[]
  readonly attributes: readonly Json[]
  readonly problems: readonly Problem[]
  readonly files: Readonly<Record<string, FileEntry>>
  /** Segments appended after the first, which is this folder itself. */
  readonly segments: readonly SegmentEntry[]
}

/** From version n to n + 1, by n. One a version, kept forever. */
export type Upgraders = Readonly<
  Record<number, (json: { readonly [key: string]: Json }) => { readonly [key: string]: Json }>
>
const upgraders: Upgraders = {}

/** Parse `log.json`, upgrade it to the current version, and check what everything else relies on. */
export function parseLogJson(text: string, file: string, known: Upgraders = upgraders, current = VERSION): LogJson {
  let json: Json
  try {
    json = JSON.parse(text) as Json
  } catch (error) {
    throw new FormatError(`This is no JSON (${(error as Error).message}).`, { file, fix: REPAIR })
  }
  if (json === null || typeof json !== 'object' || Array.isArray(json)) throw broken(file, 'it is no object')
  let object = json as { readonly [key: string]: Json }
  if (object['format'] !== FORMAT) throw broken(file, `"format" is not "${FORMAT}"`)
  const version = object['version']
  if (typeof version !== 'number' || !Number.isInteger(version) || version < 1)
    throw broken(file, '"version" is no whole number')
  if (version > current)
    throw new FormatError(
      `The log was written in version ${version} of its format; this program knows versions up to ${current}.`,
      {
        file,
        fix: 'Open it with a newer Parfocal, or import the log again from its source.',
      },
    )
  for (let v = version; v < current; v++) {
    const upgrade = known[v]
    if (!upgrade) throw broken(file, `there is no way from version ${v} of the format to ${v + 1}`)
    object = upgrade(object)
  }
  check(object, file)
  return object as unknown as LogJson
}

const REPAIR = 'Import the log again from its source, or restore the folder from a backup.'
const broken = (file: string, what: string): FormatError =>
  new FormatError(`The description of the log is damaged: ${what}.`, { file, fix: REPAIR })

const isCount = (value: unknown) => Number.isInteger(value) && (value as number) >= 0
const isObject = (value: unknown): value is { readonly [key: string]: Json } =>
  value !== null && typeof value === 'object' && !Array.isArray(value)

function checkPresence(
  presence: Json,
  columns: { readonly [key: string]: Json },
  need: (ok: boolean, what: string) => void,
): void {
  for (const scope of ['events', 'cases']) {
    const entries = isObject(presence) ? presence[scope] : null
    const fits = Array.isArray(entries) && entries.length === entriesOf(columns[scope]).length
    need(fits, `"presence.${scope}" does not fit the columns`)
    for (const entry of entries as readonly Json[]) {
      if (entry === null) continue
      const [present, distinct] = Array.isArray(entry) ? (entry as readonly Json[]) : []
      need(isCount(present) && (distinct === null || isCount(distinct)), `"presence.${scope}" is damaged`)
    }
  }
}

/** The shape that opening relies on; deeper values (classifiers, problems) were written by `writeLogFolder` as they are. */
function check(json: { readonly [key: string]: Json }, file: string): void {
  const need = (ok: boolean, what: string) => {
    if (!ok) throw broken(file, what)
  }
  need(typeof json['name'] === 'string', '"name" is missing')
  need(isCount(json['events']) && isCount(json['cases']), '"events" or "cases" is no count')
  need(typeof json['fingerprint'] === 'string', '"fingerprint" is missing')
  need(json['resourceKey'] === null || typeof json['resourceKey'] === 'string', '"resourceKey" is missing')
  for (const key of ['classifiers', 'extensions', 'globals', 'attributes', 'problems', 'segments'])
    need(Array.isArray(json[key]), `"${key}" is no list`)
  const { order, columns, files } = json
  need(isObject(order) && ['moved', 'ties', 'withoutTime'].every(key => isCount(order[key])), '"order" is damaged')
  need(isObject(columns) && isObject(files), '"columns" or "files" is missing')
  for (const scope of ['events', 'cases'])
    for (const entry of entriesOf((columns as { readonly [key: string]: Json })[scope])) {
      need(isObject(entry) && typeof entry['key'] === 'string', `an entry of "columns.${scope}" has no key`)
      const { field, sparse, role, type } = entry as { readonly [key: string]: Json }
      const range = Array.isArray(sparse) && sparse.length === 2 && sparse.every(isCount)
      need(typeof field === 'string' || range, `an entry of "columns.${scope}" has no place`)
      need(
        roles.has(String(role)) && types.has(String(type)),
        `an entry of "columns.${scope}" has no known role or type`,
      )
    }
  if (json['presence'] !== undefined) checkPresence(json['presence'], columns as { readonly [key: string]: Json }, need)
  for (const entry of Object.values(files as { readonly [key: string]: Json }))
    need(isObject(entry) && isCount(entry['bytes']) && typeof entry['sha256'] === 'string', '"files" is damaged')
  for (const entry of json['segments'] as readonly Json[])
    need(
      isObject(entry) && /^segment-[1-9]\d*$/.test(String(entry['folder'])) && typeof entry['fingerprint'] === 'string',
      '"segments" is damaged',
    )
}

const entriesOf = (value: Json | undefined): readonly Json[] =>
  Array.isArray(value) ? (value as readonly Json[]) : [null]
const roles = new Set<string>([
  'case',
  'case-id',
  'first-event',
  'activity',
  'complete',
  'start',
  'ordinal',
  'attribute',
] satisfies Role[])
const types = new Set<string>(['string', 'date', 'int', 'float', 'boolean', 'id'] satisfies AttributeType[])
