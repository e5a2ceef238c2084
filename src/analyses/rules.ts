import { z } from 'zod'
import { formatInstant } from '../base/time.ts'
import type { Analysis, Answer, Finding } from './analysis.ts'
import { type AnsweredRule, answerRules, type RulesAnswer } from './rules-check.ts'
import { concentrationTable, rulesTable } from './rules-tables.ts'
import { cases, number, percent, plain, ratio, times } from './words.ts'

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

const weight = { low: 0.3, medium: 0.5, high: 0.8, critical: 1 } as const

/** Which cases break the rules of a policy, how many, since when, and where that concentrates. */
export const rulesAnalysis: Analysis<typeof params> = {
  id: 'rules',
  title: 'Rules',
  asks: 'Which rules are broken, in which cases, and where does that concentrate?',
  params,
  async answer(engine, ask, chosen, cancel, clock) {
    if (chosen.rules.trim() === '')
      return only(
        'Give a rule file: `parfocal rules pack four-eyes` prints one to begin with, and docs/concepts/rules.md says what rules can say.',
      )
    const answer = await answerRules(engine, ask, { ...chosen, limit: 0 }, cancel, clock)
    if (answer.cases === 0) return only('No case is left under the filter.')
    const answered = answer.rules.filter(({ heldBack }) => heldBack === null)
    return {
      findings: [...answered.flatMap(finding), ...answer.rules.flatMap(one => countedFinding(one, answer.cases))],
      tables: [rulesTable(answered), concentrationTable(answered)],
      notes: notesOf(answer),
    }
  },
}

const only = (note: string): Answer => ({ findings: [], tables: [], notes: [note] })

function finding(rule: AnsweredRule): Finding[] {
  if (rule.violations === 0) return []
  const { id, name, severity, source, cases: counts, measure } = rule
  const share = counts.violated / counts.applicable
  return [
    {
      id: `rule:${id}`,
      sentence: `${percent(share)} of the cases that *${name}* applies to break it, ${times(counts.violated, 'case', 'cases')} (${severity}; ${source.replace(/\.$/, '')}).`,
      importance: weight[severity] * (0.5 + share / 2),
      quantities: [
        cases('cases that break it', counts.violated),
        ratio('share of cases it applies to', share),
        plain('violations', rule.violations),
        ...(measure === null
          ? []
          : [{ label: `${measure.attribute} of cases that break it`, value: measure.total, unit: measure.unit }]),
      ],
      evidence: rule.evidence,
      actions: [],
    },
  ]
}

/** Of a rule on people whose names are held back: its cases as the engine counts them. */
function countedFinding({ id, name, severity, source, heldBack, evidence }: AnsweredRule, all: number): Finding[] {
  const violated = heldBack?.violated ?? 0
  if (violated === 0) return []
  return [
    {
      id: `rule:${id}`,
      sentence: `${times(violated, 'case breaks', 'cases break')} *${name}* (${severity}; ${source.replace(/\.$/, '')}).`,
      importance: weight[severity] * (0.5 + violated / all / 2),
      quantities: [cases('cases that break it', violated), ratio('share of all cases', violated / all)],
      evidence,
      actions: [],
    },
  ]
}

/** What limits the answer, in sentences. */
export function notesOf({ hasEnds, runningCases, cases: all, at, rules, unknownEnds, idle }: RulesAnswer): string[] {
  const asked = rules.filter(({ heldBack }) => heldBack === null)
  return [
    hasEnds
      ? `${number(runningCases)} of ${number(all)} cases are still running; they are judged as of ${formatInstant(at)}.`
      : 'Every case is taken as ended: the rule file does not say what ends one.',
    ...rules.flatMap(({ name, heldBack }) =>
      heldBack === null
        ? []
        : [`“${name}” has no answer here but the cases that the person gate lets through: ${heldBack.because}`],
    ),
    ...asked.flatMap(({ name, because }) => (because === null ? [] : [`“${name}” has no answer: ${because}.`])),
    ...asked.flatMap(({ name, unknownActivities, unjudgedFor }) =>
      unknownActivities.length === 0
        ? []
        : [
            `“${name}” ${unjudgedFor.length > 0 ? 'cannot be judged: it names' : 'names'} activities that the log does not know: ${unknownActivities.join(', ')}.`,
          ],
    ),
    ...(unknownEnds.length === 0 ? [] : [`The log does not know ${unknownEnds.join(', ')}, which would end a case.`]),
    ...(idle.length === 0 ? [] : [`${times(idle.length, 'entry', 'entries')} of the allowlist cover no violation.`]),
  ]
}
