import type { OtherReport } from '../../../analyses/models/other-conformance.ts'
import { onOneLine, textTable } from '../../text-table.ts'

const percent = (share: number) => `${(100 * share).toFixed(2)} %`
const SHOWN = 30

/** A check by footprints, constraints, a skeleton or a profile, for people. */
export function otherText({ method, fitness, precision, fittingCases, cases, broken }: OtherReport): string {
  const head = [
    ...(fittingCases === null ? [] : [`${fittingCases} of ${cases} cases fit (${method}).`]),
    `Fitness: ${percent(fitness)}${precision === undefined ? '' : `, precision: ${percent(precision)}`} (${method}).`,
  ].join('\n')
  if (broken.length === 0) return `${head}\n`
  const rows = broken.slice(0, SHOWN).map(one => [one.cases ?? one.times ?? 0, onOneLine(one.statement)])
  const more = broken.length > SHOWN ? `… and ${broken.length - SHOWN} more (--json)\n` : ''
  return `${head}\n\n${textTable([broken[0]!.cases === undefined ? 'times' : 'cases', 'what was broken'], rows, 100)}${more}`
}
