import { z } from 'zod'
import type { Ask, Engine } from '../log/engine.ts'
import type { Analysis, Finding, Quantity } from './analysis.ts'
import { cases, duration, ms, number, percent, ratio, times } from './words.ts'

const params = z.object({
  limit: z.number().int().min(1).max(1000).default(20).describe('How many variants are compared.'),
  money: z
    .string()
    .default('')
    .describe('Numeric case attribute that holds the money of a case; empty: the first one marked as money.'),
})

/** Which ways cases take, and what each costs in time and money beside the most common one. */
export const variantsAnalysis: Analysis<typeof params> = {
  id: 'variants',
  title: 'Variants and their cost',
  asks: 'Which ways do cases take, and what does each cost in time and money?',
  params,
  async answer(engine, ask, { limit, money }, cancel) {
    const { variants, totalVariants, totalCases } = await engine.variants({ ...ask, limit }, cancel)
    const first = variants[0]
    if (!first) return { findings: [], tables: [], notes: ['No case is left under this filter.'] }
    const expense = await expenses(
      engine,
      ask,
      money,
      variants.map(variant => variant.id),
    )
    const base = first.throughput.mean
    const rows = variants.map((variant, i) => ({
      variant,
      share: variant.cases / totalCases,
      extra:
        base === null || variant.throughput.mean === null ? null : (variant.throughput.mean - base) * variant.cases,
      expense: expense?.means[i] ?? null,
    }))
    const totalExtra = rows.reduce((sum, row) => sum + Math.max(0, row.extra ?? 0), 0)
    const findings: Finding[] = rows
      .filter((row, i) => i > 0 && (row.extra ?? 0) > 0)
      .sort((a, b) => b.extra! - a.extra!)
      .slice(0, 5)
      .map(row => ({
        id: `variant:${row.variant.id}`,
        sentence: `${duration(row.extra! / row.variant.cases)} longer than the most common way on average ${row.variant.cases === 1 ? 'takes' : 'take'} ${times(row.variant.cases, 'case', 'cases')} of *${shown(row.variant.activities)}*.`,
        importance: totalExtra > 0 ? row.extra! / totalExtra : 0,
        quantities: [
          cases('cases', row.variant.cases),
          ratio('share of cases', row.share),
          ms('median throughput time', row.variant.throughput.median),
          ms('more than the most common variant, all its cases', row.extra),
        ],
        evidence: [{ kind: 'variant' as const, ids: [row.variant.id] }],
        actions: [],
      }))
    return {
      findings,
      tables: [
        {
          id: 'variants',
          title: 'Variants by cases',
          columns: [
            { key: 'variant', label: 'Variant' },
            { key: 'cases', label: 'Cases', unit: 'cases' },
            { key: 'share', label: 'Share of cases', unit: 'ratio' },
            { key: 'steps', label: 'Events', unit: 'events' },
            { key: 'median', label: 'Median throughput time', unit: 'ms' },
            { key: 'extra', label: 'More than the most common, all cases', unit: 'ms' },
            ...(expense ? [{ key: 'money', label: `Mean ${expense.key}`, unit: expense.unit }] : []),
          ],
          rows: rows.map(row => [
            shown(row.variant.activities),
            row.variant.cases,
            row.share,
            row.variant.activities.length,
            row.variant.throughput.median,
            row.extra,
            ...(expense ? [row.expense] : []),
          ]),
        },
      ],
      notes: [
        `${number(variants.length)} of ${number(totalVariants)} variants are shown; they cover ${percent(rows.reduce((sum, row) => sum + row.share, 0))} of cases.`,
        ...(first.throughput.mean === null ? ['Without times no variant can be said to take longer.'] : []),
      ],
    }
  },
}

const shown = (activities: readonly string[]): string => {
  if (activities.length === 0) return '(no event)'
  return activities.length <= 12
    ? activities.join(' → ')
    : `${activities.slice(0, 6).join(' → ')} → … (${activities.length - 10} more) → ${activities.slice(-4).join(' → ')}`
}

async function expenses(engine: Engine, ask: Ask, wanted: string, ids: readonly string[]) {
  const { attributes } = await engine.describe({ log: ask.log })
  const numeric = attributes.filter(a => a.scope === 'case' && (a.type === 'int' || a.type === 'float'))
  const attribute = wanted ? numeric.find(a => a.key === wanted) : numeric.find(a => a.meaning?.kind === 'money')
  if (!attribute) return null
  const { key, stats } = await engine.measures({ ...ask, scope: 'case', key: attribute.key, per: 'variant' })
  const mean = new Map(key.map((id, i) => [id, stats[i]!.mean]))
  const unit: Quantity['unit'] =
    attribute.meaning?.kind === 'money' ? `money:${attribute.meaning.unit ?? ''}` : 'number'
  return { key: attribute.key, unit, means: ids.map(id => mean.get(id) ?? null) }
}
