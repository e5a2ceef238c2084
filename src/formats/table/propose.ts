import { DictionaryBuilder } from '../../base/dictionary.ts'
import type { Cancel, Platform, Progress } from '../../base/platform.ts'
import type { Meaning } from '../../log/column.ts'
import type { ColumnMapping, ColumnType, Mapping, TimeRole } from '../../log/mapping.ts'
import { Problems } from '../../log/problems.ts'
import type { Table } from '../../log/table.ts'
import { personReason } from '../../privacy/person-columns.ts'
import { MissingTexts, textCells } from './cells.ts'
import { type DateDecision, decideDates } from './decide-dates.ts'
import { isDueName, isIdentifierName, isMoneyName, nameStrength, roleOfName } from './names.ts'
import { pacer } from './pacer.ts'
import { type ColumnProfile, ColumnProfiler } from './profile.ts'
import type { Proposal, Reason } from './proposal.ts'
import { type Choice, chooseRoles, type Roles } from './roles.ts'
import { type ColumnSample, LIKELY_MISSING, type Sample, sampleColumns, takeSample, USUAL_MISSING } from './sample.ts'

export interface ProposeOptions {
  readonly platform: Platform
  readonly cancel?: Cancel
  readonly progress?: Progress
  /** Zone of times that name none; UTC where absent. */
  readonly timeZone?: string
}

/** Propose how a table becomes an event log: roles from its first rows, types, dates and scopes from all rows. */
export async function proposeForTable(format: string, table: Table, options: ProposeOptions): Promise<Proposal> {
  const sample = await takeSample(table, options.cancel)
  const columns = sampleColumns(sample)
  const roles = chooseRoles(sample, columns)
  const problems = new Problems()
  const { profiles, rowCount, several } = await profileAll(table, columns, roles, options, problems)
  return assemble(format, table, {
    sample,
    columns,
    roles,
    profiles,
    rowCount,
    several,
    problems,
    timeZone: options.timeZone ?? 'UTC',
  })
}

async function profileAll(
  table: Table,
  columns: readonly ColumnSample[],
  roles: Roles,
  options: ProposeOptions,
  problems: Problems,
) {
  const profilers = columns.map(column => new ColumnProfiler(column))
  const inRole = new Set(roleColumns(roles).map(column => column.index))
  const missing = new MissingTexts(USUAL_MISSING)
  const cases = new DictionaryBuilder()
  const caseIndex = roles.caseId?.column.index ?? -1
  const pace = pacer('looking at all rows', options)
  let rowCount = 0
  let codes = new Int32Array(0)
  for await (const batch of table.batches({ problems, ...(options.cancel ? { cancel: options.cancel } : {}) })) {
    if (codes.length < batch.rowCount) codes = new Int32Array(batch.rowCount)
    const ids = batch.cells[caseIndex]
    if (ids) {
      const { bytes, from, to } = textCells(ids, batch.rowCount)
      for (let r = 0; r < batch.rowCount; r++)
        codes[r] = missing.has(bytes, from[r]!, to[r]!) ? -1 : cases.add(bytes, from[r]!, to[r]!)
    }
    while (profilers.length < table.columns.length)
      profilers.push(new ColumnProfiler(lateColumn(table, profilers.length)))
    for (const [c, cells] of batch.cells.entries())
      if (cells)
        profilers[c]!.take(cells, batch.rowCount, batch.firstRow, ids && !inRole.has(c) ? codes : null, cases.size)
    rowCount += batch.rowCount
    await pace(batch)
  }
  return {
    profiles: profilers.map(profiler => profiler.result()),
    rowCount,
    several: cases.size > 0 && rowCount > cases.size,
  }
}

/** A column that no sampled row had: nothing is known of it but its name. */
const lateColumn = (table: Table, index: number): ColumnSample => ({
  index,
  name: table.columns[index]!,
  typed: null,
  values: [],
  distinct: [],
  filled: 0,
  dates: [],
  isNumber: false,
  isInteger: false,
  isTimeOfDay: false,
})

function roleColumns(roles: Roles): ColumnSample[] {
  const { caseId, activity, complete, start, timeOfDay, resource, lifecycle, instance } = roles
  const chosen = [caseId, activity, complete, start, resource, lifecycle, instance].flatMap(choice =>
    choice ? [choice.column] : [],
  )
  return timeOfDay ? [...chosen, timeOfDay] : chosen
}

interface Seen {
  readonly sample: Sample
  readonly columns: readonly ColumnSample[]
  readonly roles: Roles
  readonly profiles: readonly ColumnProfile[]
  readonly rowCount: number
  /** Whether some case has more than one row. */
  readonly several: boolean
  readonly problems: Problems
  readonly timeZone: string
}

function assemble(format: string, table: Table, seen: Seen): Proposal {
  const { roles, profiles, sample } = seen
  const dates = decideDates(profiles)
  const reasons: Reason[] = table.reasons.map(text => ({ about: 'table', text }))
  const decimal = decideDecimal(profiles, table.settings.delimiter)
  if (decimal.reason) reasons.push({ about: 'table', text: decimal.reason })
  const missing = missingTexts(profiles, dates)
  if (missing.length > 0)
    reasons.push({ about: 'table', text: `Read as "no value": ${missing.map(text => `"${text}"`).join(', ')}.` })
  const guarded = profiles.some(profile => profile.guarded > 0)
  if (guarded)
    reasons.push({
      about: 'table',
      text: "Cells begin with ' before = + - @ as a guard against formulas; it is taken off.",
    })
  for (const [about, choice] of Object.entries(roles) as [Reason['about'], Choice | null][])
    if (choice && 'reasons' in choice)
      for (const text of choice.reasons) reasons.push({ about, column: choice.column.name, text })
  const people = peopleOf(seen)
  const columns = table.columns.flatMap((name, index) =>
    columnOf(name, index, seen, dates, decimal.mark, people, reasons),
  )
  const { warnings, questions } = doubts(seen, dates)
  const mapping = mappingOf(table, seen, { dates, columns, decimal: decimal.mark, missing, guarded })
  for (const role of ['complete', 'start'] as const) {
    const decision = dates.get(roles[role]?.column.name ?? '')
    if (decision) reasons.push({ about: role, column: roles[role]!.column.name, text: decision.reason })
  }
  if (roles.timeOfDay)
    reasons.push({
      about: 'complete',
      column: roles.timeOfDay.name,
      text: `"${roles.timeOfDay.name}" has the time of the day for the date in "${roles.complete?.column.name}".`,
    })
  return {
    format,
    mapping,
    confidence: {
      caseId: roles.caseId?.confidence ?? 0,
      activity: roles.activity?.confidence ?? 0,
      complete: roles.complete?.confidence ?? 0,
      start: roles.start?.confidence ?? 0,
      resource: roles.resource?.confidence ?? 0,
    },
    reasons,
    columns: profiles,
    rowCount: seen.rowCount,
    preview: { columns: sample.columns, firstRow: sample.firstRow, rows: sample.rows.slice(0, 50) },
    questions,
    people,
    warnings,
    problems: seen.problems.list(),
  }
}

interface Decided {
  readonly dates: ReadonlyMap<string, DateDecision>
  readonly columns: readonly ColumnMapping[]
  readonly decimal: '.' | ','
  readonly missing: readonly string[]
  readonly guarded: boolean
}

function mappingOf(table: Table, { roles, timeZone }: Seen, decided: Decided): Mapping {
  const role = (choice: Choice | null) => ({ columns: choice ? [choice.column.name] : [], separator: ' | ' })
  const time = (choice: Choice | null, timeOfDay: ColumnSample | null): TimeRole | null => {
    if (!choice) return null
    const { name } = choice.column
    const format = choice.column.typed === 'date' ? 'iso' : (decided.dates.get(name)?.format ?? 'iso')
    if (timeOfDay === null) return { columns: [name], format }
    const clock = timeOfDay.values.some(value => value.length > 5) ? 'H:mm[:ss]' : 'H:mm'
    return { columns: [name, timeOfDay.name], format: format === 'iso' ? 'iso' : `${format} ${clock}` }
  }
  const start = time(roles.start, null)
  return {
    version: 1,
    table: {
      ...table.settings,
      decimal: decided.decimal,
      missing: decided.missing,
      ...(decided.guarded ? { guarded: true } : {}),
    },
    caseId: role(roles.caseId),
    activity: role(roles.activity),
    complete: time(roles.complete, roles.timeOfDay),
    ...(start ? { start } : {}),
    ...(roles.resource ? { resource: roles.resource.column.name } : {}),
    ...(roles.lifecycle ? { lifecycle: roles.lifecycle.column.name } : {}),
    ...(roles.instance ? { instance: roles.instance.column.name } : {}),
    timeZone,
    columns: decided.columns,
    others: 'keep',
  }
}

function columnOf(
  name: string,
  index: number,
  seen: Seen,
  dates: ReadonlyMap<string, DateDecision>,
  decimal: '.' | ',',
  people: Proposal['people'],
  reasons: Reason[],
): ColumnMapping[] {
  const { roles } = seen
  const profile = seen.profiles[index]!
  const used = roleColumns(roles).some(column => column.name === name)
  const tell = (text: string) => reasons.push({ about: 'column', column: name, text })
  const person = people.find(({ column }) => column === name)
  if (used) {
    if (person && roles.resource?.column.name === name)
      return [{ column: name, action: 'pseudonymise', scope: 'event', type: 'string', personal: true }]
    return []
  }
  if (isRowIndex(name, index, seen)) {
    tell('It numbers the rows, as pandas writes it, and says nothing about the events.')
    return [{ column: name, action: 'drop', scope: 'event', type: 'string' }]
  }
  const prefixed = /^case:(.+)$/i.exec(name)
  const constant = profile.constantInCase === true && seen.several && profile.filled > 0
  if (prefixed) tell('Its name begins with case:, so it is an attribute of the case.')
  else if (constant) tell('It has one value in every case, so it is an attribute of the case.')
  const type: ColumnType = person ? 'string' : typeOf(profile, dates.get(name), decimal)
  const meaning = person ? undefined : meaningOf(name, type, profile)
  if (type === 'date' && dates.has(name)) tell(dates.get(name)!.reason)
  if (type === 'string' && profile.numbers.long > 0)
    tell('It holds whole numbers beyond 2^53, which would be rounded; it stays text, digit for digit.')
  if (meaning)
    tell(
      meaning.kind === 'due'
        ? 'The name promises a due date.'
        : `The name promises money${meaning.unit ? ` (${meaning.unit})` : ''}.`,
    )
  if (person) tell(`${person.reason} It is proposed to be pseudonymised.`)
  return [
    {
      column: name,
      ...(prefixed ? { key: prefixed[1]! } : {}),
      action: person ? 'pseudonymise' : 'keep',
      scope: prefixed || constant ? 'case' : 'event',
      type,
      ...(type === 'date' && profile.typed !== 'date' ? { format: dates.get(name)!.format } : {}),
      ...(meaning ? { meaning } : {}),
      ...(person ? { personal: true } : {}),
    },
  ]
}

function isRowIndex(name: string, index: number, { sample, columns }: Seen): boolean {
  const column = columns[index]
  if (!column?.isInteger || !/^(column \d+|unnamed: ?\d+|index|level_0)$/i.test(name)) return false
  return (
    column.values.length === sample.rows.length &&
    column.values.every((value, i) => Number(value) === Number(column.values[0]) + i)
  )
}

function typeOf(profile: ColumnProfile, date: DateDecision | undefined, decimal: '.' | ','): ColumnType {
  if (profile.typed !== null) return profile.typed
  if (date && date.failed === 0) return 'date'
  if (profile.booleans) return 'boolean'
  const { point, comma, leadingZeros, whole, long } = profile.numbers
  if (profile.filled === 0 || (decimal === '.' ? point : comma) < profile.filled) return 'string'
  if (leadingZeros > 0 || long > 0 || isIdentifierName(profile.name)) return 'string'
  return whole === profile.filled ? 'int' : 'float'
}

function meaningOf(name: string, type: ColumnType, profile: ColumnProfile): Meaning | undefined {
  if (type === 'date') return isDueName(name) ? { kind: 'due' } : undefined
  if (type !== 'int' && type !== 'float') return undefined
  if (profile.currency !== null) return { kind: 'money', unit: profile.currency }
  const code = /(?:^|[^A-Za-z])(EUR|USD|GBP|CHF|JPY|CNY|INR|SEK|NOK|DKK|PLN|CZK|AUD|CAD|BRL)(?:[^A-Za-z]|$)/.exec(
    name,
  )?.[1]
  return isMoneyName(name) || code !== undefined ? { kind: 'money', ...(code ? { unit: code } : {}) } : undefined
}

function decideDecimal(
  profiles: readonly ColumnProfile[],
  delimiter: string | undefined,
): { mark: '.' | ','; reason: string } {
  let point = 0
  let comma = 0
  let either = 0
  for (const { filled, numbers } of profiles) {
    if (filled === 0 || numbers.whole === filled || Math.max(numbers.point, numbers.comma) < filled) continue
    if (numbers.point === filled && numbers.comma === filled) either++
    else if (numbers.comma === filled) comma++
    else point++
  }
  if (comma > point)
    return { mark: ',', reason: 'Numbers have a decimal comma: they cannot be read with a decimal point.' }
  if (comma === 0 && point === 0 && either > 0) {
    const mark = delimiter === ';' ? ',' : '.'
    return {
      mark,
      reason: `Numbers such as 1,234 could have a decimal comma or a thousands comma; a decimal ${mark === ',' ? 'comma' : 'point'} was taken.`,
    }
  }
  return { mark: '.', reason: '' }
}

/** Texts for "no value" that occur; the doubtful ones only where every other value is a number or a date. */
function missingTexts(profiles: readonly ColumnProfile[], dates: ReadonlyMap<string, DateDecision>): string[] {
  const found = new Set<string>()
  for (const profile of profiles) {
    const { point, comma } = profile.numbers
    const values =
      profile.filled > 0 && (Math.max(point, comma) === profile.filled || dates.get(profile.name)?.failed === 0)
    for (const text of Object.keys(profile.missingTexts))
      if (USUAL_MISSING.includes(text) || (values && LIKELY_MISSING.includes(text))) found.add(text)
  }
  return [...USUAL_MISSING, ...LIKELY_MISSING].filter(text => found.has(text))
}

function peopleOf({ columns, roles }: Seen): Proposal['people'] {
  const silent = new Set(
    [roles.caseId, roles.activity, roles.complete, roles.start, roles.lifecycle, roles.instance].map(
      choice => choice?.column.name,
    ),
  )
  return columns.flatMap(column => {
    if (silent.has(column.name) || column.dates.length > 0) return []
    const reason = personReason(column.name, column.distinct.slice(0, 200))
    const measure = reason !== null && column.isNumber && !column.isInteger
    return reason === null || measure ? [] : [{ column: column.name, reason }]
  })
}

function doubts({ roles, rowCount, columns, profiles, several }: Seen, dates: ReadonlyMap<string, DateDecision>) {
  const warnings: string[] = []
  if (rowCount === 0) warnings.push('The table has no rows.')
  else if (roles.caseId && !several)
    warnings.push(
      `No value of "${roles.caseId.column.name}" comes twice: as the case it would give cases of one event each.`,
    )
  if (!roles.caseId) warnings.push('No column looks like a case; choose one.')
  else if (roles.caseId.confidence < 0.5)
    warnings.push(`It is not sure that "${roles.caseId.column.name}" is the case.`)
  if (!roles.activity) warnings.push('No column looks like an activity; choose one.')
  else if (roles.activity.confidence < 0.5)
    warnings.push(`It is not sure that "${roles.activity.column.name}" is the activity.`)
  if (!roles.complete)
    warnings.push(
      'No column looks like a time; the events keep the order of the rows and nothing is known of durations.',
    )
  if (!roles.complete) warnings.push(...timelessColumns({ columns: profiles }).map(({ text }) => text))
  for (const choice of [roles.complete, roles.start]) {
    const failed = dates.get(choice?.column.name ?? '')?.failed ?? 0
    if (choice && failed > 0)
      warnings.push(
        `${failed} values of "${choice.column.name}" are no ${dates.get(choice.column.name)!.format} dates.`,
      )
  }
  const better = columns.find(
    column =>
      roles.caseId &&
      column !== roles.caseId.column &&
      nameStrength(column.name, 'case') === nameStrength(roles.caseId.column.name, 'case') &&
      nameStrength(column.name, 'case') >= 0.85,
  )
  if (better && roles.caseId)
    warnings.push(`"${better.name}" could be the case as well as "${roles.caseId.column.name}".`)
  const empty = profiles.filter(profile => profile.filled === 0).map(profile => `"${profile.name}"`)
  if (empty.length > 0 && rowCount > 0) warnings.push(`Columns without any value: ${empty.join(', ')}.`)
  return { warnings, questions: [...dates.values()].flatMap(({ question }) => question ?? []) }
}

/** Columns that are named like a time but hold none, with a sentence that shows what they hold. */
export function timelessColumns({
  columns,
}: Pick<Proposal, 'columns'>): readonly { readonly column: string; readonly value: string; readonly text: string }[] {
  return columns.flatMap(({ name, filled, typed, examples, dates }) => {
    if (filled === 0 || typed === 'date' || dates.length > 0 || roleOfName(name) !== 'complete') return []
    const value = examples
      .slice(0, 3)
      .map(text => (text.length > 24 ? `${text.slice(0, 24)}…` : text))
      .join(', ')
    return [
      {
        column: name,
        value,
        text: `"${name}" is named like a time, but no date format reads most of its values: ${value}.`,
      },
    ]
  })
}
