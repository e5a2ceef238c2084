import { RequestError } from '../base/errors.ts'
import type { Cancel } from '../base/platform.ts'
import type { Value } from '../log/column.ts'
import { type Ask, defaultView, type Engine } from '../log/engine.ts'
import type { Clause, Filter } from '../log/filter.ts'
import type { People, PersonGate } from '../privacy/person-gate.ts'

export type Scope = 'event' | 'case'
/** An attribute whose values are people: marked as personal, or the log's resource. */
export interface PersonKey {
  readonly scope: Scope
  readonly key: string
}

/** Attributes of the XES organizational extension whose values are groups of people. */
const GROUP_KEYS = ['org:group', 'org:role']

/** What of a log tells about people. */
export interface PersonKeys {
  readonly all: readonly PersonKey[]
  /** The people whom tables and maps are about: the resource, else the first personal attribute of events. */
  readonly main: PersonKey | null
  /** All of events, the main one first: who stands behind events without a main one. */
  readonly ofEvents: readonly PersonKey[]
  is(scope: Scope, key: string): boolean
  isGroup(key: string): boolean
}

/**
 * Under another case notion attributes change places: those of cases may become ones of events, some with `case:` before
 * their name. Then whatever bears the name of an attribute about people is one.
 */
export async function personKeys(
  engine: Engine,
  log: string,
  cancel: Cancel | undefined,
  caseNotion: string | null = null,
): Promise<PersonKeys> {
  const { attributes, resourceKey } = await engine.describe({ log }, cancel)
  const all = attributes
    .filter(({ scope, key, personal }) => personal !== 'none' || (scope === 'event' && key === resourceKey))
    .map(({ scope, key }) => ({ scope, key }))
  const main =
    all.find(({ scope, key }) => scope === 'event' && key === resourceKey) ?? all.find(one => one.scope === 'event')
  const is = (scope: Scope, key: string) =>
    all.some(one =>
      caseNotion === null ? one.scope === scope && one.key === key : one.key === key || `case:${one.key}` === key,
    )
  return {
    all,
    main: main ?? null,
    ofEvents: main ? [main, ...all.filter(one => one.scope === 'event' && one.key !== main.key)] : [],
    is,
    isGroup: key => main !== undefined && GROUP_KEYS.includes(key) && !is('event', key),
  }
}

/** A clause that tells people apart, and by which attribute. */
export interface PeopleClause {
  readonly person: PersonKey
  /**
   * How it tells them apart: by naming them, by naming groups that they belong to, or by comparing them without a name
   * (four eyes, conflict of interest).
   */
  readonly by: 'name' | 'group' | 'comparison'
  readonly clause: Clause
}

/** The clauses of a filter that tell people apart; those that are switched off do not. */
export function peopleClauses(filter: Filter, keys: PersonKeys): PeopleClause[] {
  return filter.filter(clause => clause.off !== true).flatMap(clause => inClause(clause, keys))
}

function inClause(clause: Clause, keys: PersonKeys): PeopleClause[] {
  const found = (scope: Scope, key: string | undefined, by: PeopleClause['by']): PeopleClause[] =>
    key !== undefined && keys.is(scope, key) ? [{ person: { scope, key }, by, clause }] : []
  switch (clause.kind) {
    case 'event-attribute':
      if (keys.main && keys.isGroup(clause.key)) return [{ person: keys.main, by: 'group', clause }]
      return found('event', clause.key, 'name')
    case 'case-attribute':
      return found('case', clause.key, 'name')
    case 'follows':
      return [...found('event', clause.same, 'comparison'), ...found('event', clause.different, 'comparison')]
    case 'conflict':
      return found('event', clause.key, 'comparison')
    default:
      return []
  }
}

export const populationOf = (log: string, { scope, key }: PersonKey): string => `${JSON.stringify(log)} ${scope} ${key}`

const nameOf = (value: Value): string => `${typeof value} ${String(value)}`

/** Who is in an answer, with how many events and cases each, in one number. */
export async function peopleIn(
  engine: Engine,
  ask: Ask,
  { scope, key }: PersonKey,
  cancel: Cancel | undefined,
): Promise<People> {
  const { value, frequency, caseFrequency } = await engine.values(
    { log: ask.log, view: ask.view, filter: ask.filter, scope, key },
    cancel,
  )
  return new Map(value.map((name, i) => [nameOf(name), frequency[i]! * 2 ** 21 + (caseFrequency[i]! % 2 ** 21)]))
}

/** Who is in an answer by the first of these attributes that names anybody. */
async function peopleBehind(
  engine: Engine,
  ask: Ask,
  persons: readonly PersonKey[],
  cancel: Cancel | undefined,
): Promise<People> {
  for (const person of persons) {
    const people = await peopleIn(engine, ask, person, cancel)
    if (people.size > 0) return people
  }
  return new Map()
}

/** Everybody of the log, known to the gate from here on as the whole that answers are held against. */
export async function everybody(
  engine: Engine,
  gate: PersonGate,
  log: string,
  person: PersonKey,
  cancel: Cancel | undefined,
): Promise<People> {
  const all = await peopleIn(engine, { log, view: defaultView, filter: [] }, person, cancel)
  gate.baseline(populationOf(log, person), all)
  return all
}

export const refused = (because: string, instead: string): RequestError =>
  new RequestError(`${because} ${instead}`, 'refused')

/**
 * Refuse a filter that names too few people, or all but too few, by whichever of `persons` they may be known (the same
 * people can stand in two attributes, a login and a mail address).
 */
export async function checkNames(
  engine: Engine,
  gate: PersonGate,
  log: string,
  { person, by, clause }: PeopleClause,
  persons: readonly PersonKey[],
  cancel: Cancel | undefined,
): Promise<void> {
  if (by === 'comparison' || (clause.kind !== 'event-attribute' && clause.kind !== 'case-attribute')) return
  const k = gate.minimum
  const instead = `Choose at least ${k} people, or filter by something that is not about people.`
  const given = new Set(clause.values?.map(nameOf) ?? [])
  // Before looking whether they exist, so that a refusal does not tell.
  if (by === 'name' && given.size > 0 && given.size < k)
    throw refused(`The filter by "${person.key}" names fewer than ${k} people.`, instead)
  const { not: _, ...plain } = clause
  const filter: Filter = [plain.kind === 'event-attribute' ? { ...plain, mode: 'keep' } : plain]
  for (const one of persons) {
    if (one.scope !== person.scope) continue
    const all = await everybody(engine, gate, log, one, cancel)
    const named = await peopleIn(engine, { log, view: defaultView, filter }, one, cancel)
    const verdict = gate.name(populationOf(log, one), all.keys(), new Set(named.keys()))
    if (!verdict.ok) throw refused(verdict.because, instead)
  }
}

/**
 * The attributes by which the people of these clauses may be known: their own, and others of the same scope with at
 * least `minimum` values (fewer values are kinds of people, not people).
 */
export async function knownBy(
  engine: Engine,
  gate: PersonGate,
  log: string,
  clauses: readonly PeopleClause[],
  keys: PersonKeys,
  cancel: Cancel | undefined,
): Promise<PersonKey[]> {
  const own = new Set(clauses.map(({ person }) => populationOf(log, person)))
  const scopes = new Set(clauses.map(({ person }) => person.scope))
  const found: PersonKey[] = []
  for (const person of keys.all) {
    if (!scopes.has(person.scope)) continue
    if (own.has(populationOf(log, person)) || (await everybody(engine, gate, log, person, cancel)).size >= gate.minimum)
      found.push(person)
  }
  return found
}

/** Groups beyond this many are too fine to be groups of people, and each costs a pass. */
const MOST_GROUPS = 500

/** The people behind every value of an event attribute, in the order of its values, by the first of `persons` that names any. */
export async function groupsOf(
  engine: Engine,
  ask: Ask,
  key: string,
  persons: readonly PersonKey[],
  cancel: Cancel | undefined,
): Promise<{ value: Value; people: People }[]> {
  const { log, view, filter } = ask
  const { value, distinct } = await engine.values(
    { log, view, filter, scope: 'event', key, limit: MOST_GROUPS },
    cancel,
  )
  if (distinct > MOST_GROUPS)
    throw refused(
      `"${key}" has ${distinct} values, more than the ${MOST_GROUPS} groups of people that can be checked.`,
      'Choose an attribute with fewer values, such as a team or a department.',
    )
  const groups: { value: Value; people: People }[] = []
  for (const one of value) {
    const only: Clause = { kind: 'event-attribute', key, mode: 'keep', values: [one] }
    groups.push({
      value: one,
      people: await peopleBehind(engine, { log, view, filter: [...filter, only] }, persons, cancel),
    })
  }
  return groups
}

/** The people behind every class under the view's classifier, by frequency: in a class of several attributes fewer than in a group. */
export async function peopleOfClasses(
  engine: Engine,
  ask: Ask,
  persons: readonly PersonKey[],
  cancel: Cancel | undefined,
): Promise<{ people: People }[]> {
  const { log, view, filter } = ask
  const { activity } = await engine.activities({ log, view, filter }, cancel)
  if (activity.length > MOST_GROUPS)
    throw refused(
      `There are ${activity.length} classes by "${view.classifier.join('" and "')}", more than the ${MOST_GROUPS} that can be checked for the number of people behind each.`,
      'Choose a classifier of one attribute.',
    )
  const classes: { people: People }[] = []
  for (const one of activity) {
    const only: Clause = { kind: 'activity', activities: [one], mode: 'keep' }
    classes.push({ people: await peopleBehind(engine, { log, view, filter: [...filter, only] }, persons, cancel) })
  }
  return classes
}

/**
 * Whether a column of these groups would show single people: the key is one of groups, and some value of it stands for 1 to
 * `minimum` − 1 people in the whole log (or there are too many values to check).
 */
export async function hasSmallGroup(
  engine: Engine,
  minimum: number,
  log: string,
  key: string,
  keys: PersonKeys,
  cancel: Cancel | undefined,
): Promise<boolean> {
  if (!keys.isGroup(key) || keys.main === null) return false
  const whole: Ask = { log, view: defaultView, filter: [] }
  const { distinct } = await engine.values({ ...whole, scope: 'event', key, limit: 1 }, cancel)
  if (distinct > MOST_GROUPS) return true
  const groups = await groupsOf(engine, whole, key, keys.ofEvents, cancel)
  return groups.some(({ people }) => people.size > 0 && people.size < minimum)
}
