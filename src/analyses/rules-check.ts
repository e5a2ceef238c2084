import { RequestError } from '../base/errors.ts'
import type { Cancel, Progress } from '../base/platform.ts'
import { DAY } from '../base/time.ts'
import {
  type AllowEntry,
  type Checked,
  checkRules,
  instantParameter,
  joinTables,
  missingToJudge,
  neededBy,
  patternsOf,
  type Rule,
  type RuleFile,
  type RuleSummary,
  readAllowlist,
  readRoles,
  readRules,
  summarise,
} from '../compliance/index.ts'
import { type Pace, pace } from '../log/count/pace.ts'
import type { Ask, Engine, LogDescription } from '../log/engine.ts'
import type { EventLog } from '../log/event-log.ts'
import type { Filter } from '../log/filter.ts'
import type { Clock } from './analysis.ts'
import { askedLog } from './asked-log.ts'
import { casesEvidence } from './cases-evidence.ts'
import { groupable } from './models/where-concentrated.ts'
import { evidenceOf } from './rules-evidence.ts'
import { under } from './words.ts'

export interface RulesQuestion {
  /** The rule file as text, YAML or JSON. */
  readonly rules: string
  /** Further tables of roles, and a further allowlist, as text; empty: none. */
  readonly roles: string
  readonly allow: string
  /** Date as of which running cases are judged; empty: the latest time of the log. */
  readonly at: string
  /** Deadlines within so many days are soon. */
  readonly dueWithin: number
  /** Violations listed a rule. */
  readonly limit: number
}

/** What a check says of a rule, with the cases behind it. */
export interface AnsweredRule extends RuleSummary {
  /** Clauses that, appended to the asked filter, show the cases that break the rule; empty: none does. */
  readonly evidence: Filter
  /** Cases that the evidence leaves out, because they are too many to be named. */
  readonly evidenceOmits: number
  /** Of a rule that the person gate holds back: the cases that break it, where they may be counted. */
  readonly heldBack: { readonly because: string; readonly violated: number | null } | null
}

/** The answer to a rule file, as JSON; instants are epoch ms. Rules in the order of the file. */
export interface RulesAnswer {
  readonly name: string
  readonly cases: number
  readonly events: number
  readonly runningCases: number
  /** As of when running cases are judged. */
  readonly at: number
  /** Whether the file says what ends a case. */
  readonly hasEnds: boolean
  readonly unknownEnds: readonly string[]
  readonly rules: readonly AnsweredRule[]
  /** Entries of the allowlist that no violation needs. */
  readonly idle: readonly AllowEntry[]
}

/** Checks the entries under a question against a rule file. Throws `FormatError` with the place where that is none. */
export async function answerRules(
  engine: Engine,
  ask: Ask,
  question: RulesQuestion,
  cancel: Cancel,
  clock?: Clock,
  progress?: Progress,
): Promise<RulesAnswer> {
  const file = readRules(question.rules, 'rules')
  const tables = joinTables([file.tables, question.roles.trim() === '' ? null : readRoles(question.roles, 'roles')])
  const listed = question.allow.trim() === '' ? [] : readAllowlist(question.allow, 'allowlist')
  mustNameRules(listed, file)
  const allow = [...file.allow, ...listed]
  const now = question.at === '' ? {} : { now: instantParameter(question.at, 'at') }
  const description = await engine.describe({ log: ask.log }, cancel)
  const wanted = wantedBy(file, description)
  const more = groupable(description)
  const { log, withheld } = await askedLog(engine, ask, description, wanted, more, cancel, progress)
  const open = file.rules.map(rule => heldBack(rule, description, withheld))
  const kept = { ...file, rules: file.rules.filter((_, i) => open[i] === null) }
  const paced: { pace?: Pace } = clock === undefined ? {} : { pace: pace(clock, cancel) }
  const checked = await checkRules(log, kept, { ...now, ...paced, tables, allow })
  // what could be read through the engine has passed the person gate already
  const summaries = summarise(log, checked, {
    ...{ gate: null, groups: [], limit: question.limit, dueWithin: question.dueWithin * DAY },
  })
  const rules: AnsweredRule[] = []
  let next = 0
  for (const [i, rule] of file.rules.entries()) {
    const because = open[i]!
    if (because !== null) {
      const counted = await countedByEngine(engine, ask, rule, because, description, cancel)
      rules.push({ ...counted, ...lackingIn(log, rule) })
      continue
    }
    const summary = summaries[next]!
    const exact = summary.allowedViolations === 0 ? evidenceOf(rule) : null
    const named = casesEvidence(idsOf(checked, next, log.caseIds), log.caseIds, log.caseCount)
    rules.push({
      ...summary,
      ...(summary.violations === 0
        ? { evidence: [], evidenceOmits: 0 }
        : exact === null
          ? { evidence: named.filter, evidenceOmits: named.omitted }
          : { evidence: exact, evidenceOmits: 0 }),
      heldBack: null,
    })
    next++
  }
  const { runningCases, unknownEnds, idle } = checked
  return {
    ...{ name: file.name, cases: log.caseCount, events: log.eventCount, runningCases, at: checked.now },
    ...{ hasEnds: file.ends !== null, unknownEnds, rules, idle },
  }
}

/** Throws `RequestError` where an entry of a list beside the rule file is for no rule of it: a misspelt one would allow nothing. */
export function mustNameRules(
  listed: readonly AllowEntry[],
  { rules }: RuleFile,
  [list, file]: readonly [string, string] = ['allowlist', 'the rule file'],
): void {
  const stray = listed.find(({ rule }) => !rules.some(({ id }) => id === rule))
  if (stray !== undefined) throw new RequestError(`${list}: there is no rule "${stray.rule}" in ${file}.`)
}

function wantedBy({ rules, ends }: RuleFile, { resourceKey }: LogDescription): Set<string> {
  const wanted = new Set<string>()
  for (const rule of rules) {
    const needed = neededBy(rule)
    for (const key of needed.attributes) wanted.add(key)
    if (needed.people && resourceKey !== null) wanted.add(resourceKey)
  }
  if (ends !== null)
    for (const key of neededBy({
      statement: { guard: null, claim: { claim: 'required', of: ends } },
      measure: null,
    } as Rule).attributes)
      wanted.add(key)
  return wanted
}

/** Why a rule cannot be asked here; null: it can. */
function heldBack(rule: Rule, { resourceKey }: LogDescription, withheld: ReadonlyMap<string, string>): string | null {
  const { attributes, people } = neededBy(rule)
  const keys = people && resourceKey !== null ? [...attributes, resourceKey] : attributes
  const key = keys.find(one => withheld.has(one))
  return key === undefined ? null : withheld.get(key)!
}

/** Cases with a violation that is not on the allowlist. */
function idsOf({ outcomes }: Checked, i: number, caseIds: { text(code: number): string }): string[] {
  const { violations } = outcomes[i]!
  const ids = new Set<number>()
  violations.case.forEach((c, v) => {
    if (violations.allowed[v] === 0) ids.add(c)
  })
  return [...ids].map(c => caseIds.text(c))
}

/** A rule on people whose names are held back: the engine itself counts its cases, where the group is large enough. */
async function countedByEngine(
  engine: Engine,
  ask: Ask,
  rule: Rule,
  because: string,
  { resourceKey }: LogDescription,
  cancel: Cancel,
): Promise<AnsweredRule> {
  const evidence = evidenceOf(rule, resourceKey) ?? []
  let violated: number | null = null
  if (evidence.length > 0)
    try {
      violated = (await engine.size(under(ask, ...evidence), cancel)).cases
    } catch (error) {
      if (!(error instanceof RequestError)) throw error
    }
  return {
    ...unanswered(rule),
    ...{ because, heldBack: { because, violated }, evidence: violated ? evidence : [], evidenceOmits: 0 },
  }
}

/** What a rule that is not held against the cases here names in vain. */
function lackingIn({ activity }: EventLog, { statement: { claim } }: Rule) {
  const isKnown = (name: string) => activity.dictionary.codeOf(name) >= 0
  const patterns = patternsOf(claim)
  return {
    unknownActivities: [...new Set(patterns.flatMap(({ activities }) => activities))].filter(name => !isKnown(name)),
    unjudgedFor: missingToJudge(claim, patterns, isKnown),
  }
}

const unanswered = ({ id, name, severity, owner, source, text }: Rule): Omit<RuleSummary, 'because'> => ({
  ...{ id, name, severity, owner, source, rule: text, unknownActivities: [], unjudgedFor: [] },
  cases: { applicable: 0, satisfied: 0, undecided: 0, allowed: 0, pending: 0, violated: 0 },
  ...{ dueSoon: 0, overdue: 0, nextDue: null, violations: 0, allowedViolations: 0, first: null, last: null },
  ...{ workingTime: false, overMs: null, measure: null, throughput: null, people: null, withheld: true },
  ...{ months: [], concentrations: [], shown: [], omitted: 0 },
})
