import type { Cancel } from '../base/platform.ts'
import { compareText } from '../base/sort.ts'
import type { Ask, CaseDetail, Engine, Handovers, LogDescription, Resources, Values } from '../log/engine.ts'
import type { People, PeopleRow, PersonGate } from '../privacy/person-gate.ts'
import { withoutValues } from '../privacy/problems-about-people.ts'
import {
  checkNames,
  everybody,
  groupsOf,
  hasSmallGroup,
  knownBy,
  type PersonKey,
  type PersonKeys,
  peopleClauses,
  peopleIn,
  peopleOfClasses,
  personKeys,
  populationOf,
  refused,
} from './gated-people.ts'

/**
 * Who asks. The owner of a file that lies on their own machine may lift the gate, and has to say so; a member of a server
 * never can.
 */
export interface Principal {
  readonly kind: 'owner-of-file' | 'member'
  readonly mayLift: boolean
  /** Whether they chose to. */
  readonly lifted?: boolean
}

/**
 * The only engine that doors and analyses see: `engine` behind the person gate (semantics 14). Whatever is about people
 * is answered for groups of at least `gate.minimum`, with the number of rows held back, or refused (RequestError,
 * code `refused`) with what to ask instead. Answers that say nothing about people pass as they are. The rules, question by
 * question, stand in docs/concepts/person-gate.md. Costs one pass over the log for each person attribute in a filter, and one a
 * group for tables of groups.
 */
export function engineFor(principal: Principal, engine: Engine, gate: PersonGate): Engine {
  if (principal.kind === 'owner-of-file' && principal.mayLift && principal.lifted === true) return engine
  const checked =
    <A extends Ask, R>(answer: (ask: A, cancel?: Cancel) => Promise<R>, isMicro: (ask: A) => boolean = () => false) =>
    async (ask: A, cancel?: Cancel): Promise<R> => {
      await check(engine, gate, ask, isMicro(ask), cancel)
      return answer(ask, cancel)
    }
  const micro = () => true
  return {
    logs: cancel => engine.logs(cancel),
    describe: async (params, cancel) => withoutFew(await engine.describe(params, cancel), gate.minimum),
    size: checked((ask, cancel) => engine.size(ask, cancel)),
    summary: checked(async (ask, cancel) => {
      const summary = await engine.summary(ask, cancel)
      return isFew(summary.resources, gate.minimum) ? { ...summary, resources: null } : summary
    }),
    activities: checked((ask, cancel) => engine.activities(ask, cancel)),
    arcs: checked((ask, cancel) => engine.arcs(ask, cancel)),
    variants: checked((ask, cancel) => engine.variants(ask, cancel)),
    cases: checked(async (ask, cancel) => {
      await refuseColumns(engine, gate, ask, 'case', ask.attributes, cancel)
      return engine.cases(ask, cancel)
    }, micro),
    caseDetail: checked(
      async (ask, cancel) =>
        withoutPeople(
          engine,
          gate,
          ask.log,
          await engine.caseDetail(ask, cancel),
          await keysOf(engine, ask, cancel),
          cancel,
        ),
      micro,
    ),
    values: checked((ask, cancel) => gatedValues(engine, gate, ask, cancel)),
    histogram: checked(async (ask, cancel) => {
      const { measured } = ask
      if (measured.of === 'attribute') await refuseColumns(engine, gate, ask, measured.scope, [measured.key], cancel)
      return engine.histogram(ask, cancel)
    }),
    timeSeries: checked((ask, cancel) => engine.timeSeries(ask, cancel)),
    eventuallyFollows: checked((ask, cancel) => engine.eventuallyFollows(ask, cancel)),
    resources: checked((ask, cancel) => gatedResources(engine, gate, ask, cancel)),
    handovers: checked((ask, cancel) => gatedHandovers(engine, gate, ask, cancel)),
    rework: checked((ask, cancel) => engine.rework(ask, cancel)),
    throughput: checked((ask, cancel) => engine.throughput(ask, cancel)),
    traces: checked(async (ask, cancel) => {
      await refuseColumns(engine, gate, ask, 'event', ask.attributes, cancel)
      return engine.traces(ask, cancel)
    }, micro),
    segments: checked((ask, cancel) => engine.segments(ask, cancel), micro),
    load: checked((ask, cancel) => engine.load(ask, cancel)),
    measures: checked(
      async (ask, cancel) => {
        await refuseColumns(engine, gate, ask, ask.scope, [ask.key], cancel)
        return engine.measures(ask, cancel)
      },
      ask => ask.per === 'case',
    ),
    quality: checked((ask, cancel) => engine.quality(ask, cancel)),
  }
}

const isFew = (people: number | null, minimum: number): boolean => people !== null && people > 0 && people < minimum

/** What every question must pass: its classifier and its filter. `isMicro`: it lists cases one by one. */
async function check(
  engine: Engine,
  gate: PersonGate,
  ask: Ask,
  isMicro: boolean,
  cancel: Cancel | undefined,
): Promise<void> {
  const { classifier, caseNotion } = ask.view
  const classified = classifier.filter(key => key !== 'concept:name')
  if (classified.length === 0 && caseNotion === null && ask.filter.every(isImpersonal)) return
  const keys = await keysOf(engine, ask, cancel)
  for (const key of classifier)
    if (keys.is('event', key))
      throw refused(
        `"${key}" tells about people, so every class would be about one person.`,
        'Choose a classifier without it, or a group such as a team.',
      )
  if (caseNotion !== null && (keys.is('event', caseNotion) || keys.is('case', caseNotion)))
    throw refused(
      `"${caseNotion}" tells about people, so every case would be about one person.`,
      'Choose a case notion that is not about people.',
    )
  if (caseNotion !== null && keys.isGroup(caseNotion))
    throw refused(
      `"${caseNotion}" is a group of people, so every case would be about one group, however small.`,
      'Ask for the table of resources by it, or choose a case notion that is not about people.',
    )
  const groups = classified.filter(keys.isGroup)
  const clauses = peopleClauses(ask.filter, keys)
  if (clauses.length > 0 || groups.length > 0) refuseNotion(ask)
  if (clauses.length > 0) await checkFilter(engine, gate, ask, keys, isMicro, cancel)
  if (groups.length > 0) await checkGroups(engine, gate, ask, groups, keys, cancel)
}

const keysOf = (engine: Engine, ask: Ask, cancel: Cancel | undefined): Promise<PersonKeys> =>
  personKeys(engine, ask.log, cancel, ask.view.caseNotion)

/** Answers about people are only comparable with one another under the log's own cases. */
function refuseNotion({ view }: Ask): void {
  if (view.caseNotion !== null)
    throw refused(
      `Nothing about people is answered under the case notion "${view.caseNotion}".`,
      "Ask under the log's own cases, or for something that is not about people.",
    )
}

const isImpersonal = ({ kind, off }: Ask['filter'][number]): boolean =>
  off === true || !['event-attribute', 'case-attribute', 'follows', 'conflict'].includes(kind)

async function checkFilter(
  engine: Engine,
  gate: PersonGate,
  ask: Ask,
  keys: PersonKeys,
  isMicro: boolean,
  cancel: Cancel | undefined,
): Promise<void> {
  const clauses = peopleClauses(ask.filter, keys)
  if (isMicro && clauses.some(({ by }) => by !== 'group'))
    throw refused(
      'Single cases are not shown under a filter about people: they would point at persons.',
      'Ask for numbers (the map, variants, statistics), or leave the clause out.',
    )
  const persons = await knownBy(engine, gate, ask.log, clauses, keys, cancel)
  for (const clause of clauses) await checkNames(engine, gate, ask.log, clause, persons, cancel)
  // What is left without these clauses must be enough too: else an empty answer would tell as much as a full one.
  const open = { ...ask, filter: ask.filter.filter(clause => peopleClauses([clause], keys).length === 0) }
  for (const person of persons) for (const under of [open, ask]) await admitAll(engine, gate, under, person, cancel)
}

/** Refuse where the answer as a whole is about too few people, or differs from another in too few. */
async function admitAll(
  engine: Engine,
  gate: PersonGate,
  ask: Ask,
  person: PersonKey,
  cancel: Cancel | undefined,
): Promise<People> {
  refuseNotion(ask)
  await everybody(engine, gate, ask.log, person, cancel)
  const people = await peopleIn(engine, ask, person, cancel)
  const verdict = gate.admit(populationOf(ask.log, person), people)
  if (!verdict.ok) throw refused(verdict.because, 'Widen the filter, or go back to one that was answered.')
  return people
}

/** A map of groups of people is drawn only where every group, and every class that a group is a part of, is large enough. */
async function checkGroups(
  engine: Engine,
  gate: PersonGate,
  ask: Ask,
  groups: readonly string[],
  { main, ofEvents }: PersonKeys,
  cancel: Cancel | undefined,
): Promise<void> {
  if (main === null) return
  await admitAll(engine, gate, ask, main, cancel)
  const areLarge = (rows: readonly PeopleRow[]) => !gate.rows(populationOf(ask.log, main), rows).includes(false)
  for (const key of groups)
    if (!areLarge(await groupsOf(engine, ask, key, ofEvents, cancel)))
      throw refused(
        `Some values of "${key}" are groups of fewer than ${gate.minimum} people, or differ from another answer by so few.`,
        'Ask for the table of resources by it, which leaves those out, or choose larger groups.',
      )
  if (ask.view.classifier.length > 1 && !areLarge(await peopleOfClasses(engine, ask, ofEvents, cancel)))
    throw refused(
      `Some classes by "${ask.view.classifier.join('" and "')}" are the work of fewer than ${gate.minimum} people, or differ from another answer by so few.`,
      'Choose a classifier of one attribute, or larger groups.',
    )
}

async function refuseColumns(
  engine: Engine,
  gate: PersonGate,
  ask: Ask,
  scope: 'event' | 'case',
  asked: readonly string[] | undefined,
  cancel: Cancel | undefined,
): Promise<void> {
  if (asked === undefined || asked.length === 0) return
  const keys = await keysOf(engine, ask, cancel)
  const personal = asked.filter(key => keys.is(scope, key))
  if (personal.length > 0)
    throw refused(
      `"${personal.join('", "')}" tells about people one by one.`,
      'Ask without it, or for a group such as a team.',
    )
  for (const key of asked)
    if (scope === 'event' && (await hasSmallGroup(engine, gate.minimum, ask.log, key, keys, cancel)))
      throw refused(
        `Some values of "${key}" are groups of fewer than ${gate.minimum} people, so single events would point at them.`,
        'Ask without it, or for the table of resources by it, which leaves those out.',
      )
}

/** Without small numbers of people, and without values of the input that reading stumbled over: they may be names. */
function withoutFew(description: LogDescription, minimum: number): LogDescription {
  const { attributes, resourceKey, problems } = description
  const isPersonal = ({ personal, scope, key }: LogDescription['attributes'][number]) =>
    personal !== 'none' || (scope === 'event' && key === resourceKey)
  if (!attributes.some(isPersonal)) return description
  return {
    ...description,
    attributes: attributes.map(attribute =>
      isPersonal(attribute) && isFew(attribute.distinct, minimum) ? { ...attribute, distinct: null } : attribute,
    ),
    problems: withoutValues(problems),
  }
}

async function withoutPeople(
  engine: Engine,
  gate: PersonGate,
  log: string,
  detail: CaseDetail,
  keys: PersonKeys,
  cancel: Cancel | undefined,
): Promise<CaseDetail> {
  const small: string[] = []
  for (const key of Object.keys(detail.eventAttributes))
    if (await hasSmallGroup(engine, gate.minimum, log, key, keys, cancel)) small.push(key)
  const hides = (scope: 'event' | 'case', key: string) =>
    keys.is(scope, key) || (scope === 'event' && small.includes(key))
  const without = <T>(scope: 'event' | 'case', columns: { readonly [key: string]: T }) =>
    Object.fromEntries(Object.entries(columns).filter(([key]) => !hides(scope, key)))
  const withheld = [
    ...Object.keys(detail.eventAttributes).filter(key => hides('event', key)),
    ...Object.keys(detail.caseAttributes).filter(key => hides('case', key)),
  ]
  if (withheld.length === 0) return detail
  return {
    ...detail,
    eventAttributes: without('event', detail.eventAttributes),
    caseAttributes: without('case', detail.caseAttributes),
    withheld: [...new Set(withheld)].sort(compareText),
  }
}

async function gatedValues(
  engine: Engine,
  gate: PersonGate,
  ask: Parameters<Engine['values']>[0],
  cancel: Cancel | undefined,
): Promise<Values> {
  const { scope, key } = ask
  const keys = await keysOf(engine, ask, cancel)
  if (keys.is(scope, key)) {
    if (ask.search !== undefined && ask.search !== '')
      throw refused(`"${key}" tells about people: it cannot be searched for one.`, 'Ask for it without a search.')
    const people = await admitAll(engine, gate, ask, { scope, key }, cancel)
    const values = await engine.values({ ...ask, limit: 1 }, cancel)
    return {
      ...{ value: [], frequency: [], caseFrequency: [], missing: values.missing, distinct: people.size },
      omitted: people.size,
      suppressed: people.size,
    }
  }
  if (scope !== 'event' || !keys.isGroup(key) || !keys.main) return engine.values(ask, cancel)
  await admitAll(engine, gate, ask, keys.main, cancel)
  const groups = await groupsOf(engine, ask, key, keys.ofEvents, cancel)
  const shown = gate.rows(populationOf(ask.log, keys.main), groups)
  const allowed = new Set(groups.filter((_, i) => shown[i]).map(({ value }) => value))
  const { limit, ...unlimited } = ask
  const values = await engine.values(unlimited, cancel)
  const rows = values.value.map((_, i) => i).filter(i => allowed.has(values.value[i]!))
  const page = rows.slice(0, limit ?? rows.length)
  return {
    value: page.map(i => values.value[i]!),
    frequency: page.map(i => values.frequency[i]!),
    caseFrequency: page.map(i => values.caseFrequency[i]!),
    missing: values.missing,
    distinct: values.distinct,
    omitted: values.distinct - page.length,
    ...(rows.length < values.value.length && { suppressed: values.value.length - rows.length }),
  }
}

async function gatedResources(
  engine: Engine,
  gate: PersonGate,
  ask: Parameters<Engine['resources']>[0],
  cancel: Cancel | undefined,
): Promise<Resources> {
  const table = await engine.resources(ask, cancel)
  const { person, isPerson, key, ofEvents } = await peopleOf(engine, ask, cancel)
  if (person === null) return table
  await admitAll(engine, gate, ask, person, cancel)
  const groups = isPerson ? [] : await groupsOf(engine, ask, key, ofEvents, cancel)
  const shown = gate.rows(populationOf(ask.log, person), groups)
  const allowed = new Set(groups.filter((_, i) => shown[i]).map(({ value }) => String(value)))
  const rows = table.resource.map((_, i) => i).filter(i => allowed.has(table.resource[i]!))
  const pick = <T>(column: readonly T[]) => rows.map(i => column[i]!)
  return {
    resource: pick(table.resource),
    frequency: pick(table.frequency),
    caseFrequency: pick(table.caseFrequency),
    activities: pick(table.activities),
    ...(rows.length < table.resource.length && { suppressed: table.resource.length - rows.length }),
  }
}

/** Whom a table of resources or handovers is about. */
async function peopleOf(engine: Engine, ask: Ask & { readonly key?: string }, cancel: Cancel | undefined) {
  const keys = await keysOf(engine, ask, cancel)
  const key = ask.key ?? keys.main?.key ?? ''
  const isPerson = keys.is('event', key)
  return { key, isPerson, person: isPerson ? ({ scope: 'event', key } as const) : keys.main, ofEvents: keys.ofEvents }
}

async function gatedHandovers(
  engine: Engine,
  gate: PersonGate,
  ask: Parameters<Engine['handovers']>[0],
  cancel: Cancel | undefined,
): Promise<Handovers> {
  const table = await engine.handovers(ask, cancel)
  const { person, isPerson, key } = await peopleOf(engine, ask, cancel)
  if (person === null) return table
  await admitAll(engine, gate, ask, person, cancel)
  const cells = isPerson ? [] : await peopleOfCells(engine, ask, table, key, person, cancel)
  const numbers = cells.map((_, i) => i)
  const lines = [
    numbers,
    ...table.resources.map((_, r) => numbers.filter(i => table.from[i] === r)),
    ...table.resources.map((_, r) => numbers.filter(i => table.to[i] === r)),
  ]
  const shown = gate.rows(populationOf(ask.log, person), cells, lines)
  const rows = numbers.filter(i => shown[i])
  const used = [...new Set(rows.flatMap(i => [table.from[i]!, table.to[i]!]))].sort((a, b) => a - b)
  const pick = (column: readonly number[]) => rows.map(i => column[i]!)
  return {
    resources: used.map(r => table.resources[r]!),
    from: pick(table.from).map(r => used.indexOf(r)),
    to: pick(table.to).map(r => used.indexOf(r)),
    frequency: pick(table.frequency),
    caseFrequency: pick(table.caseFrequency),
    totalMs: pick(table.totalMs),
    ...(rows.length < table.from.length && { suppressed: table.from.length - rows.length }),
  }
}

/**
 * Who hands over in each cell, from the handovers between persons. Only people who belong to one group alone are counted,
 * so that a cell never seems to be about more people than it is. Both sides of a cell must be large enough.
 */
async function peopleOfCells(
  engine: Engine,
  ask: Ask,
  table: Handovers,
  key: string,
  person: PersonKey,
  cancel: Cancel | undefined,
): Promise<PeopleRow[]> {
  const groups = await groupsOf(engine, ask, key, [person], cancel)
  const groupOf = new Map<string, string | null>()
  for (const { value, people } of groups)
    for (const name of people.keys()) groupOf.set(name, groupOf.has(name) ? null : String(value))
  const between = await engine.handovers({ log: ask.log, view: ask.view, filter: ask.filter, key: person.key }, cancel)
  const group = between.resources.map(name => groupOf.get(`string ${name}`) ?? null)
  const cells = table.from.map(() => ({
    givers: new Set<string>(),
    takers: new Set<string>(),
    people: new Map<string, number>(),
  }))
  const cellOf = new Map(
    table.from.map((from, i) => [JSON.stringify([table.resources[from], table.resources[table.to[i]!]]), i]),
  )
  between.from.forEach((from, i) => {
    const to = between.to[i]!
    const cell = cells[cellOf.get(JSON.stringify([group[from], group[to]])) ?? -1]
    if (!cell) return
    cell.givers.add(between.resources[from]!)
    cell.takers.add(between.resources[to]!)
    for (const name of [from, to].map(one => between.resources[one]!))
      cell.people.set(name, (cell.people.get(name) ?? 0) + between.frequency[i]!)
  })
  return cells.map(({ givers, takers, people }) => ({ people, fewest: Math.min(givers.size, takers.size) }))
}
