import { z } from 'zod'
import { RequestError } from '../base/errors.ts'
import type { Cancel } from '../base/platform.ts'
import { DAY, formatInstant } from '../base/time.ts'
import {
  type Checked,
  checkRules,
  instantParameter,
  neededBy,
  type Rule,
  type RuleFile,
  type RuleSummary,
  readAllowlist,
  readRoles,
  readRules,
  summarise,
} from '../compliance/index.ts'
import type { Ask, Engine, LogDescription } from '../log/engine.ts'
import type { Clause, Filter } from '../log/filter.ts'
import type { Analysis, Answer, Finding } from './analysis.ts'
import { askedLog } from './asked-log.ts'
import { groupable } from './models/where-concentrated.ts'
import { concentrationTable, rulesTable } from './rules-tables.ts'
import { cases, number, percent, plain, ratio, times, under } from './words.ts'

const params = z.object({
  rules: z.string().default('').describe('The rule file as text, YAML or JSON.').meta({ multiline: true }),
  roles: z
    .string()
    .default('')
    .describe('The tables of roles, limits and substitutes as text, YAML or JSON.')
    .meta({ multiline: true }),
  allow: z.string().default('').describe('The allowlist as text, YAML or JSON.').meta({ multiline: true }),
  at: z
    .string()
    .default('')
    .describe('Judge running cases as of then, such as 2026-12-31; empty: the latest time of the log.'),
  dueWithin: z.number().min(0).max(36_500).default(7).describe('Count deadlines of running cases in so many days.'),
})

/** Ids that the evidence of a finding names at most. */
const MOST_IDS = 5000
const weight = { low: 0.3, medium: 0.5, high: 0.8, critical: 1 } as const

/** Which cases break the rules of a policy, how many, since when, and where that concentrates. */
export const rulesAnalysis: Analysis<typeof params> = {
  id: 'rules',
  title: 'Rules',
  asks: 'Which rules are broken, in which cases, and where does that concentrate?',
  params,
  async answer(engine, ask, chosen, cancel) {
    if (chosen.rules.trim() === '')
      return only(
        'Give a rule file: `parfocal rules pack four-eyes` prints one to begin with, and docs/concepts/rules.md says what rules can say.',
      )
    const file = readRules(chosen.rules, 'rules')
    const tables = chosen.roles.trim() === '' ? null : readRoles(chosen.roles, 'roles')
    const allow = chosen.allow.trim() === '' ? [] : readAllowlist(chosen.allow, 'allowlist')
    const now = chosen.at === '' ? {} : { now: instantParameter(chosen.at, 'at') }
    const description = await engine.describe({ log: ask.log }, cancel)
    const wanted = wantedBy(file, description)
    const { log, withheld } = await askedLog(engine, ask, description, wanted, groupable(description), cancel)
    if (log.caseCount === 0) return only('No case is left under the filter.')
    const open = file.rules.map(rule => heldBack(rule, description, withheld))
    const kept = { ...file, rules: file.rules.filter((_, i) => open[i] === null) }
    const checked = await checkRules(log, kept, { ...now, tables, allow })
    const summaries = summarise(log, checked, { gate: null, limit: 0, dueWithin: chosen.dueWithin * DAY, groups: [] })
    const findings = summaries.flatMap((summary, i) => finding(summary, idsOf(checked, i, log.caseIds), kept))
    for (const [i, rule] of file.rules.entries())
      if (open[i] !== null) findings.push(...(await countedByEngine(engine, ask, rule, description, cancel)))
    return {
      findings,
      tables: [rulesTable(summaries), concentrationTable(summaries)],
      notes: notesOf(log.caseCount, checked, file, open, summaries),
    }
  },
}

const only = (note: string): Answer => ({ findings: [], tables: [], notes: [note] })

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

function idsOf({ outcomes }: Checked, i: number, caseIds: { text(code: number): string }): string[] {
  const { violations } = outcomes[i]!
  const ids = new Set<number>()
  violations.case.forEach((c, v) => {
    if (violations.allowed[v] === 0) ids.add(c)
  })
  return [...ids].map(c => caseIds.text(c))
}

function finding(summary: RuleSummary, ids: readonly string[], file: RuleFile): Finding[] {
  if (summary.violations === 0) return []
  const { id, name, severity, source, cases: counts } = summary
  const share = counts.violated / counts.applicable
  const rule = file.rules.find(one => one.id === id)!
  const evidence = (summary.allowedViolations === 0 ? evidenceOf(rule) : null) ?? [
    { kind: 'cases' as const, ids: ids.slice(0, MOST_IDS) },
  ]
  return [
    {
      id: `rule:${id}`,
      sentence: `${percent(share)} of the cases that *${name}* applies to break it, ${times(counts.violated, 'case', 'cases')} (${severity}; ${source.replace(/\.$/, '')}).`,
      importance: weight[severity] * (0.5 + share / 2),
      quantities: [
        cases('cases that break it', counts.violated),
        ratio('share of cases it applies to', share),
        plain('violations', summary.violations),
        ...(summary.measure === null
          ? []
          : [
              {
                label: `${summary.measure.attribute} of cases that break it`,
                value: summary.measure.total,
                unit: summary.measure.unit,
              },
            ]),
      ],
      evidence,
      actions: [],
    },
  ]
}

/** Clauses that show exactly the cases that break a rule, where filters can say so; else null. */
function evidenceOf({ statement: { guard, claim } }: Rule, resourceKey: string | null = null): Filter | null {
  if (guard !== null) return null
  if (claim.claim === 'forbidden' && claim.of.where === null)
    return [{ kind: 'activity', activities: claim.of.activities, mode: 'mandatory' }]
  if (claim.claim === 'never-after' && claim.of.where === null && claim.after.where === null)
    return [{ kind: 'follows', from: claim.after.activities, to: claim.of.activities, relation: 'eventually' }]
  const key = claim.claim === 'different' ? (claim.by ?? resourceKey) : null
  if (
    claim.claim !== 'different' ||
    key === null ||
    claim.of.length !== 2 ||
    claim.of.some(({ where }) => where !== null)
  )
    return null
  const clause: Clause = { kind: 'conflict', first: claim.of[0]!.activities, second: claim.of[1]!.activities, key }
  return [clause]
}

/** A rule on people whose names are held back: the engine itself counts its cases, where the group is large enough. */
async function countedByEngine(
  engine: Engine,
  ask: Ask,
  rule: Rule,
  { resourceKey }: LogDescription,
  cancel: Cancel,
): Promise<Finding[]> {
  const evidence = evidenceOf(rule, resourceKey)
  if (evidence === null) return []
  try {
    const [size, all] = [await engine.size(under(ask, ...evidence), cancel), await engine.size(ask, cancel)]
    if (size.cases === 0) return []
    return [
      {
        id: `rule:${rule.id}`,
        sentence: `${times(size.cases, 'case breaks', 'cases break')} *${rule.name}* (${rule.severity}; ${rule.source.replace(/\.$/, '')}).`,
        importance: weight[rule.severity] * (0.5 + size.cases / all.cases / 2),
        quantities: [cases('cases that break it', size.cases), ratio('share of all cases', size.cases / all.cases)],
        evidence,
        actions: [],
      },
    ]
  } catch (error) {
    if (error instanceof RequestError) return []
    throw error
  }
}

function notesOf(
  all: number,
  checked: Checked,
  file: RuleFile,
  open: readonly (string | null)[],
  summaries: readonly RuleSummary[],
): string[] {
  return [
    file.ends === null
      ? 'Every case is taken as ended: the rule file does not say what ends one.'
      : `${number(checked.runningCases)} of ${number(all)} cases are still running; they are judged as of ${formatInstant(checked.now)}.`,
    ...file.rules.flatMap(({ name }, i) =>
      open[i] === null
        ? []
        : [`“${name}” has no answer here but the cases that the person gate lets through: ${open[i]}`],
    ),
    ...summaries.flatMap(({ name, because }) => (because === null ? [] : [`“${name}” has no answer: ${because}.`])),
    ...summaries.flatMap(({ name, unknownActivities }) =>
      unknownActivities.length === 0
        ? []
        : [`“${name}” names activities that the log does not know: ${unknownActivities.join(', ')}.`],
    ),
    ...(checked.unknownEnds.length === 0
      ? []
      : [`The log does not know ${checked.unknownEnds.join(', ')}, which would end a case.`]),
    ...(checked.idle.length === 0
      ? []
      : [`${times(checked.idle.length, 'entry', 'entries')} of the allowlist cover no violation.`]),
  ]
}
