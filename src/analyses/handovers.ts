import { z } from 'zod'
import { RequestError } from '../base/errors.ts'
import { compareText } from '../base/sort.ts'
import type { Analysis, Answer, Finding } from './analysis.ts'
import { cases, duration, ms, number, percent, plain, ratio, times, workGroup } from './words.ts'

const params = z.object({
  attribute: z
    .string()
    .default('')
    .describe(
      'Event attribute that says who works (a team, a role); empty: a team where the log has one, else its resource.',
    ),
  limit: z.number().int().min(1).max(50).default(5).describe('How many findings of each kind.'),
  variants: z
    .number()
    .int()
    .min(1)
    .max(100_000)
    .default(20_000)
    .describe('How many sequences of work groups are searched for ping-pong.'),
})

/** How work moves between groups, and where it goes back and forth. */
export const handovers: Analysis<typeof params> = {
  id: 'handovers',
  title: 'Handovers and ping-pong',
  asks: 'How often does work change hands, and where does it go back and forth?',
  params,
  async answer(engine, ask, { attribute, limit, variants: searched }, cancel) {
    const key = attribute || (await workGroup(engine, ask))?.key
    if (!key) return none('The log has no attribute that says who or which group works.')
    try {
      const answer = await engine.handovers({ ...ask, key }, cancel)
      const rows = answer.from.map((from, i) => ({
        from: answer.resources[from]!,
        to: answer.resources[answer.to[i]!]!,
        frequency: answer.frequency[i]!,
        caseFrequency: answer.caseFrequency[i]!,
        total: answer.totalMs[i]!,
      }))
      const kept = rows.filter(row => row.from === row.to).reduce((sum, row) => sum + row.frequency, 0)
      const changes = rows.filter(row => row.from !== row.to)
      const changed = changes.reduce((sum, row) => sum + row.frequency, 0)
      const { suppressed = 0 } = answer
      if (kept + changed === 0)
        return none(suppressed > 0 ? heldBack(suppressed, key) : `No two events in a row have a value of ${key}.`)
      const steps = suppressed > 0 ? 'of the steps that are shown' : 'of steps'
      const slow = [...changes].sort((a, b) => b.total - a.total)
      const findings: Finding[] = [
        {
          id: 'handovers',
          sentence: `${percent(changed / (kept + changed))} ${steps} go to another ${key}.`,
          importance: 0.6,
          quantities: [plain('handovers', changed), ratio(`share ${steps}`, changed / (kept + changed))],
          evidence: [],
          actions: [],
        },
        ...slow.slice(0, limit).map(row => ({
          id: `handover:${row.from}→${row.to}`,
          sentence: `${duration(row.total / row.frequency)} pass on average when work goes from ${row.from} to ${row.to}, in ${times(row.caseFrequency, 'case', 'cases')}.`,
          importance: slow[0]!.total > 0 ? Math.max(0, row.total / slow[0]!.total) * 0.5 : 0,
          quantities: [plain('handovers', row.frequency), cases('cases', row.caseFrequency), ms('total', row.total)],
          evidence: [{ kind: 'event-attribute' as const, key, values: [row.from], mode: 'mandatory' as const }],
          actions: [],
        })),
      ]
      const byGroup = { ...ask, view: { ...ask.view, classifier: [key] } }
      const sequences = await engine.variants({ ...byGroup, limit: searched }, cancel)
      const pingPongs = new Map<string, { a: string; b: string; times: number; cases: number; ids: string[] }>()
      for (const variant of sequences.variants) {
        const here = new Map<string, { a: string; b: string; times: number }>()
        const groups = variant.activities.filter((group, i) => i === 0 || group !== variant.activities[i - 1])
        for (let i = 2; i < groups.length; i++) {
          if (groups[i] !== groups[i - 2]) continue
          const [a, b] = [groups[i - 2]!, groups[i - 1]!].sort(compareText) as [string, string]
          const pair = JSON.stringify([a, b])
          const seen = here.get(pair) ?? { a, b, times: 0 }
          seen.times++
          here.set(pair, seen)
        }
        for (const [pair, { a, b, times }] of here) {
          const sum = pingPongs.get(pair) ?? { a, b, times: 0, cases: 0, ids: [] }
          sum.times += times * variant.cases
          sum.cases += variant.cases
          sum.ids.push(variant.id)
          pingPongs.set(pair, sum)
        }
      }
      const pongs = [...pingPongs.values()].sort(
        (x, y) => y.cases - x.cases || y.times - x.times || compareText(x.a, y.a) || compareText(x.b, y.b),
      )
      const total = sequences.totalCases
      findings.push(
        ...pongs.slice(0, limit).map(pong => ({
          id: `ping-pong:${pong.a}↔${pong.b}`,
          sentence: `${percent(pong.cases / total)} of cases go back and forth between ${pong.a} and ${pong.b} (${times(pong.times, 'time', 'times')}).`,
          importance: pong.cases / total,
          quantities: [
            cases('cases', pong.cases),
            plain('times', pong.times),
            ratio('share of cases', pong.cases / total),
          ],
          evidence: [pong.a, pong.b].map(value => ({
            kind: 'event-attribute' as const,
            key,
            values: [value],
            mode: 'mandatory' as const,
          })),
          actions: [],
        })),
      )
      return {
        findings,
        tables: [
          {
            id: 'handovers',
            title: `From one ${key} to the next`,
            columns: [
              { key: 'from', label: 'From' },
              { key: 'to', label: 'To' },
              { key: 'frequency', label: 'Times', unit: 'number' },
              { key: 'cases', label: 'Cases', unit: 'cases' },
              { key: 'mean', label: 'Mean time between', unit: 'ms' },
              { key: 'total', label: 'Total', unit: 'ms' },
            ],
            rows: changes.map(r => [r.from, r.to, r.frequency, r.caseFrequency, r.total / r.frequency, r.total]),
          },
          {
            id: 'ping-pong',
            title: 'Back and forth',
            columns: [
              { key: 'a', label: 'Between' },
              { key: 'b', label: 'and' },
              { key: 'times', label: 'Times', unit: 'number' },
              { key: 'cases', label: 'Cases', unit: 'cases' },
            ],
            rows: pongs.map(pong => [pong.a, pong.b, pong.times, pong.cases]),
          },
        ],
        notes: [
          ...(suppressed > 0 ? [`${heldBack(suppressed, key)} These numbers are about the others.`] : []),
          'Ping-pong: work leaves a group and comes back to it from the same other group. The evidence shows all cases in which both worked.',
          ...(sequences.omittedVariants > 0
            ? [
                `Ping-pong was searched in the ${number(searched)} most common sequences; ${percent(sequences.omittedCases / total)} of cases follow others.`,
              ]
            : []),
        ],
      }
    } catch (error) {
      if (error instanceof RequestError && error.code === 'refused') return none(error.message)
      throw error
    }
  },
}

const heldBack = (pairs: number, key: string): string =>
  `${times(pairs, 'pair', 'pairs')} of ${key} ${pairs === 1 ? 'is' : 'are'} held back, because too few people stand behind ${pairs === 1 ? 'it' : 'them'}.`

const none = (note: string): Answer => ({ findings: [], tables: [], notes: [note] })
