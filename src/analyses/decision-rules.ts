import { z } from 'zod'
import { RequestError } from '../base/errors.ts'
import { ok } from '../base/result.ts'
import { variantLogOf } from '../log/variant-log.ts'
import type { Analysis, Answer, Finding, Table } from './analysis.ts'
import { MOST_IDS } from './cases-evidence.ts'
import { givenBaseline } from './models/baseline.ts'
import { conformanceQuestion } from './models/conformance-question.ts'
import { type DecisionsReport, decisionFacts, decisionsOf, type ReportedDecision } from './models/decisions-report.ts'
import { mineNet } from './models/miners.ts'
import { withoutEvents } from './models/timed-cases.ts'
import { cases, number, percent, plain, ratio, times } from './words.ts'

const params = z.object({
  model: z
    .string()
    .default('')
    .describe(
      'The model whose branches are explained, as the text of a file of any known format (BPMN, PNML, PTML, JSON); empty: mined from the log.',
    ),
  pool: conformanceQuestion.shape.pool,
  labels: conformanceQuestion.shape.labels,
  noise: z
    .number()
    .min(0)
    .max(1)
    .default(0)
    .describe('Noise of the inductive miner where no model is given, 0 to 1: rare branches are left out.'),
  attributes: z
    .array(z.string())
    .default([])
    .describe('Attributes of cases and events that may explain; none: all that are not about people.'),
  limit: z.number().int().min(1).max(50).default(10).describe('How many branches become findings.'),
})

/** Which attributes tell which way cases go. */
export const decisionRulesAnalysis: Analysis<typeof params> = {
  id: 'decision-rules',
  title: 'Decision rules',
  asks: 'Which attributes tell which branch a case takes?',
  params,
  async answer(engine, ask, { model, pool, labels, noise, attributes, limit }, cancel) {
    const { variants } = await engine.variants(ask, cancel)
    if (variants.length === 0) return only('There are no cases.')
    const log = variantLogOf(variants)
    if (model.trim() === '' && pool !== '') return only('Only BPMN has pools: give the model.')
    const made = model.trim() === '' ? mined(log, noise) : givenBaseline(model, labels, log.activities, pool)
    if (!made.ok) return only(`Branches are those of Petri nets. ${made.because}`)
    const { net, ignored, notes } = made.value
    try {
      const facts = await decisionFacts(engine, ask, attributes, cancel)
      const found = decisionsOf(net, { ...facts, cases: withoutEvents(facts.cases, ignored) })
      if (!found.ok) return only(found.because, ...notes)
      const { report, caseIds } = found.value
      // explained ones come first
      const explained = report.points.filter(({ isExplained }) => isExplained)
      return {
        findings: [
          ...overall(report, explained.length),
          ...explained.slice(0, limit).map((point, i) => finding(point, caseIds[i]!, report.cases)),
        ],
        tables: [choices(report), rules(explained)],
        notes: [...notes, ...notesOf(report, explained.length, limit)],
      }
    } catch (error) {
      if (error instanceof RequestError && error.code === 'refused') return only(error.message, ...notes)
      throw error
    }
  },
}

const only = (...notes: string[]): Answer => ({ findings: [], tables: [], notes })

function mined(log: Parameters<typeof mineNet>[1], noise: number) {
  const made = mineNet('inductive', log, { noise })
  if (!made.ok) return made
  const note = `No model was given: the branches are those of the one that the inductive miner finds with noise ${noise}.`
  return ok({ net: made.value.net, ignored: new Set<string>(), notes: [note] })
}

const branchesOf = ({ branches }: ReportedDecision): string =>
  branches.map(({ activity }) => `*${activity}*`).join(' or ')

function overall({ points, attributes, cases: all, replayedCases }: DecisionsReport, explained: number): Finding[] {
  if (points.length === 0 || attributes.length === 0) return []
  return [
    {
      id: 'explained',
      sentence: `${number(explained)} of ${times(points.length, 'choice', 'choices')} in the model ${points.length === 1 ? 'is' : 'are'} foretold by attributes.`,
      importance: 0.2,
      quantities: [
        plain('choices', points.length),
        plain('choices that are foretold', explained),
        cases('cases that say what was chosen', replayedCases),
        ratio('share of cases that say what was chosen', replayedCases / all),
      ],
      evidence: [],
      actions: [],
    },
  ]
}

/** Evidence are the cases that chose there; all cases, where those are too many to be named. */
function finding(point: ReportedDecision, caseIds: readonly string[], all: number): Finding {
  const { accuracy, baseline, decisions, attributes } = point
  return {
    id: `decision:${point.place}`,
    sentence: `${percent(accuracy)} of ${times(decisions, 'decision', 'decisions')} for ${branchesOf(point)} are foretold by ${attributes.join(', ')}; always naming the most frequent branch foretells ${percent(baseline)}.`,
    importance: Math.min(1, (accuracy - baseline) * (0.5 + point.cases / (2 * all)) + 0.2),
    quantities: [
      ratio('share foretold by the rules', accuracy),
      ratio('share foretold by the most frequent branch', baseline),
      plain('decisions', decisions),
      cases('cases', point.cases),
    ],
    evidence: caseIds.length > MOST_IDS ? [] : [{ kind: 'cases', ids: [...caseIds] }],
    actions: [],
  }
}

const choices = ({ points }: DecisionsReport): Table => ({
  id: 'decisions',
  title: 'Choices, those that attributes explain first',
  columns: [
    { key: 'branches', label: 'Branches' },
    { key: 'decisions', label: 'Decisions', unit: 'number' },
    { key: 'accuracy', label: 'Foretold by the rules', unit: 'ratio' },
    { key: 'baseline', label: 'By the most frequent', unit: 'ratio' },
    { key: 'explained', label: 'Explained' },
    { key: 'attributes', label: 'Attributes' },
    { key: 'place', label: 'Place' },
  ],
  rows: points.map(point => [
    point.branches.map(({ activity, decisions }) => `${activity} (${decisions})`).join(' or '),
    ...[point.decisions, point.accuracy, point.baseline],
    ...[point.isExplained ? 'yes' : 'no', point.isExplained ? point.attributes.join(', ') : '', point.place],
  ]),
})

const rules = (points: readonly ReportedDecision[]): Table => ({
  id: 'rules',
  title: 'Rules of the choices that are explained',
  columns: [
    { key: 'when', label: 'When' },
    { key: 'branch', label: 'Branch' },
    { key: 'hits', label: 'Right', unit: 'number' },
    { key: 'rows', label: 'Decisions', unit: 'number' },
    { key: 'place', label: 'Place' },
  ],
  rows: points.flatMap(({ rules, place }) =>
    rules.map(({ tests, activity, hits, rows }) => [
      tests.length === 0 ? 'always' : tests.join(' and '),
      ...[activity, hits, rows, place],
    ]),
  ),
})

function notesOf(report: DecisionsReport, explained: number, limit: number): string[] {
  const { cases: all, replayedCases, undecidedCases, points, attributes, withheld } = report
  return [
    ...(points.length === 0 ? ['The model leaves no choice in these cases.'] : []),
    ...(points.length > 0 && attributes.length === 0 ? ['There is no attribute that could explain a choice.'] : []),
    ...(points.length > 0 && explained === 0 && attributes.length > 0
      ? ['No attribute tells which branch is taken better than always naming the most frequent one.']
      : []),
    ...(replayedCases < all
      ? [`${number(replayedCases)} of ${number(all)} cases say what was chosen: those that the model can replay.`]
      : []),
    ...(undecidedCases > 0 ? [`Of ${times(undecidedCases, 'case', 'cases')} that was not found out in time.`] : []),
    ...withheld.map(({ attribute, because }) => `“${attribute}” is left out: ${because}`),
    ...(explained > limit ? [`${number(explained - limit)} more choices stand in the table.`] : []),
    ...(explained > 0
      ? [
          'Shares are of cases that the rules were not learned from. What foretells a choice need not be why it was made.',
        ]
      : []),
  ]
}
