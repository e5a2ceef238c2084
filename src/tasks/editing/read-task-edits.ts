import { RequestError } from '../../base/errors.ts'
import { assumptionsFrom } from '../candidates/assumptions.ts'
import type { Assumptions, Edits } from '../candidates/candidate.ts'
import type { TaskName } from '../demonstrations/name-demonstrations.ts'
import { entriesIn, isText, listIn, refuse, textIn, wordIn } from './read-parts.ts'
import { routineEditIn } from './read-routine-edit.ts'
import { noEdits, type TaskEdits } from './task-edits.ts'

/** Edits of one document. */
const MOST = 10_000
/** Characters of a text of the source, and of the id of a recording. */
const LONGEST = 500
/** Faults that an error names; it counts the others. */
const TOLD = 3

/**
 * The edits in a document of any age. Throws `RequestError` that names which edits are none and why; what is left out is not
 * edited.
 */
export function taskEditsFrom(value: unknown): TaskEdits {
  const { edits, faults } = readTaskEdits(value)
  if (faults.length === 0) return edits
  const others = faults.length > TOLD ? `; and ${faults.length - TOLD} more` : ''
  throw new RequestError(`Edits: ${faults.slice(0, TOLD).join('; ')}${others}.`)
}

/** What can be understood of a document of any age, and why the rest cannot, a clause for each part. */
export function readTaskEdits(value: unknown): { readonly edits: TaskEdits; readonly faults: readonly string[] } {
  const faults: string[] = []
  const attempt = <T>(read: () => T, otherwise: T): T => {
    try {
      return read()
    } catch (error) {
      if (!(error instanceof RequestError)) throw error
      faults.push(error.message)
      return otherwise
    }
  }
  const given = attempt(() => documentIn(value), {})
  const upgraded = given['version'] === undefined
  const each = <T>(key: string, read: (one: unknown, at: string) => T): readonly T[] =>
    attempt(() => listIn(given[key] ?? [], key, 0, MOST), []).flatMap((one, i) =>
      attempt<readonly T[]>(() => [read(one, `${key}[${i}]`)], []),
    )
  const named = <T>(key: string, read: (one: unknown, at: string, name: string) => T): Readonly<Record<string, T>> =>
    Object.fromEntries(
      attempt(() => entriesIn(given[key] ?? {}, key), []).flatMap(([name, one]) =>
        attempt<readonly (readonly [string, T])[]>(
          () => [[name, read(one, `${key}[${JSON.stringify(name)}]`, name)]],
          [],
        ),
      ),
    )
  const edits: TaskEdits = {
    version: 1,
    tasks: each('tasks', taskNameIn),
    names: named('names', nameIn),
    routines: each('routines', (one, at) => routineEditIn(upgraded ? fromFirstForm(one) : one, at)),
    candidates: named('candidates', inputsIn),
    assumptions: attempt(() => assumptionsIn(given['assumptions'] ?? {}), {}),
  }
  return { edits, faults }
}

function documentIn(value: unknown): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return refuse('the document', 'must be an object')
  const given = value as Record<string, unknown>
  const { version } = given
  if (version !== undefined && version !== 1)
    refuse('version', `is ${JSON.stringify(version)}, and this version of Parfocal knows 1`)
  const known = Object.keys(noEdits)
  for (const key of Object.keys(given))
    if (!known.includes(key)) refuse(key, `is not known (known: ${known.join(', ')})`)
  return given
}

/** Before documents had a version, servers kept edits of routines by their id alone, and had another word for a reason. */
function fromFirstForm(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  const { because, ...edit } = value as Record<string, unknown>
  return {
    ...edit,
    ...(typeof edit['routine'] === 'string' ? { routine: { id: edit['routine'], steps: [] } } : {}),
    ...(because === undefined ? {} : { reason: because === '' ? 'No reason was given' : because }),
  }
}

function taskNameIn(value: unknown, at: string): TaskName {
  const given = new Map(entriesIn(value, at, ['recording', 'task']))
  const recording = given.get('recording') ?? null
  return {
    recording: recording === null ? null : textIn(recording, `${at}.recording`, LONGEST),
    task: wordIn(given.get('task'), `${at}.task`),
  }
}

function nameIn(value: unknown, at: string, text: string): string {
  if (!isText(text, LONGEST)) refuse(at, `names a text of more than ${LONGEST} characters or of none`)
  return wordIn(value, at)
}

type Input = Exclude<keyof Edits, 'currency'>
/** The largest that each input may be. */
const inputs = {
  instancesPerMonth: Number.MAX_SAFE_INTEGER,
  minutesPerInstance: Number.MAX_SAFE_INTEGER,
  ruleShare: 1,
  stability: 1,
  applicationStability: 1,
  exceptions: 1,
  adoption: 1,
  hourlyCost: Number.MAX_SAFE_INTEGER,
  cashShare: 1,
  runCost: Number.MAX_SAFE_INTEGER,
  buildHours: Number.MAX_SAFE_INTEGER,
  buildHourlyCost: Number.MAX_SAFE_INTEGER,
} as const satisfies Record<Input, number>

function inputsIn(value: unknown, at: string): Edits {
  const given = entriesIn(value, at, Object.keys(inputs))
  for (const [key, one] of given) {
    const most = inputs[key as Input]
    if (typeof one === 'number' && one >= 0 && one <= most) continue
    refuse(`${at}.${key}`, most === 1 ? 'must be a number from 0 to 1' : 'must be a number from 0 on')
  }
  return Object.fromEntries(given)
}

/** As they were given; what is wrong with them is said by whoever knows them. */
function assumptionsIn(value: unknown): Partial<Assumptions> {
  const given = Object.fromEntries(entriesIn(value, 'assumptions'))
  try {
    assumptionsFrom(given)
  } catch (error) {
    if (!(error instanceof RequestError)) throw error
    throw new RequestError(error.message.replace(/^Assumptions: /, 'assumptions.').replace(/\.$/, ''))
  }
  return given as Partial<Assumptions>
}
